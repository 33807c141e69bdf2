"""Fixtures for every test, wherever it stands."""

from pathlib import Path

import pytest

from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The cast: see tests/world.py."""
    return make_world()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", help="folder with published data sets (bin/check-data)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The tests on real files run only where the files are named."""
    return True if collection_path.name == "real_data" and not config.getoption("data") else None

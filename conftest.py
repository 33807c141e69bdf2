"""Fixtures for every test, wherever it stands."""

from pathlib import Path

import pytest

from rundum.desk.first_run import gate
from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The cast: see tests/world.py."""
    return make_world()


@pytest.fixture(autouse=True)
def _no_organisation_is_believed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own; and what a page asks is counted, which must not depend on how long ago another asked."""
    monkeypatch.setattr(gate, "BELIEVED_SECONDS", 0)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", help="folder with published data sets (bin/check-data)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The tests on real files run only where the files are named."""
    return True if collection_path.name == "real_data" and not config.getoption("data") else None

"""Fixtures for every test, wherever it stands."""

import pytest

from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The cast: see tests/world.py."""
    return make_world()

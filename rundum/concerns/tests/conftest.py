"""Fixtures of the tests of concerns."""

import pytest

from rundum.concerns.models import Concern
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    """An open concern of the dairy, with team Hanse, taken in at MONDAY."""
    return make_concern(world.dairy, world.complaint, "Dichtungen undicht")

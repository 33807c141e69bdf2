"""Fixtures of the tests of planning."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

from rundum.base.clock import standing_at
from rundum.planning.tests.past_weeks import AT


@pytest.fixture
def monday() -> Iterator[None]:
    """The test stands at AT, in Berlin and in English."""
    with standing_at(AT), timezone.override("Europe/Berlin"), translation.override("en"):
        yield

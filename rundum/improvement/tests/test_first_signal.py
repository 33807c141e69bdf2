"""The chart of the first signal on the improvement page, by weeks and by months."""

import pytest
from django.test import Client
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.improvement.tests.weeks import measure, values
from rundum.measures.actions.detecting import find_signals_of
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

STEADY = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12]


@pytest.fixture(autouse=True)
def _now():
    with standing_at(MONDAY):
        yield


def reading(client: Client, world: World, query: str = "") -> str:
    client.force_login(world.aylin)
    return client.get(reverse("improvement:improvement") + query).content.decode()


def test_the_first_signal_is_seen_by_weeks_or_by_months_and_the_question_stays_that_of_the_weeks(
    world: World, client: Client
):
    values(world, "open_age", [*STEADY * 3, 40])
    find_signals_of([world.hanse.pk])
    by_week = reading(client, world)
    assert 'href="?by=month"' in by_week
    assert "Das sagen die Monate" not in by_week
    by_month = reading(client, world, "?by=month")
    assert "Das sagen die Monate. Gefragt wird das Team nach Signalen der Wochen." in by_month
    assert reverse("measures:measure", args=[measure("open_age").pk]) + "?by=month" in by_month
    for page in (by_week, by_month):
        assert "Signale: erklären oder handeln" in page
        assert "Erklären oder handeln" in page


def test_without_a_signal_there_is_no_chart_to_switch(world: World, client: Client):
    values(world, "open_age", STEADY)
    assert "by=month" not in reading(client, world)
    assert "by=month" not in reading(client, world, "?by=month").split("<main")[1]

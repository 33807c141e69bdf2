"""Limits of a chart: set anew by an entered change alone, from the week of a day on; the old ones stay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.measures.models import LimitChange, Measure, Source, WeekValue
from rundum.measures.queries.charted import charted_of
from rundum.measures.tests.small_world import LATER
from rundum.timeline.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 14)
BEFORE = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12]
AFTER = [5, 6, 4, 5, 6, 4, 5, 6, 5, 4]
CHANGED = LAST - timedelta(weeks=len(AFTER) - 1)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def weeks(world: World, values: list[int], *, every: int = 1) -> Measure:
    measure = Measure.objects.get(key="open_age")
    WeekValue.objects.bulk_create(
        WeekValue(
            measure=measure,
            team=world.hanse,
            week=LAST - timedelta(weeks=every * (len(values) - 1 - at)),
            value=Decimal(each),
            n=1,
        )
        for at, each in enumerate(values)
    )
    return measure


def entering(client: Client, measure: Measure, day: str, sentence: str = "Neue Maske.") -> int:
    address = reverse("measures:limits", args=[measure.pk])
    return client.post(address, {"week": day, "sentence": sentence}).status_code


def test_a_day_is_enough_and_the_limits_hold_from_its_week_on(world: World, client: Client):
    measure = weeks(world, BEFORE + AFTER)
    old = charted_of(measure, world.hanse).chart.now.limits
    client.force_login(world.aylin)
    assert entering(client, measure, (CHANGED + timedelta(days=3)).isoformat()) == 302
    assert LimitChange.objects.get().week == CHANGED
    assert Entry.objects.filter(verb="measures.limits_set", by=world.aylin).count() == 1
    chart = charted_of(measure, world.hanse).chart
    assert [(one.start, one.end) for one in chart.stretches] == [(0, 20), (20, 30)]
    assert chart.stretches[0].limits.upper[0] == old.upper[0]  # frozen: they came from the same twenty weeks
    page = client.get(reverse("measures:measure", args=[measure.pk])).content.decode()
    assert "Grenzen neu ab KW\u00a042 2026: Neue Maske." in page
    assert "gemessen an den Grenzen vor der Änderung" in page


def test_later_weeks_do_not_move_limits(world: World):
    measure = weeks(world, BEFORE + AFTER)
    now = charted_of(measure, world.hanse).chart.now.limits
    assert now.baseline == (0, 20)
    assert now.upper[0] < max(BEFORE) + 3
    WeekValue.objects.filter(measure=measure, week__gte=CHANGED).update(value=500)
    assert charted_of(measure, world.hanse).chart.now.limits == now


def test_each_week_takes_one_change(world: World, client: Client):
    measure = weeks(world, BEFORE)
    client.force_login(world.aylin)
    assert entering(client, measure, "2026-11-24") == 302
    assert entering(client, measure, "2026-11-27", "Noch eine") == 422
    assert [each.sentence for each in LimitChange.objects.all()] == ["Neue Maske."]


@pytest.mark.parametrize("day", ["2026-12-28", "2026-08-03", "2020-01-01", "morgen", ""])
def test_a_week_to_come_or_before_the_chart_has_no_limits_to_set(world: World, client: Client, day: str):
    measure = weeks(world, BEFORE)
    client.force_login(world.aylin)
    assert entering(client, measure, day) == 422
    assert not LimitChange.objects.exists()
    assert not Entry.objects.exists()


def test_a_change_in_a_week_without_a_figure_begins_with_the_next_one(world: World, client: Client):
    """It was ignored, though the page said that the limits begin anew."""
    measure = weeks(world, BEFORE, every=4)
    Measure.objects.filter(pk=measure.pk).update(source=Source.BUILT_IN)
    client.force_login(world.aylin)
    assert entering(client, measure, (LAST - timedelta(weeks=6)).isoformat()) == 302
    charted = charted_of(measure, world.hanse)
    assert charted.chart.now.start == len(BEFORE) - 2
    assert [note.at for note in charted.annotations] == [len(BEFORE) - 2]


def test_a_change_this_week_is_said_until_the_week_stands(world: World, client: Client):
    measure = weeks(world, BEFORE)
    client.force_login(world.aylin)
    assert entering(client, measure, "2026-12-23") == 302
    page = client.get(reverse("measures:measure", args=[measure.pk])).content.decode()
    assert "Ab KW\u00a052 2026 beginnen die Grenzen neu, sobald diese Woche feststeht" in page
    assert len(charted_of(measure, world.hanse).chart.stretches) == 1

"""Measures of rare events on their pages: what lies between is drawn, the weeks stay, and a gap is asked about once."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.measures.actions.annotating import answer_signal
from rundum.measures.actions.detecting import find_signals_of
from rundum.measures.models import LimitChange, Measure, Signal, WeekValue
from rundum.measures.tests.small_world import LATER, WEEK, reading, shift
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def seldom(world: World, key: str, *, whole: int | None = None, after: int = 0) -> Measure:
    """Weeks of which most have no event, and so many without one at the end."""
    weeks = [1, *(week for gap in (3, 6, 2, 5, 9, 4, 3, 7, 5, 2, 6, 4, 8) for week in [0] * (gap - 1) + [1])]
    measure = shift(world, key, [*weeks, *[0] * after])
    for one in WeekValue.objects.filter(measure=measure, team=world.hanse) if whole else ():
        one.numerator, one.denominator = whole - one.value, whole
        one.value = one.numerator / whole
        one.save(update_fields=["numerator", "denominator", "value"])
    return measure


def test_rare_events_are_charted_by_what_lies_between_them_and_the_weeks_stay_in_the_table(
    world: World, client: Client
):
    page = reading(client, world.aylin, "measures:measure", seldom(world, "handovers").pk)
    assert "Von einem zum nächsten Mal" in page
    assert "t-Karte" in page
    assert page.count("/weeks/20") == 26
    png = client.get(reverse("measures:chart_as_png", args=[Measure.objects.get(key="handovers").pk]))
    assert png.content.startswith(b"\x89PNG")
    register = reading(client, world.aylin, "measures:register")
    assert "Seit dem letzten Mal" in register


def test_rare_exceptions_of_a_share_are_charted_by_the_cases_between_them(world: World, client: Client):
    measure = seldom(world, "promises_kept", whole=20)
    page = reading(client, world.aylin, "measures:measure", measure.pk)
    assert "g-Karte" in page
    assert "Seit der letzten Ausnahme: 10" in page
    LimitChange.objects.create(measure=measure, team=world.hanse, week=date(2026, 6, 1), sentence="Neue Vorlage")
    page = reading(client, world.aylin, "measures:measure", measure.pk)
    assert "Neue Vorlage" in page
    assert "6 von 8 Werten" in page


def test_what_lies_there_at_a_week_s_end_is_no_event_however_seldom(world: World, client: Client):
    page = reading(client, world.aylin, "measures:measure", seldom(world, "in_progress").pk)
    assert "t-Karte" not in page
    assert "Woche für Woche" in page


def test_a_gap_that_grows_is_asked_about_once(world: World):
    seldom(world, "handovers", after=40)
    assert find_signals_of([world.hanse.pk]) == 1
    signal = Signal.objects.get()
    assert signal.favourable is True
    assert (signal.first_week, signal.last_week) == (WEEK[4] - timedelta(weeks=40), WEEK[4])
    answer_signal(signal, note="Wir geben nichts mehr ab", by=world.aylin)
    WeekValue.objects.create(measure=signal.measure, team=world.hanse, week=WEEK[5], value=0, n=0)
    with standing_at(LATER + timedelta(weeks=1)):
        assert find_signals_of([world.hanse.pk]) == 0
    assert Signal.objects.get().last_week == WEEK[5]

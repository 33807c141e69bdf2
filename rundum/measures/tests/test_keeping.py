"""What limits come from is kept: a correction moves no limit, until a member says why it should."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.measures.actions.annotating import set_limits_anew
from rundum.measures.actions.detecting import find_signals_of
from rundum.measures.actions.keeping import STOOD, keep_baselines_within_processes, take_limits_anew
from rundum.measures.models import KeptBaseline, LimitChange, Measure, WeekValue
from rundum.measures.queries.charted import Charted, charted_of
from rundum.measures.queries.searched import charts_not_kept
from rundum.measures.tests.small_world import LATER
from rundum.timeline.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 14)
STEADY = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12, 11, 10, 9, 12]
FIRST = LAST - timedelta(weeks=len(STEADY) - 1)
A_WEEK_LATER = LATER + STOOD + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


@pytest.fixture
def measure(world: World) -> Measure:
    measure = Measure.objects.get(key="open_age")
    for process in (None, world.complaint):
        WeekValue.objects.bulk_create(
            WeekValue(
                measure=measure, team=world.hanse, process=process, week=FIRST + timedelta(weeks=at), value=each, n=1
            )
            for at, each in enumerate(STEADY)
        )
    return measure


def searched(world: World, at: datetime = A_WEEK_LATER) -> list[KeptBaseline]:
    with standing_at(at):
        find_signals_of([world.hanse.pk])
        keep_baselines_within_processes()
    return list(KeptBaseline.objects.standing().filter(process=None))


def correct(world: World, measure: Measure, week: int, value: int) -> None:
    found = WeekValue.objects.filter(team=world.hanse, measure=measure, week=FIRST + timedelta(weeks=week))
    assert found.update(value=Decimal(value), computed_at=LATER) == 2


def limits(world: World, measure: Measure) -> float:
    return charted_of(measure, world.hanse).chart.now.limits.upper[0]


def test_a_baseline_is_kept_when_its_weeks_have_stood_for_a_week(world: World, measure: Measure):
    assert searched(world, LATER) == []
    (kept,) = searched(world)
    assert (kept.first_week, kept.last_week, kept.values) == (FIRST, FIRST + timedelta(weeks=19), STEADY[:20])
    assert (kept.kind, kept.change, kept.measure) == ("measurement", None, measure)
    assert searched(world) == [kept]


def test_one_week_that_has_just_changed_leaves_it_for_later(world: World, measure: Measure):
    WeekValue.objects.filter(week=FIRST + timedelta(weeks=3)).update(computed_at=LATER + timedelta(days=2))
    assert searched(world) == []
    assert len(searched(world, A_WEEK_LATER + timedelta(days=2))) == 1


def test_later_weeks_have_no_part_in_it(world: World, measure: Measure):
    WeekValue.objects.filter(week=FIRST + timedelta(weeks=22)).update(computed_at=LATER + timedelta(days=2))
    assert len(searched(world)) == 1


def test_an_incomplete_baseline_is_not_kept(world: World, measure: Measure):
    WeekValue.objects.filter(week__lt=FIRST + timedelta(weeks=5)).delete()
    assert searched(world) == []


def test_a_correction_moves_no_limit(world: World, measure: Measure):
    before = limits(world, measure)
    searched(world)
    correct(world, measure, 4, 60)
    charted = charted_of(measure, world.hanse)
    assert charted.chart.now.limits.upper[0] == before
    assert charted.chart.points[4] == 60
    assert [each.signal.start for each in charted.chart.signals] == [4]


def test_weeks_from_before_the_chart_move_no_limit_either(world: World, measure: Measure):
    before = limits(world, measure)
    searched(world)
    WeekValue.objects.bulk_create(
        WeekValue(measure=measure, team=world.hanse, week=FIRST - timedelta(weeks=1 + n), value=50, n=1)
        for n in range(10)
    )
    chart = charted_of(measure, world.hanse).chart.now
    assert (chart.limits.upper[0], chart.baseline.start, chart.baseline.end) == (before, 10, 30)


def test_the_page_says_that_weeks_were_corrected_and_members_take_the_limits_anew(
    world: World, measure: Measure, client: Client
):
    (kept,) = searched(world)
    page = reverse("measures:measure", args=[measure.pk])
    client.force_login(world.aylin)
    assert "Sie gelten seit " in client.get(page).content.decode()
    assert "nachträglich korrigiert" not in client.get(page).content.decode()
    correct(world, measure, 4, 60)
    anew = reverse("measures:corrected", args=[kept.pk])
    assert anew in client.get(page).content.decode()
    before = limits(world, measure)
    assert client.get(anew).status_code == 200
    assert client.post(anew, {"sentence": ""}).status_code == 422
    assert limits(world, measure) == before
    assert client.post(anew, {"sentence": "Falsch importiert."}).url == page
    assert limits(world, measure) > before
    kept.refresh_from_db()
    assert (kept.replaced_by, kept.why_replaced) == (world.aylin, "Falsch importiert.")
    assert Entry.objects.filter(verb="measures.limits_taken_anew", by=world.aylin, text=kept.why_replaced).count() == 1
    (next_one,) = searched(world)
    assert next_one.values[4] == 60
    assert client.post(anew, {"sentence": "Noch einmal"}).status_code == 422


def test_only_members_take_them_anew(world: World, measure: Measure):
    (kept,) = searched(world)
    for person in (world.henrik, world.piet):
        with pytest.raises(NotAllowed):
            take_limits_anew(kept, sentence="Nein", by=person)
    kept.refresh_from_db()
    assert kept.replaced_at is None
    assert not Entry.objects.filter(verb="measures.limits_taken_anew").exists()


def test_nobody_takes_them_anew_twice(world: World, measure: Measure):
    (kept,) = searched(world)
    take_limits_anew(kept, sentence="Falsch importiert", by=world.aylin)
    with pytest.raises(Refused, match="replaced"):
        take_limits_anew(kept, sentence="Falsch importiert", by=world.aylin)
    assert Entry.objects.filter(verb="measures.limits_taken_anew").count() == 1


def test_a_change_within_the_weeks_that_limits_come_from_leaves_those_before_it(world: World, measure: Measure):
    (kept,) = searched(world)
    change = set_limits_anew(
        measure, world.hanse, week=FIRST + timedelta(weeks=14), sentence="Neue Maske", by=world.aylin
    )
    kept.refresh_from_db()
    assert kept.why_replaced == "Neue Maske"
    before, _now = charted_of(measure, world.hanse).chart.stretches
    assert (before.baseline.start, before.baseline.end) == (0, 14)
    (first,) = searched(world)  # the stretch has ended; the new one has ten weeks only
    assert (first.change, first.last_week) == (None, FIRST + timedelta(weeks=13))
    assert LimitChange.objects.get() == change


def test_a_change_after_them_leaves_them_alone(world: World, measure: Measure):
    (kept,) = searched(world)
    set_limits_anew(measure, world.hanse, week=FIRST + timedelta(weeks=20), sentence="Neue Maske", by=world.aylin)
    assert searched(world) == [kept]


def test_the_limits_since_a_change_are_kept_with_it(world: World, measure: Measure):
    change = set_limits_anew(
        measure, world.hanse, week=FIRST + timedelta(weeks=4), sentence="Neue Maske", by=world.aylin
    )
    (kept,) = searched(world)
    assert (kept.change, kept.first_week) == (change, FIRST + timedelta(weeks=4))
    before = charted_of(measure, world.hanse).chart
    correct(world, measure, 7, 60)
    after: Charted = charted_of(measure, world.hanse)
    assert after.chart.now.limits.upper == before.now.limits.upper
    assert after.kept_of(after.chart.now) == kept


def test_the_chart_of_a_process_keeps_its_own(world: World, measure: Measure):
    searched(world)
    (kept,) = KeptBaseline.objects.filter(process=world.complaint)
    assert kept.values == STEADY[:20]
    asked = {world.hanse.pk: [measure]}
    assert not list(charts_not_kept(asked))
    before = charted_of(measure, world.hanse, world.complaint.pk).chart.now.limits
    correct(world, measure, 4, 60)
    assert charted_of(measure, world.hanse, world.complaint.pk).chart.now.limits == before
    set_limits_anew(
        measure,
        world.hanse,
        week=FIRST + timedelta(weeks=2),
        sentence="Neue Maske",
        by=world.aylin,
        process=world.complaint,
    )
    ((team, process, charted),) = charts_not_kept(asked)
    assert (team, process) == (world.hanse.pk, world.complaint.pk)
    assert charted.chart == charted_of(measure, world.hanse, world.complaint.pk).chart


def test_searching_takes_as_many_queries_whatever_is_kept(world: World, measure: Measure):
    counts = []
    for measures in (1, 5):
        every = list(Measure.objects.in_use().of_team(world.hanse.pk).order_by("pk"))[:measures]
        with CaptureQueriesContext(connection) as made:
            list(charts_not_kept({world.hanse.pk: every}))
        counts.append(len(made))
    assert counts[0] == counts[1]

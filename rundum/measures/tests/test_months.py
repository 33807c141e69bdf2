"""A measure month by month: made of its weeks, the same whenever it is computed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rundum.base.clock import standing_at
from rundum.calc.months import Month
from rundum.calc.survival import median_time
from rundum.measures.choices import Data
from rundum.measures.models import LimitChange, Made, Measure, Reading, StaleChart, StaleWeek, Stay, WeekValue
from rundum.measures.queries.behind import EVERY, rows_of_weeks
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.facts import FACTS
from rundum.measures.queries.months import charted_months
from rundum.measures.tests.month_world import DECEMBER, FAR, STEADY, live_seven_weeks, months, weekly
from rundum.measures.tests.small_world import close, refresh
from tests.world import World, make_process

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(FAR):
        yield


@pytest.fixture
def lived(world: World) -> World:
    live_seven_weeks(world)
    return world


def test_the_rows_of_every_month_add_up_to_its_figure(lived: World):
    """AC4.4."""
    seen = 0
    for measure in Measure.objects.filter(key__in=FACTS):
        for month in months(lived, measure).figures.values():
            if month.missing or not month.weeks:
                continue
            seen += month.figure.n
            weeks = [part.week.monday for part in month.weeks]
            behind = rows_of_weeks(measure, lived.hanse, weeks, None, reader=lived.aylin, listed=EVERY)
            assert behind.total == month.figure.n
            if measure.data == Data.DURATION:
                ended = sum(bool(row.ended) for row in behind.rows)
                assert (ended, behind.total) == (month.figure.numerator or 0, month.figure.denominator or 0)
                continue
            assert sum((row.part for row in behind.rows), Decimal(0)) == pytest.approx(month.figure.numerator or 0)
            if measure.data != Data.COUNT:
                assert behind.whole == pytest.approx(month.figure.denominator or 0)
    assert seen > 100


def test_a_median_of_a_month_is_that_of_its_rows_by_survival_arithmetic(lived: World):
    measure = Measure.objects.get(key="time_to_resolution")
    december = months(lived, measure).figures[DECEMBER.monday]
    weeks = [part.week.monday for part in december.weeks]
    rows = rows_of_weeks(measure, lived.hanse, weeks, None, reader=lived.aylin, listed=EVERY).rows
    lengths = [(float(row.hours or 0), row.ended) for row in rows]
    told = median_time([one for one, ended in lengths if ended], [one for one, ended in lengths if not ended])
    assert len(weeks) == 5
    assert told.censored > 0
    assert not december.figure.more_than
    assert float(december.figure.value or 0) == pytest.approx(told.value)
    first_reply = months(lived, Measure.objects.get(key="first_reply")).figures[DECEMBER.monday].figure
    assert first_reply.more_than  # nobody replied


def test_a_past_month_comes_out_the_same_whatever_happens_and_however_it_is_recomputed(lived: World):
    """AC25.5."""

    def december() -> dict[str, object]:
        every = Measure.objects.filter(key__in=FACTS).order_by("pk")
        return {str(one.key): months(lived, one).figures[DECEMBER.monday].figure for one in every}

    before = december()
    for concern in lived.dairy.concerns.filter(closed_at=None)[:9]:
        close(concern, 13 * 168 - 1, lived)
    with standing_at(FAR + timedelta(weeks=1)):
        refresh(FAR + timedelta(weeks=1))
        assert december() == before
        for model in (WeekValue, Reading, Stay, StaleWeek, StaleChart, Made):
            model.objects.all().delete()
        refresh(FAR + timedelta(weeks=1))
        assert december() == before


def test_months_of_one_process_are_made_of_its_weeks_alone(lived: World):
    other_process = make_process("offer", "Angebot")
    for key in ("received", "time_to_resolution", "promises_kept"):
        measure = Measure.objects.get(key=key)
        one = charted_months(charted_of(measure, lived.hanse, lived.complaint.pk), lived.hanse, lived.complaint)
        assert one.figures[DECEMBER.monday].figure == months(lived, measure).figures[DECEMBER.monday].figure
        other = charted_months(charted_of(measure, lived.hanse, other_process.pk), lived.hanse, other_process)
        assert not other.figures[DECEMBER.monday].figure.n


def test_limits_begin_anew_with_the_month_of_a_change(world: World):
    measure = weekly(world, "received", [*STEADY * 4, *[value + 9 for value in STEADY]])
    changed = date(2026, 9, 14)  # the third week of September
    LimitChange.objects.create(measure=measure, team=world.hanse, week=changed, sentence="Neue Nummer")
    chart = months(world, measure)
    begins = [month.monday for month in chart.weeks].index(Month(2026, 9).monday)
    assert [one.start for one in chart.chart.stretches] == [0, begins]
    assert [(one.at, one.words) for one in chart.annotations] == [(begins, "Neue Nummer")]


def test_what_is_there_at_a_week_s_end_is_that_of_the_last_week_of_the_month(world: World):
    measure = weekly(world, "in_progress", [*STEADY, 20, 30, 40, 50])
    latest = months(world, measure).latest
    assert latest is not None
    assert latest.value == 50


def test_a_month_with_a_week_missing_leaves_a_gap(world: World):
    values: list[float | None] = [*STEADY, *STEADY]
    values[-7] = None
    chart = months(world, weekly(world, "received", values))
    assert [month.value is None for month in chart.weeks][-3:] == [False, True, False]

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.periods import (
    Period,
    Week,
    days_of,
    each_day,
    first_overlap,
    gaps_in,
    local_date,
    moments_of,
    month_bounds,
    month_of,
    week_at,
    week_bounds,
)

BERLIN = ZoneInfo("Europe/Berlin")


def days(first: int, last: int | None = None) -> Period[date]:
    """A period of November 2026 by its days."""
    return Period(date(2026, 11, first), None if last is None else date(2026, 11, last))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"), ("2006-01-01", "2005-W52"),
        ("2007-01-01", "2007-W01"), ("2007-12-31", "2008-W01"), ("2008-12-29", "2009-W01"), ("2010-01-03", "2009-W53"),
    ],
)  # fmt: skip
def test_weeks_at_the_turn_of_the_year(day, week):
    """Week 1 is the one with the first Thursday of the year (ISO 8601)."""
    assert str(Week.of(date.fromisoformat(day))) == week


def test_a_moment_lies_in_the_week_of_the_zone():
    late_sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert str(week_at(late_sunday, BERLIN)) == "2026-W48"
    assert str(week_at(late_sunday, ZoneInfo("America/New_York"))) == "2026-W47"
    assert local_date(late_sunday, BERLIN) == date(2026, 11, 23)


def test_weeks_can_be_counted_on_and_sorted():
    assert Week(2026, 53).plus(1) == Week(2027, 1)
    assert Week(2027, 1).plus(-1) == Week(2026, 53)
    assert Week(2026, 53) < Week(2027, 1)


@pytest.mark.parametrize("number", [0, 53, 54])
def test_a_week_that_its_year_does_not_have_is_refused(number):
    with pytest.raises(ValueError, match="week"):
        Week(2025, number)


def test_a_naive_moment_has_no_week():
    with pytest.raises(ValueError, match="without time zone"):
        week_at(datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None), BERLIN)


@pytest.mark.parametrize(
    ("month", "start", "end"),
    [(3, "2026-02-28T23:00", "2026-03-31T22:00"), (10, "2026-09-30T22:00", "2026-10-31T23:00")],
)
def test_a_month_with_a_clock_change_begins_and_ends_at_local_midnight(month, start, end):
    bounds = month_bounds(datetime(2026, month, 15, tzinfo=UTC), BERLIN)
    assert bounds.start == datetime.fromisoformat(start + "Z")
    assert bounds.end == datetime.fromisoformat(end + "Z")


def test_a_moment_before_midnight_in_utc_lies_in_the_next_month_in_berlin():
    bounds = month_bounds(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), BERLIN)
    assert bounds.start == datetime(2027, 1, 1, tzinfo=BERLIN)
    assert bounds.end == datetime(2027, 2, 1, tzinfo=BERLIN)


@pytest.mark.parametrize(("monday", "hours"), [((2026, 3, 23), 167), ((2026, 10, 19), 169), ((2026, 11, 16), 168)])
def test_a_week_is_an_hour_shorter_or_longer_where_the_clocks_change(monday, hours):
    bounds = week_bounds(Week.of(date(*monday)), BERLIN)
    assert (bounds.end.astimezone(UTC) - bounds.start.astimezone(UTC)) == timedelta(hours=hours)


def test_where_midnight_is_skipped_the_day_begins_with_the_skip():
    """In Beirut the clocks went from 2025-03-30 00:00 straight to 01:00."""
    bounds = moments_of(Period(date(2025, 3, 30), date(2025, 3, 31)), ZoneInfo("Asia/Beirut"))
    assert bounds.start.astimezone(UTC) == datetime(2025, 3, 29, 22, tzinfo=UTC)
    assert bounds.end.astimezone(UTC) == datetime(2025, 3, 30, 21, tzinfo=UTC)


def test_a_period_has_its_start_and_not_its_end():
    assert date(2026, 11, 1) in days(1, 3)
    assert date(2026, 11, 2) in days(1, 3)
    assert date(2026, 11, 3) not in days(1, 3)
    assert date(2099, 1, 1) in days(1)
    assert date(2026, 10, 31) not in days(1)


@pytest.mark.parametrize("end", [date(2026, 11, 1), date(2026, 10, 31)])
def test_a_period_that_does_not_last_is_refused(end):
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 11, 1), end)


def test_periods_that_touch_do_not_overlap():
    assert not days(1, 3).overlaps(days(3, 5))
    assert days(1, 4).intersection(days(3, 5)) == days(3, 4)
    assert days(1).intersection(days(3)) == days(3)
    assert days(1).intersection(days(3, 5)) == days(3, 5)


def test_the_first_overlap_among_many_is_found_even_around_a_shorter_period():
    assert first_overlap([days(5, 9), days(1, 3), days(3, 5)]) is None
    assert first_overlap([days(20), days(1, 10), days(2, 3)]) == (days(1, 10), days(2, 3))
    assert first_overlap([]) is None


def test_gaps_are_what_no_period_covers():
    assert list(gaps_in(days(1, 20), [days(3, 5), days(4, 8), days(12, 30)])) == [days(1, 3), days(8, 12)]
    assert list(gaps_in(days(1), [days(1, 5)])) == [days(5)]
    assert list(gaps_in(days(1), [days(1)])) == []
    assert list(gaps_in(days(1, 5), [days(5, 9)])) == [days(1, 5)]
    assert list(gaps_in(days(1, 5), [])) == [days(1, 5)]


def test_days_and_months():
    assert days_of(days(1, 4)) == 3
    assert days_of(days(1)) is None
    assert list(each_day(date(2026, 2, 27), date(2026, 3, 2))) == [
        date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1),
    ]  # fmt: skip
    assert list(each_day(date(2026, 3, 2), date(2026, 3, 1))) == []
    assert month_of(date(2024, 2, 29)) == Period(date(2024, 2, 1), date(2024, 3, 1))
    assert month_of(date(2026, 12, 31)) == Period(date(2026, 12, 1), date(2027, 1, 1))


november = st.tuples(st.integers(1, 29), st.one_of(st.none(), st.integers(1, 30))).filter(
    lambda pair: pair[1] is None or pair[0] < pair[1]
)
periods = november.map(lambda pair: days(*pair))


@given(st.lists(periods, max_size=6), periods)
def test_every_day_is_in_a_gap_or_in_a_period_and_never_in_both(covering, within):
    gaps = list(gaps_in(within, covering))
    for day in each_day(date(2026, 11, 1), date(2026, 12, 5)):
        if day in within:
            assert any(day in gap for gap in gaps) != any(day in period for period in covering)
        else:
            assert not any(day in gap for gap in gaps)


@given(st.lists(periods, max_size=6))
def test_an_overlap_is_found_exactly_when_two_have_a_day_in_common(several):
    shared = any(one.overlaps(two) for at, one in enumerate(several) for two in several[at + 1 :])
    assert (first_overlap(several) is not None) == shared


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_date_lies_in_its_week_and_month(day):
    assert Week.of(day).monday <= day < Week.of(day).plus(1).monday
    assert day in month_of(day)

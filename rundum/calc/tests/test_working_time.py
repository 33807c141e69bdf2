from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rundum.calc.working_time import WorkingCalendar

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = {weekday: ((time(9), time(12)), (time(13), time(18))) for weekday in range(5)}
ALWAYS = {weekday: ((time(0), time(0)),) for weekday in range(7)}
office = WorkingCalendar("Europe/Berlin", OFFICE)
always = WorkingCalendar("Europe/Berlin", ALWAYS)
HOUR = 3600


def berlin(*numbers: int, fold: int = 0) -> datetime:
    return datetime(*numbers, tzinfo=BERLIN, fold=fold)


def test_a_team_is_open_from_the_first_to_before_the_last_minute_of_each_range():
    assert office.is_open(berlin(2026, 11, 23, 9))
    assert office.is_open(berlin(2026, 11, 23, 11, 59, 59))
    assert not office.is_open(berlin(2026, 11, 23, 12))
    assert not office.is_open(berlin(2026, 11, 23, 12, 59))
    assert not office.is_open(berlin(2026, 11, 23, 18))
    assert not office.is_open(berlin(2026, 11, 22, 10))


def test_another_zone_asks_the_same_clock_on_the_wall():
    assert office.is_open(datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert not office.is_open(datetime(2026, 11, 23, 7, 59, tzinfo=UTC))
    assert office.is_open(datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("America/New_York")))


def test_open_time_leaves_out_the_break_the_night_and_the_weekend():
    assert office.open_seconds_between(berlin(2026, 11, 20, 11), berlin(2026, 11, 20, 14)) == 2 * HOUR
    assert office.open_seconds_between(berlin(2026, 11, 20, 17), berlin(2026, 11, 23, 10)) == 2 * HOUR
    assert office.open_seconds_between(berlin(2026, 11, 20, 19), berlin(2026, 11, 23, 8)) == 0


def test_open_time_backwards_is_negative():
    assert office.open_seconds_between(berlin(2026, 11, 23, 10), berlin(2026, 11, 20, 17)) == -2 * HOUR


def test_eight_hours_from_opening_end_at_closing_and_one_second_more_on_the_next_day():
    monday = berlin(2026, 11, 23, 9)
    assert office.add_open_time(monday, timedelta(hours=8)) == berlin(2026, 11, 23, 18)
    assert office.add_open_time(monday, timedelta(hours=8, seconds=1)) == berlin(2026, 11, 24, 9, 0, 1)
    assert office.add_open_time(berlin(2026, 11, 20, 17), timedelta(hours=2)) == berlin(2026, 11, 23, 10)


@pytest.mark.parametrize("friday", [date(2026, 3, 27), date(2026, 10, 23), date(2026, 11, 20)])
def test_a_clock_change_weekend_does_not_shift_a_due_time(friday):
    """SPEC AC6.3, on 2026-03-29 and 2026-10-25 and on a weekend without change."""
    start = datetime.combine(friday, time(16, 30), tzinfo=BERLIN)
    due = office.add_open_time(start, timedelta(hours=4))
    assert due.replace(tzinfo=None) == datetime.combine(friday + timedelta(days=3), time(11, 30))
    assert office.open_seconds_between(start, due) == 4 * HOUR


@pytest.mark.parametrize("saturday", [date(2026, 3, 28), date(2026, 10, 24), date(2026, 11, 21)])
def test_a_team_that_never_closes_keeps_the_hour_on_the_wall_through_the_change(saturday):
    start = datetime.combine(saturday, time(12), tzinfo=BERLIN)
    due = always.add_open_time(start, timedelta(hours=24))
    assert due.replace(tzinfo=None) == datetime.combine(saturday + timedelta(days=1), time(12))
    assert always.open_seconds_between(start, due) == 24 * HOUR


def test_a_due_time_in_the_skipped_hour_is_the_end_of_that_hour():
    due = always.add_open_time(berlin(2026, 3, 28, 12), timedelta(hours=14, minutes=30))
    assert due.astimezone(UTC) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert due == berlin(2026, 3, 29, 3)


def test_the_repeated_hour_counts_once_and_a_due_time_in_it_never_lies_before_its_start():
    first, second = berlin(2026, 10, 25, 2, 15), berlin(2026, 10, 25, 2, 15, fold=1)
    assert always.open_seconds_between(first, second) == 0
    assert always.open_seconds_between(berlin(2026, 10, 25, 2, 45), second) == 0
    due = always.add_open_time(second, timedelta(minutes=15))
    assert due.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert always.add_open_time(first, timedelta(minutes=15)).astimezone(UTC) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_an_opening_in_the_repeated_hour_is_the_one_still_to_come():
    early = WorkingCalendar("Europe/Berlin", {6: ((time(2, 30), time(4)),)})
    opening = early.next_opening(berlin(2026, 10, 25, 2, 15, fold=1))
    assert opening.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_zone_without_summer_time():
    calendar = WorkingCalendar("Asia/Kolkata", OFFICE)
    friday = datetime(2026, 3, 27, 17, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    due = calendar.add_open_time(friday, timedelta(hours=1))
    assert due == datetime(2026, 3, 30, 4, 0, tzinfo=UTC)


def test_a_night_shift_is_two_ranges_around_midnight():
    nights = WorkingCalendar("Europe/Berlin", {0: ((time(22), time(0)),), 1: ((time(0), time(6)),)})
    assert nights.add_open_time(berlin(2026, 11, 23, 12), timedelta(hours=3)) == berlin(2026, 11, 24, 1)
    assert nights.end_of_working_day(date(2026, 11, 23)) == berlin(2026, 11, 24, 0)


def test_holidays_of_the_land_are_closed():
    """Reformation Day (31 October 2025, a Friday) is a holiday in Schleswig-Holstein and not in Bavaria."""
    kiel = WorkingCalendar("Europe/Berlin", OFFICE, holidays.country_holidays("DE", subdiv="SH"))
    munich = WorkingCalendar("Europe/Berlin", OFFICE, holidays.country_holidays("DE", subdiv="BY"))
    thursday = berlin(2025, 10, 30, 17)
    assert kiel.add_open_time(thursday, timedelta(hours=2)) == berlin(2025, 11, 3, 10)
    assert munich.add_open_time(thursday, timedelta(hours=2)) == berlin(2025, 10, 31, 10)
    assert not kiel.is_working_day(date(2025, 10, 31))
    assert kiel.open_seconds_on(date(2025, 10, 31)) == 0
    assert munich.open_seconds_on(date(2025, 10, 31)) == 8 * HOUR


def test_the_next_opening():
    assert office.next_opening(berlin(2026, 11, 23, 10)) == berlin(2026, 11, 23, 10)
    assert office.next_opening(berlin(2026, 11, 23, 12)) == berlin(2026, 11, 23, 13)
    assert office.next_opening(berlin(2026, 11, 20, 18)) == berlin(2026, 11, 23, 9)
    closed = WorkingCalendar("Europe/Berlin", OFFICE, {date(2026, 11, 23)})
    assert closed.next_opening(berlin(2026, 11, 20, 18)) == berlin(2026, 11, 24, 9)


def test_the_end_of_a_working_day_and_of_the_next_one_after_a_closed_day():
    assert office.end_of_working_day(date(2026, 11, 23)) == berlin(2026, 11, 23, 18)
    assert office.end_of_working_day(date(2026, 11, 21)) == berlin(2026, 11, 23, 18)


def test_the_longest_day_is_what_people_call_a_working_day():
    short_friday = WorkingCalendar("Europe/Berlin", OFFICE | {4: ((time(9), time(12)),)})
    assert short_friday.longest_day_seconds() == 8 * HOUR


def test_a_team_without_opening_hours_is_never_open_and_has_no_next_opening():
    empty = WorkingCalendar("Europe/Berlin", {})
    assert not empty.is_open(berlin(2026, 11, 23, 10))
    assert empty.open_seconds_between(berlin(2026, 11, 23), berlin(2027, 11, 23)) == 0
    for question in (
        lambda: empty.next_opening(berlin(2026, 11, 23, 10)),
        lambda: empty.add_open_time(berlin(2026, 11, 23, 10), timedelta(hours=1)),
        lambda: empty.end_of_working_day(date(2026, 11, 23)),
    ):
        with pytest.raises(ValueError, match="no opening hours"):
            question()


def test_a_team_that_is_on_holiday_for_good_never_opens_again():
    class EveryDay:
        def __contains__(self, day: object) -> bool:
            return True

    with pytest.raises(ValueError, match="days in a row"):
        WorkingCalendar("Europe/Berlin", OFFICE, EveryDay()).next_opening(berlin(2026, 11, 23, 10))


@pytest.mark.parametrize(
    "hours",
    [
        {7: ((time(9), time(17)),)},
        {0: ((time(17), time(9)),)},
        {0: ((time(9), time(9)),)},
        {0: ((time(9), time(13)), (time(12), time(17)))},
    ],
)
def test_impossible_hours_are_refused(hours):
    with pytest.raises(ValueError, match=r"Weekdays|Opening hours"):
        WorkingCalendar("Europe/Berlin", hours)


def test_naive_moments_and_negative_durations_are_refused():
    naive = berlin(2026, 11, 23, 10).replace(tzinfo=None)
    for question in (
        lambda: office.is_open(naive),
        lambda: office.next_opening(naive),
        lambda: office.add_open_time(naive, timedelta(0)),
        lambda: office.open_seconds_between(naive, naive),
    ):
        with pytest.raises(ValueError, match="without time zone"):
            question()
    with pytest.raises(ValueError, match="not taken away"):
        office.add_open_time(berlin(2026, 11, 23, 10), timedelta(seconds=-1))


moments = st.integers(0, 3 * 365 * 24 * HOUR).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
durations = st.timedeltas(timedelta(0), timedelta(days=60))
calendars = st.sampled_from(
    [
        office,
        WorkingCalendar("Europe/Berlin", OFFICE, holidays.country_holidays("DE", subdiv="SH")),
        WorkingCalendar("America/New_York", {5: ((time(7), time(7, 20)),), 6: ((time(20), time(0)),)}),
        WorkingCalendar("Asia/Kolkata", ALWAYS),
    ]
)


@given(calendars, moments, durations)
@example(office, datetime(2026, 3, 28, 23, 59, tzinfo=UTC), timedelta(hours=40))
@example(office, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(hours=40))
def test_added_open_time_is_found_again_between_the_two_moments(calendar, start, duration):
    due = calendar.add_open_time(start, duration)
    assert due.astimezone(UTC) >= start
    assert calendar.open_seconds_between(start, due) == pytest.approx(duration.total_seconds(), abs=1e-3)


@given(calendars, moments, durations, durations)
def test_later_is_never_due_earlier(calendar, start, shorter, more):
    early, late = calendar.add_open_time(start, shorter), calendar.add_open_time(start, shorter + more)
    assert early.astimezone(UTC) <= late.astimezone(UTC)


@given(calendars, moments, durations, durations)
def test_open_time_of_two_periods_in_a_row_adds_up(calendar, start, first, second):
    middle, end = start + first, start + first + second
    whole = calendar.open_seconds_between(start, end)
    parts = calendar.open_seconds_between(start, middle) + calendar.open_seconds_between(middle, end)
    assert whole == pytest.approx(parts, abs=1e-3)


@given(calendars, moments)
def test_at_its_next_opening_a_team_is_open_and_not_before(calendar, at):
    opening = calendar.next_opening(at)
    assert calendar.is_open(opening)
    assert calendar.open_seconds_between(at, opening) == 0


def test_thirty_years_are_counted_by_the_week():
    """52 weeks of 40 hours a year and the days left over, counted independently."""
    start, end = berlin(2000, 1, 1), berlin(2030, 1, 1)
    days = [date(2000, 1, 1) + timedelta(days=n) for n in range((end.date() - start.date()).days)]
    assert office.open_seconds_between(start, end) == sum(day.weekday() < 5 for day in days) * 8 * HOUR

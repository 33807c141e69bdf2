from datetime import date, time, timedelta
from decimal import Decimal

from rundum.calc.capacity import Load, Part, Working, days_in, full_hours_on, full_time_people, hours_in, hours_on
from rundum.calc.periods import Period, Week
from rundum.calc.working_time import WorkingCalendar

OFFICE = {weekday: ((time(8), time(12)), (time(13), time(17))) for weekday in range(5)}
CALENDAR = WorkingCalendar("Europe/Berlin", OFFICE)
WEEK = Week(2026, 48)
MONDAY = WEEK.monday
ALWAYS = Period(date(2024, 1, 1))


def full_time(*away: Period[date], lent: tuple[Part, ...] = ()) -> Working:
    return Working([Part(ALWAYS, Decimal(1))], lent, away)


def test_a_week_has_the_hours_the_team_is_open() -> None:
    assert hours_in(WEEK, CALENDAR, [full_time()]) == 40


def test_a_share_of_time_counts_as_its_share_and_the_team_is_the_sum() -> None:
    half = Working([Part(ALWAYS, Decimal("0.5"))])
    assert hours_in(WEEK, CALENDAR, [full_time(), half]) == 60
    assert hours_in(WEEK, CALENDAR, []) == 0


def test_days_away_take_only_the_days_on_which_the_team_works() -> None:
    long_weekend = Period(MONDAY + timedelta(days=4), MONDAY + timedelta(days=8))
    assert hours_in(WEEK, CALENDAR, [full_time(long_weekend)]) == 32


def test_a_public_holiday_takes_its_hours_from_everyone() -> None:
    calendar = WorkingCalendar("Europe/Berlin", OFFICE, {MONDAY + timedelta(days=2)})
    assert hours_in(WEEK, calendar, [full_time(), full_time()]) == 64


def test_who_comes_or_goes_in_the_week_counts_for_the_days_they_are_there() -> None:
    from_wednesday = Working([Part(Period(MONDAY + timedelta(days=2)), Decimal(1))])
    until_tuesday = Working([Part(Period(date(2024, 1, 1), MONDAY + timedelta(days=2)), Decimal(1))])
    assert hours_in(WEEK, CALENDAR, [from_wednesday]) == 24
    assert hours_in(WEEK, CALENDAR, [until_tuesday]) == 16


def test_a_loan_counts_where_it_is_lent_for_exactly_its_period() -> None:
    lent = Part(Period(MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)), Decimal("0.5"))
    at_home, borrowed = full_time(lent=(lent,)), Working([lent])
    assert [hours_on(MONDAY + timedelta(days=ahead), CALENDAR, [at_home]) for ahead in range(5)] == [8, 4, 4, 8, 8]
    assert [hours_on(MONDAY + timedelta(days=ahead), CALENDAR, [borrowed]) for ahead in range(5)] == [0, 4, 4, 0, 0]
    assert hours_in(WEEK, CALENDAR, [at_home]) + hours_in(WEEK, CALENDAR, [borrowed]) == 40


def test_weeks_in_which_the_clocks_change_have_as_many_hours_as_others() -> None:
    for week in (Week.of(date(2026, 3, 29)), Week.of(date(2026, 10, 25))):
        assert hours_in(week, CALENDAR, [full_time()]) == 40
        night = WorkingCalendar("Europe/Berlin", {weekday: ((time(0), time(6)),) for weekday in range(7)})
        assert round(hours_in(week, night, [full_time()]), 6) == 40


def test_nobody_works_around_the_clock_where_the_team_does() -> None:
    always_open = WorkingCalendar("Europe/Berlin", {weekday: ((time(0), time(0)),) for weekday in range(7)})
    assert round(hours_in(WEEK, always_open, [full_time()]), 6) == 40
    long_days = WorkingCalendar("Europe/Berlin", {weekday: ((time(7), time(20)),) for weekday in range(5)})
    assert full_hours_on(MONDAY, long_days) == 8


def test_a_team_without_hours_has_none() -> None:
    assert hours_in(WEEK, WorkingCalendar("Europe/Berlin", {}), [full_time()]) == 0


def test_the_size_of_a_team_leaves_absences_aside() -> None:
    away = full_time(Period(MONDAY, MONDAY + timedelta(days=7)))
    assert full_time_people(MONDAY, [away, full_time(lent=(Part(ALWAYS, Decimal("0.2")),))]) == Decimal("1.8")


def test_a_day_says_what_was_taken_off_and_the_week_adds_up() -> None:
    wednesday = MONDAY + timedelta(days=2)
    calendar = WorkingCalendar("Europe/Berlin", OFFICE, {wednesday})
    lent = Part(ALWAYS, Decimal("0.25"))
    people = [full_time(lent=(lent,)), full_time(Period(MONDAY, wednesday + timedelta(days=1)))]
    days = days_in(WEEK, calendar, people)
    assert [day.shared for day in days] == [16, 16, 16, 16, 16, 0, 0]
    assert [day.lent for day in days] == [2, 2, 2, 2, 2, 0, 0]
    assert [day.holiday for day in days] == [0, 0, 14, 0, 0, 0, 0]
    assert [day.absent for day in days] == [8, 8, 0, 0, 0, 0, 0], "a holiday is nobody's absence"
    assert [day.left for day in days] == [hours_on(day.day, calendar, people) for day in days]
    assert sum(day.left for day in days) == hours_in(WEEK, calendar, people)


def test_a_load_says_what_is_left_or_by_how_much_it_is_too_much() -> None:
    fits = Load(Decimal(40), Decimal(30), Decimal(4))
    assert (fits.left, fits.beyond) == (6, 0)
    too_much = Load(Decimal(40), Decimal(38), Decimal("4.5"))
    assert (too_much.left, too_much.beyond) == (0, Decimal("2.5"))

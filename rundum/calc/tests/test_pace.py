"""The pace of the weeks ahead: their hours by those of the weeks behind."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundum.calc.capacity import Part, Working, days_in
from rundum.calc.pace import WeekHours, hours_by_week, pace_of
from rundum.calc.periods import Period, Week
from rundum.calc.working_time import WorkingCalendar

OFFICE = {weekday: ((time(8), time(12)), (time(13), time(17))) for weekday in range(5)}
CALENDAR = WorkingCalendar("Europe/Berlin", OFFICE, {date(2026, 12, 25), date(2027, 1, 1)})
FIRST = date(2026, 11, 30)
ALWAYS = Part(Period(date(2024, 1, 1)), Decimal(1))
USUAL = WeekHours(full=40, shared=80, absent=0)


def test_a_week_with_half_the_hours_has_half_the_pace() -> None:
    assert pace_of([USUAL] * 10, [USUAL, WeekHours(40, 80, 40), WeekHours(20, 40, 0)]).ahead == (1.0, 0.5, 0.5)


def test_a_week_like_those_behind_has_their_pace_whatever_these_were() -> None:
    before = [WeekHours(40, 80, 8), WeekHours(32, 64, 0), WeekHours(40, 80, 16)]
    found = pace_of(before, [WeekHours(40, 80, 0), WeekHours(112 / 3, 224 / 3, 8)])
    assert found.usual == pytest.approx((72 + 64 + 64) / 3)
    assert found.usual_absence == pytest.approx(24 / 224)
    assert found.ahead[1] == 1.0  # as many hours as an average week behind


def test_over_all_weeks_it_is_the_ratio_of_what_was_finished_to_the_hours_there_were() -> None:
    before = [WeekHours(40, 100, 10), WeekHours(24, 60, 6), WeekHours(40, 100, 10)]
    finished = [9, 4, 8]
    found = pace_of(before, [WeekHours(40, 120, 12), WeekHours(16, 48, 24)])
    per_hour = sum(finished) / sum(week.left for week in before)
    assert sum(found.ahead) * 7 == pytest.approx(per_hour * (108 + 24))  # 7 a week were finished on average


def test_a_year_for_which_no_leave_is_entered_yet_loses_as_much_to_it_as_the_weeks_behind() -> None:
    before = [WeekHours(40, 80, 8)] * 10
    assert pace_of(before, [WeekHours(40, 80, 0), WeekHours(40, 80, 4), WeekHours(40, 80, 40)]).ahead == (
        1.0,
        1.0,
        pytest.approx(40 / 72),
    )


def test_weeks_before_memberships_were_kept_have_the_people_of_the_others() -> None:
    imported = [WeekHours(40, 0, 0), WeekHours(32, 0, 0), WeekHours(40, 80, 0)]
    found = pace_of(imported, [USUAL, WeekHours(40, 40, 0)])
    assert found.usual == pytest.approx(2 * (40 + 32 + 40) / 3)
    assert found.ahead == (pytest.approx(80 / found.usual), pytest.approx(40 / found.usual))


def test_where_no_membership_was_kept_at_all_only_holidays_and_absences_make_a_difference() -> None:
    found = pace_of([WeekHours(40, 0, 0)] * 9, [USUAL, WeekHours(32, 64, 0), WeekHours(40, 80, 20)])
    assert found.ahead == (1.0, 0.8, 0.75)
    assert not found.differs


def test_a_team_with_nobody_in_it_ahead_keeps_the_people_it_had() -> None:
    found = pace_of([USUAL] * 9, [WeekHours(40, 0, 0), WeekHours(32, 0, 0)])
    assert found.ahead == (1.0, 0.8)
    assert not found.differs


def test_without_hours_nothing_is_known_and_nothing_is_changed() -> None:
    assert pace_of([WeekHours(0, 0, 0)] * 9, [WeekHours(0, 0, 0)] * 2).ahead == (1.0, 1.0)
    assert pace_of([], [USUAL]).ahead == (1.0,)
    assert pace_of([WeekHours(40, 80, 80)] * 9, [USUAL]).ahead == (1.0,)


@pytest.mark.parametrize(("now", "differs", "grown"), [(100, True, True), (60, True, False), (82, False, False)])
def test_a_team_of_another_size_says_so_and_small_differences_come_and_go(
    now: float, differs: bool, grown: bool
) -> None:
    found = pace_of([USUAL] * 9, [WeekHours(40, now, 0)])
    assert (found.differs, found.has_grown) == (differs, grown)


days = st.integers(-10, 80).map(lambda after: FIRST + timedelta(days=after))
periods = st.tuples(days, st.integers(1, 40)).map(
    lambda each: Period(each[0], None if each[1] > 35 else each[0] + timedelta(days=each[1]))
)
parts = st.builds(Part, periods, st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal(1)]))
workings = st.builds(Working, st.lists(parts, max_size=2), st.lists(parts, max_size=1), st.lists(periods, max_size=2))


@settings(max_examples=40, deadline=None)
@given(people=st.lists(workings, max_size=3))
def test_the_hours_are_those_of_the_page_of_the_week(people: list[Working]) -> None:
    for nth, hours in enumerate(hours_by_week(FIRST, 6, CALENDAR, people)):
        shown = days_in(Week.of(FIRST).plus(nth), CALENDAR, people)
        assert hours.left == pytest.approx(float(sum(day.left for day in shown)))
        assert hours.absent == pytest.approx(float(sum(day.absent for day in shown)))


def test_public_holidays_take_their_hours_from_everyone() -> None:
    weeks = hours_by_week(FIRST, 6, CALENDAR, [Working([ALWAYS]), Working([ALWAYS])])
    assert [week.full for week in weeks] == [40, 40, 40, 32, 32, 40]
    assert [week.left for week in weeks] == [80, 80, 80, 64, 64, 80]

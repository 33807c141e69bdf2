"""Months of whole weeks, by hand: the calendar of 2026 with its 53 weeks, and the figures weeks make."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.months import Figure, How, Month, WeekPart, months_of
from rundum.calc.periods import Week

NOVEMBER, DECEMBER, JANUARY = Month(2026, 11), Month(2026, 12), Month(2027, 1)
LATER = Week(2027, 20)


def part(week: Week, numerator: int | None, denominator: int | None = None, *, stands: bool = True) -> WeekPart:
    top = None if numerator is None else Decimal(numerator)
    below = None if denominator is None else Decimal(denominator)
    value = top / below if top is not None and below else top if below is None else None
    return WeekPart(week, top, below, value, 1, stands)


def each(month: Month, *numerators: int, whole: int | None = None) -> list[WeekPart]:
    return [part(week, numerator, whole) for week, numerator in zip(month.weeks, numerators, strict=True)]


def values(parts: list[WeekPart], how: How, until: Week = LATER) -> list[Decimal | None]:
    return [month.figure.value for month in months_of(parts, how, until=until)]


def test_a_week_belongs_to_the_month_of_its_thursday():
    assert Month.of(Week.of(date(2026, 4, 30))) == Month(2026, 4)  # Thursday; Friday to Sunday lie in May
    assert Month.of(Week.of(date(2026, 5, 1))) == Month(2026, 4)
    assert Month.of(Week.of(date(2026, 7, 1))) == Month(2026, 7)  # Wednesday; its Monday lies in June
    assert Month(2026, 7).monday == date(2026, 6, 29)


def test_a_month_has_four_or_five_weeks():
    assert [str(week) for week in NOVEMBER.weeks] == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]
    assert [str(week) for week in DECEMBER.weeks] == ["2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53"]
    assert [len(Month(2026, number).weeks) for number in range(1, 13)] == [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]


def test_the_turn_of_a_year_of_53_weeks_divides_them_as_the_years_do():
    assert DECEMBER.weeks[-1] == Week(2026, 53)
    assert JANUARY.weeks[0] == Week(2027, 1)
    assert DECEMBER.next == JANUARY
    assert Month.of(Week(2026, 1)) == Month(2026, 1)  # though it begins on 29 December 2025


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_week_lies_in_one_month_and_months_follow_each_other(day: date):
    week = Week.of(day)
    month = Month.of(week)
    assert week in month.weeks
    assert len(month.weeks) in (4, 5)
    assert month.next.weeks[0] == month.weeks[-1].plus(1)
    assert month.year == week.year


def test_no_month_is_refused():
    with pytest.raises(ValueError, match="month"):
        Month(2026, 13)


def test_a_share_of_a_month_is_the_share_of_all_its_cases_and_not_the_mean_of_shares():
    parts = [part(week, one, whole) for week, (one, whole) in zip(NOVEMBER.weeks, [(1, 1), (0, 9)] * 2, strict=True)]
    (month,) = months_of(parts, How.QUOTIENT, until=LATER)
    assert month.figure == Figure(Decimal(2), Decimal(20), Decimal("0.1"), 4)
    assert (month.missing, month.stands, len(month.weeks)) == (0, True, 4)


def test_a_week_with_nothing_to_count_adds_nothing_to_a_share():
    parts = [part(week, None) if at == 1 else part(week, 3, 4) for at, week in enumerate(NOVEMBER.weeks)]
    assert values(parts, How.QUOTIENT) == [Decimal("0.75")]
    nothing = [part(week, None) for week in NOVEMBER.weeks]
    assert values(nothing, How.QUOTIENT) == [None]


def test_a_count_adds_up_and_its_value_is_the_mean_week_so_that_five_weeks_are_no_more_than_four():
    months = months_of(each(NOVEMBER, 10, 12, 9, 13) + each(DECEMBER, 11, 11, 11, 11, 11), How.PER_WEEK, until=LATER)
    assert [month.figure.numerator for month in months] == [44, 55]
    assert [month.figure.denominator for month in months] == [4, 5]
    assert [month.figure.value for month in months] == [11, 11]


def test_what_is_there_at_a_weeks_end_is_that_of_the_last_week():
    (month,) = months_of(each(NOVEMBER, 10, 12, 9, 13), How.LAST, until=LATER)
    assert month.figure.value == 13
    assert [one.week for one in month.weeks] == [Week(2026, 48)]


def test_a_month_with_a_week_missing_has_no_value_and_says_how_many_are():
    parts = each(NOVEMBER, 10, 12, 9, 13) + each(DECEMBER, 11, 11, 11, 11, 11)
    (november, december) = months_of(parts[:2] + parts[3:], How.PER_WEEK, until=LATER)
    assert (november.figure, november.missing, november.stands) == (Figure(), 1, True)
    assert december.figure.value == 11
    assert values(parts[:2] + parts[3:], How.LAST) == [13, 11]


def test_the_first_month_is_incomplete_where_the_weeks_begin_within_it():
    parts = each(NOVEMBER, 10, 12, 9, 13)[2:] + each(DECEMBER, 11, 11, 11, 11, 11)
    assert values(parts, How.PER_WEEK) == [None, 11]
    assert months_of(parts, How.PER_WEEK, until=LATER)[0].missing == 2
    assert values(parts, How.LAST) == [13, 11]


def test_the_last_month_moves_until_its_last_week_stands():
    parts = each(NOVEMBER, 10, 12, 9, 13) + each(DECEMBER, 11, 12, 3, 0, 0)[:3]
    november, december = months_of(parts, How.PER_WEEK, until=Week(2026, 51))
    assert november.stands
    assert (december.stands, december.missing) == (False, 0)
    assert december.figure == Figure(Decimal(26), Decimal(3), Decimal("8.666667"), 3)
    assert months_of(parts, How.LAST, until=Week(2026, 51))[1].figure == Figure()


def test_a_month_does_not_stand_while_a_week_of_it_is_still_looked_at():
    parts = each(NOVEMBER, 10, 12, 9, 13)
    moving = [*parts[:3], parts[3]._replace(stands=False)]
    (month,) = months_of(moving, How.PER_WEEK, until=Week(2026, 49))
    assert not month.stands


def test_a_month_in_the_middle_of_which_nothing_is_known_is_there_without_a_value():
    parts = each(Month(2026, 10), 1, 1, 1, 1, 1) + each(DECEMBER, 1, 1, 1, 1, 1)
    assert values(parts, How.PER_WEEK) == [1, None, 1]


def test_a_median_comes_from_the_rows_and_never_from_medians():
    parts = each(NOVEMBER, 10, 12, 9, 13)
    told = Figure(Decimal(30), Decimal(40), Decimal("11.5"), 40, more_than=True)
    (month,) = months_of(parts, How.ROWS, until=LATER, medians={NOVEMBER: told})
    assert month.figure == told
    assert values(parts, How.ROWS) == [None]
    (incomplete,) = months_of(parts[1:], How.ROWS, until=LATER, medians={NOVEMBER: told})
    assert incomplete.figure == Figure()


def test_of_no_weeks_there_are_no_months():
    assert months_of([], How.QUOTIENT, until=LATER) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=30, max_size=30))
def test_months_add_up_to_what_their_weeks_add_up_to(pairs: list[tuple[int, int]]):
    first = Month(2026, 3).weeks[0]
    parts = [part(first.plus(n), min(one, whole), whole) for n, (one, whole) in enumerate(pairs)]
    months = [month for month in months_of(parts, How.QUOTIENT, until=LATER) if not month.missing]
    covered = {one.week for month in months for one in month.weeks}
    assert len(covered) >= 30 - 4
    assert sum(month.figure.denominator or 0 for month in months) == sum(
        one.denominator or 0 for one in parts if one.week in covered
    )
    assert all(one.week.monday - first.monday < timedelta(weeks=30) for month in months for one in month.weeks)

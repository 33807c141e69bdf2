"""Months made of weeks: which weeks a month has, and its figure as theirs make it.

An ISO week belongs to the month in which its Thursday lies, as it belongs to that Thursday's year (ISO 8601). So a
month is four or five whole weeks, none is in two months, and a figure of a month can be made of figures of weeks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rundum.calc.periods import Week

THURSDAY = timedelta(days=3)
DECIMALS = 6


@dataclass(frozen=True, order=True)
class Month:
    """A month of whole weeks; months sort in time. str() gives "2026-11". Raises ValueError for no month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @classmethod
    def of(cls, week: Week) -> "Month":
        """The month a week belongs to."""
        thursday = week.monday + THURSDAY
        return cls(thursday.year, thursday.month)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Its four or five weeks, in order."""
        first = Week.of(date(self.year, self.number, 1))
        found = (first.plus(n) for n in range(6))
        return tuple(week for week in found if Month.of(week) == self)

    @property
    def monday(self) -> date:
        """When its first week begins; it may lie in the calendar month before."""
        return self.weeks[0].monday

    @property
    def next(self) -> "Month":
        return Month.of(self.weeks[-1].plus(1))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


class How(StrEnum):
    """How the weeks of a month make its figure.

    QUOTIENT: numerators and denominators add up, as of shares, of rates and of means of the rows. PER_WEEK: the weeks
    add up and the value is the mean week, because a month of five would else be higher than one of four. LAST: what
    was so at the end of the last week. ROWS: a median; it cannot be made of medians and comes from all the rows.
    """

    QUOTIENT = "quotient"
    PER_WEEK = "per_week"
    LAST = "last"
    ROWS = "rows"


class WeekPart(NamedTuple):
    """What is known of one week. n: the rows it is made of. stands: its value no longer moves."""

    week: Week
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    n: int
    stands: bool


class Figure(NamedTuple):
    """A value, what it is made of, and whether it is more than that (a median that was not reached)."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    n: int = 0
    more_than: bool = False


@dataclass(frozen=True)
class MonthFigure:
    """One month of a measure.

    weeks: those the figure is made of, as far as they are known. missing: weeks it would need that are over and of
    which nothing is known; while there are any, the month has no value. stands: none of its weeks moves any more.
    """

    month: Month
    figure: Figure
    weeks: tuple[WeekPart, ...]
    missing: int
    stands: bool


def months_of(
    weeks: Iterable[WeekPart], how: How, *, until: Week, medians: Mapping[Month, Figure] | None = None
) -> list[MonthFigure]:
    """The months these weeks belong to, in order and without a gap, from the first week's month to the last week's.

    weeks: in any order; a week that is not among them is not known. until: the week it is now, which is not over.
    medians: the figures of months for How.ROWS; a month that is not among them has no value.
    """
    known = {part.week: part for part in weeks}
    if not known:
        return []
    month, last = Month.of(min(known)), Month.of(max(known))
    found = []
    while month <= last:
        found.append(_month(month, known, how, until, medians or {}))
        month = month.next
    return found


def _month(
    month: Month, known: Mapping[Week, WeekPart], how: How, until: Week, medians: Mapping[Month, Figure]
) -> MonthFigure:
    needed = month.weeks[-1:] if how is How.LAST else month.weeks
    parts = tuple(known[week] for week in needed if week in known)
    missing = sum(week not in known and week < until for week in needed)
    stands = month.weeks[-1] < until and all(part.stands for part in parts)
    if missing or not parts:
        return MonthFigure(month, Figure(), parts, missing, stands)
    figure = medians.get(month, Figure()) if how is How.ROWS else _figure(parts, how)
    return MonthFigure(month, figure, parts, 0, stands)


def _figure(parts: tuple[WeekPart, ...], how: How) -> Figure:
    n = sum(part.n for part in parts)
    if how is How.LAST:
        (last,) = parts
        return Figure(last.numerator, last.denominator, last.value, n)
    if how is How.PER_WEEK:
        added = _sum(part.value for part in parts)
        return Figure(added, Decimal(len(parts)), _quotient(added, Decimal(len(parts))), n)
    numerator, denominator = _sum(part.numerator for part in parts), _sum(part.denominator for part in parts)
    return Figure(numerator, denominator, _quotient(numerator, denominator), n)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is, as in weeks in which there was nothing to count."""
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None


def _quotient(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else round(part / whole, DECIMALS)

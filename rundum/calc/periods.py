"""Weeks and months in a time zone, and half-open periods as assignments and memberships have them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Week:
    """A week from Monday to Sunday with its number after ISO 8601; weeks sort in time. str() gives "2026-W48".

    Raises ValueError for a week that its year does not have.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week of a date. Near the turn of the year it may belong to the year before or after."""
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    def plus(self, weeks: int) -> "Week":
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def week_at(at: datetime, zone: ZoneInfo) -> Week:
    """The week in `zone` in which a moment lies. Raises ValueError for a naive datetime."""
    return Week.of(local_date(at, zone))


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The date in `zone` at a moment. Raises ValueError for a naive datetime."""
    if at.utcoffset() is None:
        raise ValueError("A datetime without time zone does not say when it is.")
    return at.astimezone(zone).date()


@dataclass(frozen=True)
class Period[T: (date, datetime)]:
    """A stretch of time from `start` to before `end`; without end where `end` is None.

    Of dates or of aware datetimes, not of both. Raises ValueError where the end does not lie after the start.
    """

    start: T
    end: T | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError("A period ends after it starts.")

    def __contains__(self, at: T) -> bool:
        return self.start <= at and (self.end is None or at < self.end)

    def overlaps(self, other: "Period[T]") -> bool:
        """Whether both have a moment in common; periods that only touch have none."""
        return self.intersection(other) is not None

    def intersection(self, other: "Period[T]") -> "Period[T] | None":
        """What both have in common, None for nothing."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)


def first_overlap[T: (date, datetime)](periods: Iterable[Period[T]]) -> tuple[Period[T], Period[T]] | None:
    """Two of the periods that overlap, the earliest such pair in order of their starts; None when none do."""
    in_order = sorted(periods, key=lambda period: period.start)
    return next(((one, two) for one, two in pairwise(in_order) if one.overlaps(two)), None)


def gaps_in[T: (date, datetime)](within: Period[T], periods: Iterable[Period[T]]) -> Iterator[Period[T]]:
    """The stretches of `within` that none of the periods covers, in order; the periods may overlap."""
    open_from: T | None = within.start
    for period in sorted(periods, key=lambda period: period.start):
        if open_from is None or not period.overlaps(within):
            continue
        if period.start > open_from:
            yield Period(open_from, period.start)
        open_from = None if period.end is None else max(open_from, period.end)
    if open_from is not None and (within.end is None or open_from < within.end):
        yield Period(open_from, within.end)


def days_of(period: Period[date]) -> int | None:
    """How many days a period of dates has; None without end."""
    return None if period.end is None else (period.end - period.start).days


def each_day(start: date, end: date) -> Iterator[date]:
    """Every date from `start` to before `end`, in order; none when `end` is not later."""
    return (start + timedelta(days=n) for n in range((end - start).days))


def month_of(day: date) -> Period[date]:
    """The calendar month of a date, as a period of dates."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))


def moments_of(days: Period[date], zone: ZoneInfo) -> Period[datetime]:
    """The period of moments in `zone` that a period of dates is: from its first midnight to before its last."""
    return Period(_midnight(days.start, zone), None if days.end is None else _midnight(days.end, zone))


def week_bounds(week: Week, zone: ZoneInfo) -> Period[datetime]:
    """A week in `zone`; an hour shorter or longer where the clocks change."""
    return moments_of(Period(week.monday, week.plus(1).monday), zone)


def month_bounds(at: datetime, zone: ZoneInfo) -> Period[datetime]:
    """The calendar month in `zone` in which a moment lies. Raises ValueError for a naive datetime."""
    return moments_of(month_of(local_date(at, zone)), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a date begins; where the clocks skip its midnight, this names the moment of the skip all the same."""
    return datetime.combine(day, time(0), tzinfo=zone)

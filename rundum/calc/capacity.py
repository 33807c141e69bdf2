"""How many hours of work a team has in a week: opening hours, shares of time, who is in the team when, who is away.

A full working week of one person is what the team is open, though at most eight hours a day (the working day of
section 3 ArbZG) and at most forty a week: a team that is open around the clock has no members who never sleep. Hours
are those of the clock on the team's wall, so a week in which the clocks change has as many as any other.

Hours belong to the team. The hours of one person are a step on the way to its sum; only they themselves see them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rundum.calc.periods import Period, Week, each_day
from rundum.calc.working_time import WorkingCalendar

LONGEST_DAY = Decimal(8)
LONGEST_WEEK = Decimal(40)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Part:
    """A share of somebody's full working week (0 to 1) over a half-open period of dates."""

    days: Period[date]
    share: Decimal


@dataclass(frozen=True)
class Working:
    """One person as a team plans with them.

    here: what of them the team has, at home or on loan. lent: what of it other teams have; it counts there, for
    exactly as long. away: periods in which they are not at work.
    """

    here: Sequence[Part]
    lent: Sequence[Part] = ()
    away: Sequence[Period[date]] = ()

    def share_on(self, day: date) -> Decimal:
        """The share of a full working week the team has of them on this day, absences left aside."""
        return max(_share(self.here, day) - _share(self.lent, day), NOTHING)

    def is_away(self, day: date) -> bool:
        return any(day in period for period in self.away)


@dataclass(frozen=True)
class DayHours:
    """What becomes of a team's hours on one day: `shared` less the rest is `left`.

    shared: what all shares of time make of the opening hours. lent: the part that other teams have. holiday: what a
    public holiday takes of the others; absent: what those who are not at work would have had.
    """

    day: date
    shared: Decimal
    lent: Decimal
    holiday: Decimal
    absent: Decimal

    @property
    def left(self) -> Decimal:
        return self.shared - self.lent - self.holiday - self.absent


@dataclass(frozen=True)
class Load:
    """What is committed to of so many hours, and what one more commitment (`asked`) would make of it."""

    capacity: Decimal
    committed: Decimal
    asked: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        return max(self.capacity - self.committed - self.asked, NOTHING)

    @property
    def beyond(self) -> Decimal:
        """Hours committed to that nobody has."""
        return max(self.committed + self.asked - self.capacity, NOTHING)


def full_hours_on(day: date, calendar: WorkingCalendar) -> Decimal:
    """The hours of someone with a full working week on this date; none where the team is closed."""
    return full_week(calendar)[day.weekday()] if calendar.is_working_day(day) else NOTHING


def full_week(calendar: WorkingCalendar) -> list[Decimal]:
    """The hours of someone with a full working week from Monday to Sunday, public holidays left aside."""
    opened = [_hours(calendar, weekday) for weekday in range(7)]
    whole = sum(opened, NOTHING)
    # No week has more than one person may work.
    return [hours * LONGEST_WEEK / whole for hours in opened] if whole > LONGEST_WEEK else opened


def hours_on(day: date, calendar: WorkingCalendar, people: Iterable[Working]) -> Decimal:
    """The team's hours on one date."""
    full = full_hours_on(day, calendar)
    return full * sum((person.share_on(day) for person in people if not person.is_away(day)), NOTHING)


def hours_in(week: Week, calendar: WorkingCalendar, people: Sequence[Working]) -> Decimal:
    """The team's hours in a week: all its people's, less public holidays, absences and what is lent to others."""
    return sum((hours_on(day, calendar, people) for day in _days(week)), NOTHING)


def _account_of(day: date, full: Decimal, people: Iterable[Working], *, is_closed: bool) -> DayHours:
    """How the team's hours on one date come about; its `left` is what `hours_on` says."""
    shared = lent = holiday = absent = NOTHING
    if not full:
        return DayHours(day, shared, lent, holiday, absent)
    for person in people:
        here = _share(person.here, day)
        there = max(here - _share(person.lent, day), NOTHING) if person.lent else here
        shared += full * here
        lent += full * (here - there)
        if is_closed:
            holiday += full * there
        elif person.is_away(day):
            absent += full * there
    return DayHours(day, shared, lent, holiday, absent)


def days_in(week: Week, calendar: WorkingCalendar, people: Sequence[Working]) -> list[DayHours]:
    """The seven days of a week, Monday first; what is left of them adds up to `hours_in`."""
    full = full_week(calendar)
    return [
        _account_of(day, full[day.weekday()], people, is_closed=not calendar.is_working_day(day)) for day in _days(week)
    ]


def full_time_people(day: date, people: Iterable[Working]) -> Decimal:
    """How many full working weeks stand behind the team on a day, absences left aside: the size of the team."""
    return sum((person.share_on(day) for person in people), NOTHING)


def _days(week: Week) -> Iterable[date]:
    return each_day(week.monday, week.plus(1).monday)


def _share(parts: Iterable[Part], day: date) -> Decimal:
    return sum((part.share for part in parts if day in part.days), NOTHING)


def _hours(calendar: WorkingCalendar, weekday: int) -> Decimal:
    """Of one person, before the limit of the week; holidays left aside."""
    seconds = sum(
        (closes.hour * 3600 + closes.minute * 60 or 86400) - (opens.hour * 3600 + opens.minute * 60)
        for opens, closes in calendar.hours.get(weekday, ())
    )
    return min(Decimal(seconds) / 3600, LONGEST_DAY)

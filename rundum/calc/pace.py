"""How fast a team goes on: the hours its coming weeks have, by those of the weeks its forecast is drawn from.

A coming week with half the hours of an average week behind us is taken to finish half as much. Over all weeks that is
the ratio estimate: what was finished by the hours there were, times the hours ahead. Source: Cochran, Sampling
Techniques (1977), chapter 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from rundum.calc.capacity import Part, Working, full_week
from rundum.calc.periods import Period
from rundum.calc.working_time import WorkingCalendar

DAYS = 7
SAME_SIZE = 0.05
DIGITS = 9
"""Of a pace: weeks with the same hours have the same pace, whatever way these were added up."""


@dataclass(frozen=True)
class WeekHours:
    """The hours of seven days.

    full: of one person with a full working week, public holidays off. shared: of all the team's people, public
    holidays and what is lent to others off. absent: the part of it that absences take.
    """

    full: float
    shared: float
    absent: float

    @property
    def left(self) -> float:
        return self.shared - self.absent


@dataclass(frozen=True)
class Pace:
    """What the weeks ahead have, held against those behind.

    usual: hours of an average week behind; 0: not known. usual_absence: the share of their hours that absences took.
    people_before, people_now: full working weeks, absences left aside; 0: not known. hours: what each week ahead
    counts with. ahead: the same by `usual`, what the forecast goes by; 1 throughout where nothing is known.
    """

    usual: float
    usual_absence: float
    people_before: float
    people_now: float
    hours: tuple[float, ...]
    ahead: tuple[float, ...]

    @property
    def differs(self) -> bool:
        """Whether the team has another size now than in the weeks behind; small differences come and go."""
        known = self.people_now > 0 and self.people_before > 0
        return known and abs(self.people_now / self.people_before - 1) >= SAME_SIZE

    @property
    def has_grown(self) -> bool:
        return self.differs and self.people_now > self.people_before


def pace_of(before: Sequence[WeekHours], ahead: Sequence[WeekHours]) -> Pace:
    """The pace of the weeks ahead.

    before: the weeks a forecast is drawn from. Those without anybody in the team lie before memberships were kept: the
    people are then those of the other weeks, or those of the weeks ahead. A team with nobody in it ahead keeps the
    people it had.

    An absence is entered weeks before, not years: so each week ahead loses what is entered for it, but never less than
    the share that absences took of the weeks behind.
    """
    known = [week for week in before if week.shared > 0]
    typical = _mean([week.full for week in before])
    full_known, shared, absent = (sum(getattr(week, of) for week in known) for of in ("full", "shared", "absent"))
    usual_absence = absent / shared if shared else 0.0
    people_before = shared / full_known if full_known else 0.0
    people_now = next((week.shared / week.full for week in ahead if week.shared), 0.0)
    people = people_before or people_now or 1.0
    usual = typical * people * (1 - usual_absence)
    hours = tuple(
        (week.shared if people_now else week.full * people)
        * (1 - max(week.absent / week.shared if week.shared else 0.0, usual_absence))
        for week in ahead
    )
    paces = tuple(round(each / usual, DIGITS) for each in hours) if usual > 0 else (1.0,) * len(hours)
    return Pace(usual, usual_absence, people_before, people_now, hours, paces)


def hours_by_week(first: date, weeks: int, calendar: WorkingCalendar, people: Sequence[Working]) -> list[WeekHours]:
    """The hours of so many times seven days from a date on; as `days_in` says them, for years at once."""
    count = weeks * DAYS
    by_weekday = [float(hours) for hours in full_week(calendar)]
    dates = (first + timedelta(days=day) for day in range(count))
    full = np.array([by_weekday[day.weekday()] if calendar.is_working_day(day) else 0.0 for day in dates])
    shared, absent = np.zeros(count), np.zeros(count)
    for person in people:
        has = full * np.maximum(_shares(person.here, first, count) - _shares(person.lent, first, count), 0)
        is_away = np.zeros(count, dtype=bool)
        for period in person.away:
            is_away[_days(period, first, count)] = True
        shared += has
        absent += has * is_away
    sums = (days.reshape(weeks, DAYS).sum(axis=1) for days in (full, shared, absent))
    return [WeekHours(*map(float, week)) for week in zip(*sums, strict=True)]


def _shares(parts: Sequence[Part], first: date, count: int) -> NDArray[np.float64]:
    shares = np.zeros(count)
    for part in parts:
        shares[_days(part.days, first, count)] += float(part.share)
    return shares


def _days(period: Period[date], first: date, count: int) -> slice:
    """Which of the days a period covers, by their places."""
    ends = count if period.end is None else min((period.end - first).days, count)
    starts = min(max((period.start - first).days, 0), count)
    return slice(starts, max(ends, starts))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

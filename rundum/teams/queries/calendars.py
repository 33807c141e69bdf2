"""When a team works, as the arithmetic of working time needs it."""

from datetime import date, time, timedelta
from functools import lru_cache

from rundum.calc.working_time import WorkingCalendar
from rundum.teams.models import Team
from rundum.teams.public_holidays import PublicHolidays

MONDAY_TO_FRIDAY = range(5)
LONGEST_REST = 15
"""Days looked through for a working day; beyond that a team is not resting but has no working days."""

type Spans = tuple[tuple[int, time, time], ...]


def working_calendar_of(team: Team) -> WorkingCalendar:
    """The team's opening hours, time zone and public holidays.

    One query, or none where `working_hours` is prefetched; equal calendars are made once in a process. A team
    without opening hours gets a calendar that never opens: sums of open time are 0 there, and due times raise
    ValueError.
    """
    spans = tuple((hours.weekday, hours.opens, hours.closes) for hours in team.working_hours.all())
    return _calendar(team.zone_name, spans, team.country, team.land)


def holidays_of(team: Team) -> PublicHolidays:
    """The public holidays where the team works."""
    return PublicHolidays(team.country, team.land)


def working_days(team: Team, first: date, count: int) -> list[date]:
    """The days on which the team works among the `count` days from `first` on."""
    calendar = working_calendar_of(team)
    days = [first + timedelta(days=ahead) for ahead in range(count)]
    return [day for day in days if works_on(calendar, day)]


def works_on(calendar: WorkingCalendar, day: date) -> bool:
    """Whether a team works that day; one that has set no working hours yet is taken to work from Monday to Friday."""
    if calendar.hours:
        return calendar.is_working_day(day)
    return day.weekday() in MONDAY_TO_FRIDAY and day not in calendar.holidays


def working_day_from(calendar: WorkingCalendar, day: date) -> date:
    """The day itself or, where the team does not work then, its next working day."""
    ahead = (day + timedelta(days=days) for days in range(LONGEST_REST))
    return next((each for each in ahead if works_on(calendar, each)), day)


@lru_cache(maxsize=2048)
def _calendar(zone_name: str, spans: Spans, country: str, land: str) -> WorkingCalendar:
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for weekday, opens, closes in spans:
        hours[weekday] = (*hours.get(weekday, ()), (opens, closes))
    return WorkingCalendar(zone_name, hours, PublicHolidays(country, land))

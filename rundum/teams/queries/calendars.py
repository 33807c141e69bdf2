"""When a team works, as the arithmetic of working time needs it."""

from datetime import date, time, timedelta
from functools import lru_cache

from rundum.calc.working_time import WorkingCalendar
from rundum.teams.models import Team
from rundum.teams.public_holidays import PublicHolidays

MONDAY_TO_FRIDAY = range(5)

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
    """The days on which the team works among the `count` days from `first` on.

    A team that has not set its working hours yet is taken to work from Monday to Friday.
    """
    calendar = working_calendar_of(team)
    days = [first + timedelta(days=ahead) for ahead in range(count)]
    if calendar.hours:
        return [day for day in days if calendar.is_working_day(day)]
    return [day for day in days if day.weekday() in MONDAY_TO_FRIDAY and day not in calendar.holidays]


@lru_cache(maxsize=2048)
def _calendar(zone_name: str, spans: Spans, country: str, land: str) -> WorkingCalendar:
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for weekday, opens, closes in spans:
        hours[weekday] = (*hours.get(weekday, ()), (opens, closes))
    return WorkingCalendar(zone_name, hours, PublicHolidays(country, land))

"""When a team works: its hours, without the public holidays where it is."""

from collections.abc import Container
from datetime import date, time
from functools import lru_cache

import holidays

from rundum.calc.working_time import WorkingCalendar
from rundum.teams.models import Team


def calendar_of(team: Team) -> WorkingCalendar:
    """The team's calendar, for reckoning in open time. One query."""
    hours: dict[int, list[tuple[time, time]]] = {}
    for span in team.working_hours.all():
        hours.setdefault(span.weekday, []).append((span.opens, span.closes))
    return WorkingCalendar(
        zone=team.zone_name,
        hours={weekday: tuple(spans) for weekday, spans in hours.items()},
        holidays=public_holidays(team.country, team.land),
    )


@lru_cache(maxsize=64)
def public_holidays(country: str, land: str) -> Container[date]:
    """The public holidays of a country and, if named, one of its Länder; none for a country nobody has listed."""
    try:
        return holidays.country_holidays(country, subdiv=land or None)
    except NotImplementedError:
        return frozenset()

"""How many hours a team had in the weeks its forecast is drawn from, and has in the weeks ahead."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from rundum.calc.forecast import HORIZON
from rundum.calc.pace import Pace, WeekHours, hours_by_week, pace_of
from rundum.calc.working_time import WorkingCalendar
from rundum.teams.models import Team
from rundum.teams.queries import people_between
from rundum.teams.queries.calendars import MONDAY_TO_FRIDAY

USUAL_DAY = ((time(9), time(17)),)


def pace_ahead(
    team: Team, mondays: Sequence[date], start: date, calendar: WorkingCalendar
) -> tuple[Pace, list[WeekHours]]:
    """The pace of the weeks after the day `start`, and the hours of the weeks behind; three queries.

    mondays: of the weeks behind, one after the other. A team that has set no working hours yet is taken to work from
    Monday to Friday. Who was deactivated since has worked in the weeks behind, and does not ahead.
    """
    if not calendar.hours:
        calendar = WorkingCalendar(calendar.zone, dict.fromkeys(MONDAY_TO_FRIDAY, USUAL_DAY), calendar.holidays)
    ahead = start + timedelta(days=1)
    people = people_between(team, min(mondays, default=ahead), ahead + timedelta(weeks=HORIZON))
    before = hours_by_week(mondays[0], len(mondays), calendar, [each for _user, each in people]) if mondays else []
    active = [each for user, each in people if user.is_active]
    return pace_of(before, hours_by_week(ahead, HORIZON, calendar, active)), before

"""What can be asked about teams: when they work, who is in them and there, which functions are covered."""

from rundum.teams.queries.calendars import holidays_of, working_calendar_of, working_days
from rundum.teams.queries.capacity import TeamWeek, people_between, week_of_team, weeks_of_teams
from rundum.teams.queries.coverage import FunctionCoverage, Gap, coverage_of, coverage_without
from rundum.teams.queries.presence import Away, PersonInTeam, people_of
from rundum.teams.queries.reach import Reach, other_teams, own_teams, teams_to_look_at

__all__ = [
    "Away",
    "FunctionCoverage",
    "Gap",
    "PersonInTeam",
    "Reach",
    "TeamWeek",
    "coverage_of",
    "coverage_without",
    "holidays_of",
    "other_teams",
    "own_teams",
    "people_between",
    "people_of",
    "teams_to_look_at",
    "week_of_team",
    "weeks_of_teams",
    "working_calendar_of",
    "working_days",
]

"""All teams, for those who are in none: coaches, sponsors, the board, administrators."""

from collections.abc import Sequence
from dataclasses import dataclass

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.customers.queries.lists import waiting_for_a_team
from rundum.teams.models import Coaching, Team
from rundum.teams.queries.coverage import FunctionCoverage, coverage_of

MOST = 200


@dataclass(frozen=True)
class TeamAtAGlance:
    """A team with the functions nobody covers today or in the weeks ahead. coached: by the reader."""

    team: Team
    uncovered: Sequence[FunctionCoverage]
    coached: bool


@dataclass(frozen=True)
class AllTeams:
    """Teams by name, never by any figure; and how many customers wait for a team, for those who see to it."""

    teams: Sequence[TeamAtAGlance]
    waiting: int | None


def all_teams(reader: User) -> AllTeams:
    """What someone without a team lands on. Ten queries, however many teams."""
    teams = list(Team.objects.current().order_by("name", "id")[:MOST])
    coached = set(Coaching.objects.on(today()).filter(coach=reader).values_list("team", flat=True))
    coverage = coverage_of(teams, today())
    sees_queue = reader.is_board or reader.is_administrator
    return AllTeams(
        teams=[
            TeamAtAGlance(team, [each for each in coverage[team.pk] if each.gaps], team.pk in coached) for team in teams
        ],
        waiting=waiting_for_a_team(reader).count() if sees_queue else None,
    )

"""How much of a week's hours is committed to: the team's in sum, and a person's own for themselves alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.calc.capacity import Load, hours_in
from rundum.calc.periods import Week
from rundum.planning.models import Commitment, OwnCommitment
from rundum.teams.models import Team
from rundum.teams.queries import TeamWeek, week_of_team, working_calendar_of

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Loads:
    """The team's load, and the reader's own. Nobody else's is ever reckoned."""

    team: Load
    own: Load


@dataclass(frozen=True)
class Beyond:
    """Hours beyond what the team has, and beyond what a person has."""

    team: Decimal = NOTHING
    own: Decimal = NOTHING

    def covers(self, other: "Beyond") -> bool:
        return other.team <= self.team and other.own <= self.own


def loads_of(
    team: Team,
    monday: date,
    reader: User,
    *,
    asked: Decimal = NOTHING,
    mine: bool = False,
    known: TeamWeek | None = None,
) -> Loads:
    """The loads of a week, with `asked` hours more; mine: the reader takes them. Six queries, or two with the week
    `known`. Of a week that is over, what moved on counts too: the team had committed to it."""
    week = known or week_of_team(team, Week.of(monday))
    committed = own = NOTHING
    for model in (Commitment, OwnCommitment):
        for user, hours in _sums(model, team, monday):
            committed += hours
            own += hours if user == reader.pk else NOTHING
    calendar = working_calendar_of(team)
    has = sum(
        (hours_in(week.week, calendar, [working]) for user, working in week.people if user.pk == reader.pk), NOTHING
    )
    return Loads(Load(week.hours, committed, asked), Load(has, own, asked if mine else NOTHING))


def _sums(model: type[Commitment | OwnCommitment], team: Team, monday: date) -> list[tuple[int | None, Decimal]]:
    is_over = monday < Week.of(today(team.zone)).monday
    counted = model.objects.filter(withdrawn_at=None) if is_over else model.objects.standing()
    return list(counted.filter(team=team, week=monday).order_by().values_list("user").annotate(Sum("hours")))

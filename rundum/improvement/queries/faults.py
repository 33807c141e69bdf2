"""How often the same cause has come lately, for the team as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import Question, ask
from rundum.concerns.models import Concern
from rundum.improvement.models import Cause, Fault, FaultLimit, FaultyConcern
from rundum.teams.models import Team

SHOWN = 12


class FrequentCause(NamedTuple):
    """A cause with its small faults of late. in_work: an open corrective action goes to it already."""

    id: int
    name: str
    faults: int
    latest: datetime
    in_work: bool


@dataclass(frozen=True)
class Frequency:
    """The team's causes of late, the most frequent first, and from when on one is no small matter any more."""

    causes: Sequence[FrequentCause]
    times: int
    days: int

    @property
    def due(self) -> list[FrequentCause]:
        """Those that have come too often and that nobody goes to yet (AC4.3)."""
        return [cause for cause in self.causes if cause.faults >= self.times and not cause.in_work]

    def is_due(self, cause: int) -> bool:
        return any(one.id == cause for one in self.due)


# What an action of the cause has taken up already is not counted again.
FREQUENT = """
    SELECT c.id, c.name, count(*), max(f.at),
           EXISTS (SELECT 1 FROM improvement_correctiveaction a WHERE a.cause_id = c.id AND a.closed_at IS NULL)
    FROM improvement_fault f JOIN improvement_cause c ON c.id = f.cause_id
    WHERE f.team_id = %(team)s AND f.at > %(since)s AND f.at <= %(at)s AND f.at > COALESCE(
        (SELECT max(a.opened_at) FROM improvement_correctiveaction a WHERE a.cause_id = c.id), '-infinity')
    GROUP BY c.id, c.name ORDER BY count(*) DESC, c.name, c.id LIMIT %(shown)s
"""


def fault_limit_of(team: Team) -> FaultLimit:
    """What the team has set, or what holds until it does."""
    return FaultLimit.objects.filter(team=team).first() or FaultLimit(team=team)


def frequency_of(team: Team) -> Frequency:
    """Two queries."""
    limit = fault_limit_of(team)
    at = now()
    params = {"team": team.pk, "at": at, "since": at - timedelta(days=limit.days), "shown": SHOWN}
    question = Question(FREQUENT, FrequentCause, params)
    return Frequency(ask(question).of(question), limit.times, limit.days)


def causes_of(team: Team) -> QuerySet[Cause]:
    """The team's list, by name."""
    return Cause.objects.filter(team=team)


def concerns_with(cause: Cause, reader: User, *, days: int) -> QuerySet[Concern]:
    """The concerns the cause's faults of late happened in, as far as the reader sees them."""
    faults = Fault.objects.filter(cause=cause, team=cause.team_id, at__gt=now() - timedelta(days=days))
    tied = FaultyConcern.objects.filter(fault__in=faults)
    return Concern.objects.visible_to(reader).filter(pk__in=tied.values("concern"), team=cause.team_id).order_by("pk")

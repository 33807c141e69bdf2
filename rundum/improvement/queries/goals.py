"""The team's goals as a chain from what goes in to what it means to the customer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from rundum.improvement.models import Goal
from rundum.measures.models import Kind, Measure
from rundum.teams.models import Team


@dataclass(frozen=True)
class Link:
    """One kind with the goals the team has for it; without one that is still measured, the chain is not complete
    (AC25.1)."""

    kind: Kind
    goals: Sequence[Goal]

    @property
    def is_missing(self) -> bool:
        return all(goal.measure.retired_at for goal in self.goals)


@dataclass(frozen=True)
class Chain:
    links: Sequence[Link]

    @property
    def goals(self) -> list[Goal]:
        return [goal for link in self.links for goal in link.goals]

    @property
    def missing(self) -> list[Kind]:
        return [link.kind for link in self.links if link.is_missing]


def chain_of(team: Team) -> Chain:
    """The running goals by kind, each kind in the order in which they were set. One query."""
    goals = list(Goal.objects.running().filter(team=team).select_related("measure"))
    return Chain([Link(kind, [goal for goal in goals if goal.measure.kind == kind]) for kind in Kind])


def goal_for(measure: Measure, team: Team) -> Goal | None:
    """The goal the team has for a measure now."""
    return Goal.objects.running().filter(team=team, measure=measure).first()


def ended_goals(team: Team) -> QuerySet[Goal]:
    """Goals the team no longer pursues, with their reasons."""
    return Goal.objects.filter(team=team, ended_at__isnull=False).select_related("measure")

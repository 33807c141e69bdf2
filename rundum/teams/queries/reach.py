"""Which teams a person looks at: their own first, and any other by choice, for reading."""

from enum import IntEnum

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.teams.models import Coaching, Membership, Team

AT_MOST = 20  # teams offered to someone who has none of their own


class Reach(IntEnum):
    """How near a team is to a person; the nearest comes first."""

    HOME = 0
    LOAN = 1
    COACHED = 2
    OTHER = 3


def with_reach(user: User) -> QuerySet[Team]:
    """The open teams with their `reach` for this person, nearest first, then by name."""
    memberships = Membership.objects.on(today()).filter(user=user, team=OuterRef("pk"))
    coachings = Coaching.objects.on(today()).filter(coach=user, team=OuterRef("pk"))
    reach = Case(
        When(Exists(memberships.filter(kind=Membership.Kind.HOME)), then=Value(Reach.HOME.value)),
        When(Exists(memberships), then=Value(Reach.LOAN.value)),
        When(Exists(coachings), then=Value(Reach.COACHED.value)),
        default=Value(Reach.OTHER.value),
    )
    return Team.objects.current().annotate(reach=reach).order_by("reach", "name", "id")


def teams_to_look_at(user: User, *, chosen: int | None = None) -> list[Team]:
    """The person's own teams, home before loan before coached, and the one they chose to look at.

    Someone without a team of their own gets the first teams by name instead.
    """
    reached = with_reach(user)
    near = list(reached.filter(Q(reach__lt=Reach.OTHER.value) | Q(pk=chosen or 0)))
    if any(team.pk != chosen for team in near):
        return near
    others = list(reached.exclude(pk=chosen or 0)[:AT_MOST])
    return near + others

"""What a person may do, as far as it follows from teams. The one policy; higher areas build on it.

Everyone of the organisation may read what is not confidential. Acting for a customer is the team's alone:
neither a coach nor the board nor an administrator assigns, decides or changes anything in a team's work.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.refusals import NotAllowed
from rundum.teams.models import Coaching, Membership, Team


def teams_of(user: User) -> QuerySet[Team]:
    """The open teams the person is a member of today, at home or on loan; home teams first."""
    return Team.objects.current().filter(pk__in=Membership.objects.on(today()).filter(user=user).values("team"))


def is_member(user: User, team: int | None) -> bool:
    """Whether the person is a member of the team today. Nobody is a member of no team."""
    return team is not None and Membership.objects.on(today()).filter(user=user, team=team).exists()


def is_coach(user: User, team: int | None) -> bool:
    """Whether the person coaches the team today."""
    return team is not None and Coaching.objects.on(today()).filter(coach=user, team=team).exists()


def require_member(user: User, team: int | None, *, customer: int | None = None) -> None:
    """Raise NotAllowed unless the person is a member of the team today."""
    if not is_member(user, team):
        raise NotAllowed("members_only", _("Only members of the team can do this."), customer=customer)


def may_set_up_team(user: User, team: int | None) -> bool:
    """Purpose, hours, functions and members of a team are set by its members and by administrators."""
    return user.is_administrator or is_member(user, team)

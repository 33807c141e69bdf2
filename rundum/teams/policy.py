"""What a person may do, as far as it follows from teams. The one policy; higher areas build on it.

Everyone of the organisation may read what is not confidential. Acting for a customer is the team's alone:
neither a coach nor the board nor an administrator assigns, decides or changes anything in a team's work.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.base.refusals import NotAllowed
from rundum.teams.membership import IN_A_TEAM, MEMBER
from rundum.teams.models import Coaching, Membership, Team

IS_MEMBER = "SELECT " + MEMBER.format(team="%(team)s::bigint")


def teams_of(user: User) -> QuerySet[Team]:
    """The open teams the person is a member of today, at home or on loan; home teams first."""
    return Team.objects.current().filter(pk__in=Membership.objects.on(today()).filter(user=user).values("team"))


def is_member(user: User, team: int | None) -> bool:
    """Whether the person is a member of the team today. Nobody is a member of no team."""
    if team is None:
        return False
    question = membership(user, team)
    return ask(question).one(question)


def membership(user: User, team: int | None) -> Question[bool]:
    """`is_member` as a question, for pages that ask several at once."""
    return Question(IS_MEMBER, bool, {"reader": user.pk, "today": today(), "team": team})


def is_in_a_team(user: User) -> bool:
    """Whether the person is a member of any open team today."""
    question = Question(IN_A_TEAM, bool, {"reader": user.pk, "today": today()})
    return ask(question).one(question)


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


def require_set_up(by: User | None, team: int | None) -> None:
    """Raise NotAllowed unless `by` may set up the team. None is a program that sets up or imports."""
    if by is not None and not may_set_up_team(by, team):
        raise NotAllowed("set_up_members_only", _("Only members of the team and administrators can change this."))


def may_end(user: User, membership: Membership) -> bool:
    """A membership is ended by those who may set up its team; a loan also by those who lend."""
    if may_set_up_team(user, membership.team_id):
        return True
    homes = Membership.objects.on(today()).filter(user=membership.user_id, kind=Membership.Kind.HOME)
    lends = membership.kind == Membership.Kind.LOAN
    return lends and Membership.objects.on(today()).filter(user=user, team__in=homes.values("team")).exists()


def require_may_end(by: User | None, membership: Membership) -> None:
    """Raise NotAllowed unless `may_end`. None is a program that sets up or imports."""
    if by is not None and not may_end(by, membership):
        raise NotAllowed("set_up_members_only", _("Only members of the team and administrators can change this."))


def require_administrator(by: User | None) -> None:
    """Raise NotAllowed unless `by` is an administrator. None is a program that sets up or imports."""
    if by is not None and not by.is_administrator:
        raise NotAllowed("administrators_only", _("Only administrators can do this."))


def shares_team_with(user: User, other: User) -> bool:
    """Whether two people are in one team today."""
    theirs = Membership.objects.on(today()).filter(user=other).values("team")
    return Membership.objects.on(today()).filter(user=user, team__in=theirs).exists()


def may_enter_for(user: User, other: User) -> bool:
    """Absences are entered by the person, by those in a team with them, and by administrators."""
    return user.pk == other.pk or user.is_administrator or shares_team_with(user, other)


def require_same_team(by: User | None, other: User) -> None:
    """Raise NotAllowed unless `by` may enter absences for `other`. None is a program that sets up or imports."""
    if by is not None and not may_enter_for(by, other):
        raise NotAllowed("same_team_only", _("Only they and those in a team with them can enter this."))

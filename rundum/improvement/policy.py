"""Who judges whether a fix has worked: somebody who did not do it (AC4.1)."""

from collections.abc import Collection

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.teams.models import Membership
from rundum.teams.policy import is_in_a_team, is_member


def may_judge(user: User, team: int, *, doers: Collection[int]) -> bool:
    """Whether the person may judge a fix that `doers` (ids) worked on.

    A member of the team who did not work on it; where everybody in the team did, a member of another team.
    """
    if user.pk in doers:
        return False
    if is_member(user, team):
        return True
    return not has_judges(team, doers=doers) and is_in_a_team(user)


def has_judges(team: int, *, doers: Collection[int]) -> bool:
    """Whether somebody in the team did not work on the fix."""
    return Membership.objects.on(today()).filter(team=team).exclude(user__in=doers).exists()

"""Who may change what about skills. Levels, wishes and strengths are each person's own."""

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed
from rundum.teams.policy import is_in_a_team


def may_name_skills(user: User) -> bool:
    """The list of skills is kept by those who do the work, and by administrators."""
    return user.is_administrator or is_in_a_team(user)


def require_may_name_skills(by: User | None) -> None:
    """Raise NotAllowed unless `may_name_skills`. None is a program that sets up."""
    if by is not None and not may_name_skills(by):
        raise NotAllowed("members_only", _("Only members of a team and administrators keep the list of skills."))

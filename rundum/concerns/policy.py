"""Who may do what to a concern: its team's members work on it; every colleague may take one in."""

from rundum.accounts.models import User
from rundum.concerns.models import Concern
from rundum.teams.policy import is_member, require_member


def require_may_work_on(user: User | None, concern: Concern) -> None:
    """Raise NotAllowed unless the person is a member of the concern's team today.

    None stands for a program that takes over what happened elsewhere (an import).
    """
    if user is not None:
        require_member(user, concern.team_id, customer=concern.customer_id)


def may_reopen(user: User, concern: Concern) -> bool:
    """Whether the person is a member of the team that has the closed concern, or of its customer's team today."""
    return is_member(user, concern.team_id) or is_member(user, concern.customer.team_id)


def require_may_reopen(user: User | None, concern: Concern) -> None:
    """Raise NotAllowed unless `may_reopen`. None stands for a program, as above."""
    if user is not None and not may_reopen(user, concern):
        require_may_work_on(user, concern)

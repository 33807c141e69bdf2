"""Who sets what a team may decide alone. Everybody may read it."""

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed


def may_grant_authority(user: User) -> bool:
    """Limits are set by the board and by administrators; a team does not widen its own."""
    return user.is_board or user.is_administrator


def require_may_grant_authority(by: User | None) -> None:
    """Raise NotAllowed unless `may_grant_authority`. None is a program that sets up."""
    if by is not None and not may_grant_authority(by):
        raise NotAllowed("board_only", _("Only the board and administrators set what a team may decide alone."))

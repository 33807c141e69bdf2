"""Who looks at cards and rows, and from which page."""

from django.middleware.csrf import get_token

from rundum.accounts.access import SignedInRequest
from rundum.base.clock import now
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.components.cards import Reader
from rundum.teams.models import Team
from rundum.teams.policy import is_member


def reader_of(
    request: SignedInRequest,
    team: Team,
    calendar: WorkingCalendar,
    query: str,
    shape: str,
    *,
    inside: bool | None = None,
) -> Reader:
    """The reader of a page of the team's concerns.

    query: the filters of the page, as in its address. shape: of what is swapped after acting: card, row or today.
    inside: whether they are a member of the team, where that is known already.
    """
    return Reader(
        id=request.user.pk,
        may_act=is_member(request.user, team.pk) if inside is None else inside,
        token=get_token(request),
        back=f"{query}&shape={shape}" if len(query) > 1 else f"?shape={shape}",
        at=now(),
        calendar=calendar,
    )

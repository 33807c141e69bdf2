"""The team whose work the pages show to this person."""

from django.http import HttpRequest

from rundum.accounts.access import SignedInRequest
from rundum.teams.frame import frame_of
from rundum.teams.models import Team


def current_team(request: HttpRequest | SignedInRequest) -> Team | None:
    """The team chosen in the side bar, or the person's nearest; None while there is no team at all.

    It may be a team the person is not in: reading is open to colleagues, acting is not (`teams.policy`).
    Read once for a request.
    """
    return frame_of(request).team

"""What every view on one concern begins with."""

from rundum.accounts.access import SignedInRequest
from rundum.concerns.models import Concern
from rundum.concerns.queries.concern_page import visible_concern
from rundum.teams.frame import speak_on_the_clock_of


def concern_or_404(request: SignedInRequest, customer: int, pk: int) -> Concern:
    """The concern, if the reader may see it, and its page on its team's clock. Raises Http404 otherwise."""
    concern = visible_concern(request.user, customer, pk)
    speak_on_the_clock_of(concern.team)
    return concern

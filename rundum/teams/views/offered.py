"""Teams to choose from, while one types a name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.teams.forms.choosing import offered
from rundum.teams.models import Team


@open_to_colleagues
@require_safe
def offered_teams(request: SignedInRequest) -> HttpResponse:
    """What the list beside a typed team offers: the open teams that fit what stands in the field named by `field`."""
    typed = request.GET.get(request.GET.get("field", ""), "")
    return render(request, "teams/offered.html", {"teams": offered(Team.objects.current(), typed)})

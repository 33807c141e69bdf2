"""Choosing the team whose work the pages show."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import onward
from rundum.teams.frame import CHOSEN
from rundum.teams.models import Team


@open_to_colleagues
@require_POST
def current(request: SignedInRequest) -> HttpResponse:
    """Look at the team named in `team` from now on, and go on at `next`.

    Any open team may be chosen: colleagues read everything that is not confidential.
    """
    chosen = request.POST.get("team", "")
    team = get_object_or_404(Team.objects.current(), pk=int(chosen) if chosen.isdecimal() else 0)
    request.session[CHOSEN] = team.pk
    return redirect(onward(request, request.POST.get("next", ""), "/"))

"""How the team gets better: read by every colleague, changed by its members."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.improvement.queries.goals import chain_of
from rundum.teams.current import current_team
from rundum.teams.policy import is_member


@open_to_colleagues
@require_safe
def improvement(request: SignedInRequest) -> HttpResponse:
    """The goals of the team one looks at, by kind, and which kind has none yet."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    context = {"team": team, "chain": chain_of(team), "may_change": is_member(request.user, team.pk)}
    return render(request, "improvement/improvement.html", context)

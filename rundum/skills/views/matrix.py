"""The skills of a team by its people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import today
from rundum.skills.models import Level
from rundum.skills.policy import may_name_skills
from rundum.skills.queries import matrix_of
from rundum.teams.current import current_team


@open_to_colleagues
@require_safe
def matrix(request: SignedInRequest) -> HttpResponse:
    """Who can do, teaches and wants to learn what, in the team looked at."""
    team = current_team(request)
    page = {
        "team": team,
        "matrix": matrix_of(team, today(team.zone)) if team else None,
        "levels": Level,
        "may_name": may_name_skills(request.user),
    }
    return render(request, "skills/matrix.html", page)

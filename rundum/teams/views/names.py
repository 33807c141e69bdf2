"""The people of a team to be named with @, for whoever writes a note."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import today
from rundum.teams.models import Team
from rundum.teams.queries import people_of


@open_to_colleagues
@require_safe
def names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everyone in the team today but the reader, by name; those who are away too, who read it when they are back."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    people = [each.user for each in people_of(team, today(team.zone)) if each.user.pk != request.user.pk]
    return render(request, "teams/names.html", {"people": people})

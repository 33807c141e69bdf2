"""The limits of the lanes, set by the team itself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import toast
from rundum.concerns.actions.limiting import set_lane_limits
from rundum.concerns.forms.limits import LimitsForm
from rundum.teams.current import current_team
from rundum.teams.policy import require_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def limits(request: SignedInRequest) -> HttpResponse:
    """How much the team one looks at wants to have in each lane at once."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    form = LimitsForm(request.POST if request.method == "POST" else None, team=team)
    if form.is_valid():
        set_lane_limits(team, limits=form.cleaned_data, by=request.user)
        toast(request, _("The limits are set."))
        return redirect("concerns:flow")
    return render(request, "concerns/limits.html", {"form": form, "team": team}, status=422 if form.errors else 200)

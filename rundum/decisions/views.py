"""What a team may decide alone: seen by everybody, set by the board and administrators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.forms import AuthorityForm
from rundum.decisions.models import Authority
from rundum.decisions.policy import may_grant_authority, require_may_grant_authority
from rundum.decisions.queries import authority_state, limits_over_time, uses_in_month, who_grants_authority
from rundum.teams.models import Team
from rundum.teams.policy import is_member
from rundum.teams.queries.currency import own_currency

GOODWILL = Authority.Area.GOODWILL
MOST_NAMED = 8  # enough to ask one of them


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def authority(request: SignedInRequest, team: int) -> HttpResponse:
    """The limits in force, what is left of them, what was decided with them, and earlier limits."""
    shown = get_object_or_404(Team, pk=team)
    state = authority_state(shown, area=GOODWILL)
    initial = {"per_case": state.authority.per_case, "per_month": state.authority.per_month} if state else None
    form = AuthorityForm(request.POST or None, initial=initial, currency=own_currency())
    if request.method == "POST":
        require_may_grant_authority(request.user)
        if form.is_valid():
            with refusals_shown_in(form):
                grant_authority(shown, area=GOODWILL, by=request.user, **form.cleaned_data)
                toast(request, _("From now on the team decides within these limits."))
                return redirect("decisions:authority", shown.pk)
    page = {
        "team": shown,
        "state": state,
        "form": form if may_grant_authority(request.user) else None,
        "is_member": is_member(request.user, shown.pk),
        "granting": [] if may_grant_authority(request.user) else who_grants_authority()[:MOST_NAMED],
        "uses": uses_in_month(state) if state else [],
        "limits": limits_over_time(shown, area=GOODWILL),
    }
    return render(request, "decisions/authority.html", page, status=422 if form.errors else 200)

"""Work offered to those it suits. Everyone takes their own; nothing here gives work to anybody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.replies import page_or_part, toast
from rundum.concerns.models import Concern
from rundum.planning.actions.weighing import set_offer_weights
from rundum.planning.forms.weights import WeightsForm
from rundum.planning.queries.board_plan import board_plan
from rundum.planning.queries.offers import fitting, weights_of
from rundum.teams.current import current_team
from rundum.teams.policy import require_member


@open_to_colleagues
@require_safe
def concern_offers(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Whom one concern suits and why, for the members of its team: a page, and a part for the concern's own page."""
    visible = Concern.objects.visible_to(request.user).select_related("team", "process", "customer")
    concern = get_object_or_404(visible, customer=customer, pk=pk)
    require_member(request.user, concern.team_id, customer=customer)
    found = fitting(concern.team, [concern])
    page = {"concern": concern, "offers": found.shown(pk), "rule": found.hindrance(pk), "needs": found.needs[pk]}
    return page_or_part(request, "planning/concern_offers.html", "suits", page)


@open_to_colleagues
@require_safe
def board_offers(request: SignedInRequest) -> HttpResponse:
    """The free concerns of the team looked at, planned at once, for its members: a page, and parts for their cards."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    page = {"team": team, "board": board_plan(team, request.user)}
    return page_or_part(request, "planning/board_offers.html", "cards", page)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def weights(request: SignedInRequest) -> HttpResponse:
    """What counts in the offers of the team looked at, set by its members."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    form = WeightsForm(request.POST if request.method == "POST" else None, weights=weights_of(team))
    if form.is_valid():
        set_offer_weights(team, weights=form.cleaned_data, by=request.user)
        toast(request, _("What counts is set."))
        return redirect("planning:offers")
    return render(request, "planning/weights.html", {"form": form, "team": team}, status=422 if form.errors else 200)

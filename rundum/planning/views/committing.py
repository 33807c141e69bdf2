"""Committing to something, and saying what became of it. People commit themselves; nobody commits others."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import Refused
from rundum.base.replies import toast, wants_part
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.planning.actions.committing import (
    commit_in_own_words,
    commit_to_concern,
    finish_commitment,
    move_commitment,
    release_commitment,
    take_commitment,
    withdraw_commitment,
)
from rundum.planning.actions.undoing import undo_planned
from rundum.planning.forms.committing import CommittingForm, OwnCommittingForm, form_for
from rundum.planning.models import AnyCommitment, Commitment, OwnCommitment
from rundum.planning.queries.load import Beyond, loads_of
from rundum.planning.queries.week import Proposal
from rundum.planning.views.week import OWN, asked_for, week_page
from rundum.planning.words import state_words
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.models import Entry

ACTS: dict[str, tuple[Callable[..., Entry], str | Promise]] = {
    "taken": (take_commitment, gettext_lazy("You have committed yourself.")),
    "released": (release_commitment, gettext_lazy("It is the team's again.")),
    "done": (finish_commitment, gettext_lazy("Done.")),
    "moved": (move_commitment, gettext_lazy("Moved to the next week.")),
    "withdrawn": (withdraw_commitment, gettext_lazy("Withdrawn.")),
}


@open_to_colleagues
@require_POST
def concern(request: SignedInRequest, monday: str, customer: int, concern: int) -> HttpResponse:
    """Commit to work on a concern in the week."""
    _team, first, _day = asked_for(request, monday)
    visible = Concern.objects.visible_to(request.user).select_related("team", "customer", "process")
    found = get_object_or_404(visible, customer=customer, pk=concern)
    require_may_work_on(request.user, found)
    proposal = Proposal(found, (), None)
    form = form_for(proposal.key, data=request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            commit_to_concern(found, week=first, by=request.user, **_wanted(form))
            return _committed(request, found.team, first, mine=form.cleaned_data["mine"])
    return week_page(request, found.team, first, bound={proposal.key: form}, extra=proposal)


@open_to_colleagues
@require_POST
def own(request: SignedInRequest, monday: str) -> HttpResponse:
    """Commit hours to something that is no concern."""
    team, first, _day = asked_for(request, monday)
    require_member(request.user, team.pk)
    form = OwnCommittingForm(request.POST, auto_id=f"{OWN}_%s")
    if form.is_valid():
        with refusals_shown_in(form):
            commit_in_own_words(team, week=first, text=form.cleaned_data["text"], by=request.user, **_wanted(form))
            return _committed(request, team, first, mine=form.cleaned_data["mine"])
    return week_page(request, team, first, bound={OWN: form})


@open_to_colleagues
@require_POST
def concern_act(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Take a commitment on, let go of it, or say what became of it."""
    visible = Concern.objects.visible_to(request.user).filter(customer=customer)
    found = get_object_or_404(
        Commitment.objects.select_related("team", "concern"), customer=customer, pk=pk, concern__in=visible
    )
    return _act(request, found)


@open_to_colleagues
@require_POST
def own_act(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for what is no concern."""
    return _act(request, get_object_or_404(OwnCommitment.objects.select_related("team"), pk=pk))


@open_to_colleagues
@require_POST
def undo(request: SignedInRequest, entry: int) -> HttpResponse:
    """Take back what one has just planned; then back to the page one was on."""
    done = get_object_or_404(Entry, pk=entry, by=request.user, verb__startswith="planning.")
    try:
        undo_planned(done, by=request.user)
    except Refused as refusal:
        toast(request, refusal.sentence)
    else:
        toast(request, _("Taken back."))
    onward = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if safe else "planning:week")


def _act(request: SignedInRequest, commitment: AnyCommitment) -> HttpResponse:
    require_member(request.user, commitment.team_id)
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise BadRequest("there is no such act")
    action, sentence = ACTS[act]
    try:
        action(commitment, by=request.user)
    except Refused as refusal:
        toast(request, refusal.sentence)
    else:
        _say(request, sentence, commitment.team, _too_full(request, commitment, act))
    return _week_again(request, commitment.team, commitment.week)


def _too_full(request: SignedInRequest, commitment: AnyCommitment, act: str) -> str:
    """Of what an act has made fuller, whether that is too full now: one's own week, or the team's next one."""
    if act == "taken":
        return state_words(Beyond(own=loads_of(commitment.team, commitment.week, request.user).own.beyond))
    if act == "moved":
        onward = commitment.week + timedelta(weeks=1)
        return state_words(Beyond(team=loads_of(commitment.team, onward, request.user).team.beyond))
    return ""


def _wanted(form: CommittingForm) -> dict[str, Any]:
    return {
        "hours": form.cleaned_data["hours"],
        "mine": form.cleaned_data["mine"],
        "accepted": form.accepted,
    }


def _committed(request: SignedInRequest, team: Team, monday: date, *, mine: bool) -> HttpResponse:
    loads = loads_of(team, monday, request.user)
    beyond = Beyond(loads.team.beyond, loads.own.beyond if mine else Decimal(0))
    sentence = _("You have committed yourself.") if mine else _("The team has committed to it.")
    _say(request, sentence, team, state_words(beyond))
    return _week_again(request, team, monday)


def _say(request: SignedInRequest, sentence: str | Promise, team: Team, too_full: str) -> None:
    """In the toast, with the way to take back what one has just done."""
    mine = Entry.objects.filter(team_id=team.pk, by=request.user, verb__startswith="planning.").order_by("-pk").first()
    toast(request, f"{sentence} {too_full}".strip(), reverse("planning:week_undo", args=[mine.pk]) if mine else "")


def _week_again(request: SignedInRequest, team: Team, monday: date) -> HttpResponse:
    if wants_part(request):
        return week_page(request, team, monday)
    return redirect("planning:week_of", monday.isoformat())

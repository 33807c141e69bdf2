"""Writing at a concern: talk, note, promise, credit. One form each, all of them on the concern's page."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.formats.reading import written_decimal
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import wants_part
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.talking import record_talk, write_note
from rundum.concerns.forms.composing import ABOUT_AMOUNT, CreditForm, NoteForm, PromiseForm, TalkForm
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.queries.concern_page import ConcernPage, concern_page
from rundum.concerns.queries.family import case_of
from rundum.concerns.views.answering import PAGE, context_of, done
from rundum.concerns.views.found import concern_or_404
from rundum.decisions.models import Authority
from rundum.decisions.queries import authority_state

KINDS = ("talk", "note", "promise", "credit")
FORM = "concerns/composer_form.html"


def form_of(kind: str, concern: Concern, **posted: Any) -> forms.Form:
    """The form of a kind, with the concern's contact chosen; `data` and `files` where something was posted."""
    start = {"contact": concern.contact_id}
    match kind:
        case "talk":
            return TalkForm(customer=concern.customer_id, initial=start, auto_id="talk_%s", **posted)
        case "promise":
            return PromiseForm(customer=concern.customer_id, initial=start, auto_id="promise_%s", **posted)
        case "credit":
            return CreditForm(auto_id="credit_%s", **posted)
    return NoteForm(auto_id="note_%s", **posted)


def blank_forms(page: ConcernPage, opened: str = "") -> dict[str, object]:
    """The composer as it opens: every form empty, one of them in front."""
    kinds = {kind: form_of(kind, page.concern) for kind in KINDS}
    front = opened if opened in KINDS else "talk"
    return {"forms": kinds, "opened": front if page.may_work else "note"}


@open_to_colleagues
@require_POST
def talk(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Record what customer and colleague said."""

    def record(concern: Concern, cleaned: dict[str, Any]) -> None:
        record_talk(
            concern,
            kind=cleaned["kind"],
            contact=cleaned["contact"],
            text=cleaned["text"],
            voice=cleaned["voice"],
            files=cleaned["attached"],
            by=request.user,
        )

    return _composed(request, customer, pk, "talk", record, _("The conversation is written down."))


@open_to_colleagues
@require_POST
def note(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Write a note. Every colleague may who sees the concern."""

    def write(concern: Concern, cleaned: dict[str, Any]) -> None:
        write_note(concern, text=cleaned["text"], files=cleaned["attached"], by=request.user)

    return _composed(request, customer, pk, "note", write, _("The note is written down."))


@open_to_colleagues
@require_POST
def promise(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Promise the customer something."""

    def give(concern: Concern, cleaned: dict[str, Any]) -> None:
        give_promise(
            concern, text=cleaned["text"], due_at=cleaned["due_at"], contact=cleaned["contact"], by=request.user
        )

    return _composed(request, customer, pk, "promise", give, _("The promise is given."))


@open_to_colleagues
@require_POST
def credit(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Give a goodwill credit."""

    def give(concern: Concern, cleaned: dict[str, Any]) -> None:
        give_credit(
            concern,
            amount=cleaned["amount"],
            reason=cleaned["reason"],
            files=cleaned["attached"],
            by=request.user,
        )

    return _composed(request, customer, pk, "credit", give, _("The credit is given."))


@open_to_colleagues
@require_GET
def authority(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """What an amount would mean for the team's authority, answered while it is being typed."""
    concern = concern_or_404(request, customer, pk)
    try:
        amount = max(written_decimal(request.GET.get("amount", "")), Decimal(0))
    except ValueError:
        amount = Decimal(0)
    state = authority_state(concern.team, area=Authority.Area.GOODWILL, case=case_of(concern))
    page = {"authority": state, "amount": amount, "before": "credit_amount", "team": concern.team_id}
    return render(request, "concerns/authority_now.html", page)


def _composed(
    request: SignedInRequest,
    customer: int,
    pk: int,
    kind: str,
    action: Callable[[Concern, dict[str, Any]], None],
    sentence: Promise,
) -> HttpResponse:
    """Check the form and act; answer with a fresh form, or the same one with what is wrong with it (422)."""
    concern = concern_or_404(request, customer, pk)
    if kind != "note":
        require_may_work_on(request.user, concern)
    form = form_of(kind, concern, data=request.POST, files=request.FILES)
    if form.is_valid():
        with refusals_shown_in(form, fields=ABOUT_AMOUNT if kind == "credit" else {}):
            action(concern, form.cleaned_data)
            fresh = {"form": form_of(kind, concern), "kind": kind}
            return done(request, concern, sentence, part="concerns/concern.html#composed", extra=fresh)
    page = concern_page(concern_or_404(request, customer, pk), request.user)
    context = context_of(page)
    if wants_part(request):
        return render(request, FORM, context | {"form": form, "kind": kind}, status=422)
    composer = blank_forms(page, kind)
    kinds = {name: form_of(name, concern) for name in KINDS} | {kind: form}
    return render(request, PAGE, context | composer | {"forms": kinds, "opened": kind}, status=422)

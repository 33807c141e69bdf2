"""Describing a concern better, also when two people do so at once; its expectation; who may read it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import EditConflict
from rundum.concerns.actions.editing import edit_concern, link_expectation, set_confidential
from rundum.concerns.forms.acts import EditForm, ExpectationLinkForm
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import act, address_of, done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page
from rundum.timeline.models import Entry


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def description(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Title, summary and the figures of a sale. 409 with both versions where somebody else was quicker."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    form = EditForm(request.POST or None, concern=concern, initial=_written(concern))
    if form.is_valid():
        wanted: dict[str, Any] = {name: getattr(concern, name) for name in EditForm.SALE} | form.cleaned_data
        with refusals_shown_in(form):
            try:
                edit_concern(concern, by=request.user, **wanted)
            except EditConflict:
                return _conflict(request, concern_or_404(request, customer, pk), form)
            return done(request, concern, _("The description is changed."))
    return act_page(request, concern, form, title=_("Edit the description"), submit=_("Save"))


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def expectation(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Which expectation of the customer the concern serves."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    start = {"expectation": concern.expectation_id}
    form = ExpectationLinkForm(request.POST or None, customer=customer, initial=start)
    if form.is_valid():
        with refusals_shown_in(form):
            link_expectation(concern, expectation=form.cleaned_data["expectation"], by=request.user)
            return done(request, concern, _("The link is changed."))
    return act_page(request, concern, form, title=_("Which expectation does this serve?"), submit=_("Save"))


@open_to_colleagues
@require_POST
def confidentiality(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Keep the concern to its team, or open it to all colleagues again."""
    confidential = request.POST.get("confidential") == "yes"
    sentence = _("Only the team sees this now.") if confidential else _("All colleagues can read this now.")
    return act(
        request,
        customer,
        pk,
        lambda found: set_confidential(found, confidential=confidential, by=request.user),
        sentence,
    )


def _conflict(request: SignedInRequest, concern: Concern, mine: EditForm) -> HttpResponse:
    """Both versions, field by field, and a form that starts from the reader's own to save over or combine."""
    theirs = _written(concern)
    edits = Entry.objects.filter(customer_id=concern.customer_id, concern_id=concern.pk, verb="concerns.edited")
    last = edits.select_related("by").order_by("-pk").first()
    differing = [
        {"label": field.label, "theirs": theirs[field.name], "mine": mine.cleaned_data[field.name], "name": field.name}
        for field in mine.visible_fields()
        if theirs[field.name] != mine.cleaned_data[field.name]
    ]
    again = EditForm(concern=concern, initial=mine.cleaned_data | {"revision": concern.revision})
    context = {
        "concern": concern,
        "form": again,
        "differing": differing,
        "who": last.by if last else None,
        "address": address_of(concern),
    }
    return render(request, "concerns/conflict.html", context, status=409)


def _written(concern: Concern) -> dict[str, object]:
    return {
        "revision": concern.revision,
        "title": concern.title,
        "summary": concern.summary,
        **{name: getattr(concern, name) for name in EditForm.SALE},
    }

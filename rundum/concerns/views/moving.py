"""Concerns that go to another team, fall into two, or turn out to be one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.concerns.actions.moving import hand_over_concern, merge_concern, split_concern, undo_merge
from rundum.concerns.forms.acts import HandoverForm, MergeForm, SplitForm
from rundum.concerns.models import Concern, Merge
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.views.answering import done
from rundum.concerns.views.found import concern_or_404
from rundum.concerns.views.pages import act_page


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Give the concern to another team."""
    concern = _own(request, customer, pk)
    form = HandoverForm(request.POST or None, team=concern.team)
    if form.is_valid():
        with refusals_shown_in(form):
            hand_over_concern(concern, by=request.user, **form.cleaned_data)
            return done(request, concern, _("The concern is handed over."))
    about = _("Every hand-over costs the customer time and is counted. Lending a person to the team is none.")
    return act_page(request, concern, form, title=_("Hand over to another team"), submit=_("Hand over"), about=about)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def splitting(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Make a second matter a concern of its own."""
    concern = _own(request, customer, pk)
    form = SplitForm(request.POST or None, team=concern.team, initial={"process": concern.process_id})
    if form.is_valid():
        with refusals_shown_in(form):
            part = split_concern(concern, by=request.user, **form.cleaned_data)
            return done(request, concern, _("Concern %(number)s is split off.") % {"number": part.number})
    return act_page(request, concern, form, title=_("Split off a second matter"), submit=_("Split off"))


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def merging(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Make the concern part of another one of the same customer. ?q= searches among them."""
    concern = _own(request, customer, pk)
    form = MergeForm(request.POST or None, concern=concern, user=request.user, found=request.GET.get("q", "").strip())
    if form.is_valid():
        with refusals_shown_in(form):
            into = form.cleaned_data["into"]
            merge_concern(concern, into=into, by=request.user)
            return done(request, concern, _("This is part of concern %(number)s now.") % {"number": into.number})
    about = _("Its running promises and open next steps move there. It can be taken back later.")
    title, submit = _("Merge into another concern"), _("Merge")
    return act_page(
        request, concern, form, title=title, submit=submit, about=about, template="concerns/merging.html",
        extra={"found": request.GET.get("q", "")},
    )  # fmt: skip


@open_to_colleagues
@require_POST
def unmerging(request: SignedInRequest, customer: int, pk: int, merge: int) -> HttpResponse:
    """Take a merge into this concern back."""
    concern = concern_or_404(request, customer, pk)
    merges = Merge.objects.select_related("into", "concern")
    undo_merge(get_object_or_404(merges, customer=customer, into=concern, pk=merge), by=request.user)
    return done(request, concern, _("The merge is taken back."))


def _own(request: SignedInRequest, customer: int, pk: int) -> Concern:
    """A concern the person may work on."""
    concern = concern_or_404(request, customer, pk)
    require_may_work_on(request.user, concern)
    return concern

"""What the team knows about a customer, how it works with them, and what was said."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import EditConflict
from rundum.base.replies import toast
from rundum.customers.actions.agreeing import comment_on_agreement, decide_agreement, restore_agreement
from rundum.customers.actions.expecting import (
    add_expectation,
    change_met,
    confirm_expectation,
    retire_expectation,
)
from rundum.customers.actions.talking import Talk, record_customer_talk, write_customer_note
from rundum.customers.forms.differing import differences
from rundum.customers.forms.knowing import AgreementForm, CommentForm, ExpectationForm, MetForm, TalkForm
from rundum.customers.models import Customer, WorkingAgreement
from rundum.customers.policy import may_decide_for, require_may_decide_for
from rundum.customers.views.found import customer_or_404, expectation_or_404
from rundum.timeline.models import Entry

COMMENTS = 20


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def expecting(request: SignedInRequest, customer: int) -> HttpResponse:
    """A new expectation."""
    found = customer_or_404(request, customer)
    require_may_decide_for(request.user, found)
    form = ExpectationForm(request.POST or None, customer=found)
    if form.is_valid():
        with refusals_shown_in(form):
            add_expectation(found, by=request.user, **form.cleaned_data)
            toast(request, _("The expectation is kept."))
            return redirect("customers:customer", found.pk)
    context = {"customer": found, "form": form, "title": _("New expectation"), "submit": _("Keep the expectation")}
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def expectation(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Whether we meet an expectation; from here it is also confirmed or let go."""
    found, expected = expectation_or_404(request, customer, pk)
    require_may_decide_for(request.user, found)
    form = MetForm(request.POST or None, initial={"met": expected.met})
    if form.is_valid():
        change_met(expected, met=form.cleaned_data["met"], by=request.user)
        toast(request, _("The expectation is kept."))
        return redirect("customers:customer", found.pk)
    context = {"customer": found, "expectation": expected, "form": form}
    return render(request, "customers/expectation.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def confirmation(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The customer still expects this."""
    found, expected = expectation_or_404(request, customer, pk)
    confirm_expectation(expected, by=request.user)
    toast(request, _("Confirmed: %(expectation)s") % {"expectation": expected.text})
    return redirect("customers:customer", found.pk)


@open_to_colleagues
@require_POST
def retirement(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The customer no longer expects this."""
    found, expected = expectation_or_404(request, customer, pk)
    retire_expectation(expected, by=request.user)
    toast(request, _("They no longer expect: %(expectation)s") % {"expectation": expected.text})
    return redirect("customers:customer", found.pk)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def agreement(request: SignedInRequest, customer: int) -> HttpResponse:
    """The working agreement, its versions and comments; members change it, of two at once the second sees both."""
    found = customer_or_404(request, customer)
    if request.method == "POST":
        require_may_decide_for(request.user, found)
    latest = _latest(found)
    form = AgreementForm(request.POST or None, customer=found, initial=_as_initial(latest, found))
    context: dict[str, object] = {"form": form}
    status = 200
    if form.is_valid():
        try:
            with refusals_shown_in(form):
                decide_agreement(found, by=request.user, **form.cleaned_data)
                toast(request, _("This is how you work with %(name)s from now on.") % {"name": found.name})
                return redirect("customers:agreement", found.pk)
        except EditConflict:
            latest = _latest(found)
            again = request.POST.dict() | {"after_version": latest.version if latest else 0}
            context["form"] = AgreementForm(again, customer=found)
            context["conflict"] = {"by": latest, "differences": differences(form, _as_initial(latest, found))}
            status = 409
    if form.is_bound and form.errors:
        status = 422
    return render(request, "customers/agreement.html", context | _around(request, found), status=status)


@open_to_colleagues
@require_POST
def restoring(request: SignedInRequest, customer: int, version: int) -> HttpResponse:
    """An earlier version comes back as a new one."""
    found = customer_or_404(request, customer)
    earlier = get_object_or_404(WorkingAgreement, customer=found, version=version)
    restored = restore_agreement(found, version=earlier.version, by=request.user)
    words = {"earlier": earlier.version, "version": restored.version}
    toast(request, _("Version %(earlier)s is in force again, as version %(version)s.") % words)
    return redirect("customers:agreement", found.pk)


@open_to_colleagues
@require_POST
def comments(request: SignedInRequest, customer: int) -> HttpResponse:
    """What colleagues, coach and board say about it."""
    found = customer_or_404(request, customer)
    form = CommentForm(request.POST)
    if form.is_valid():
        comment_on_agreement(found, text=form.cleaned_data["text"], by=request.user)
        return redirect("customers:agreement", found.pk)
    start = AgreementForm(customer=found, initial=_as_initial(_latest(found), found))
    context = {"form": start} | _around(request, found) | {"comment_form": form}
    return render(request, "customers/agreement.html", context, status=422)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def talk(request: SignedInRequest, customer: int) -> HttpResponse:
    """A note, or what was said, that belongs to no single concern."""
    found = customer_or_404(request, customer)
    start = {"kind": Talk.CALL, "contact": request.GET["contact"]} if "contact" in request.GET else {}
    form = TalkForm(request.POST or None, request.FILES or None, customer=found, initial=start)
    if form.is_valid():
        said = form.cleaned_data
        if said["kind"] == TalkForm.NOTE:
            write_customer_note(found, text=said["text"], files=said["attached"], by=request.user)
        else:
            record_customer_talk(
                found,
                kind=said["kind"],
                contact=said["contact"],
                text=said["text"],
                voice=said["voice"],
                files=said["attached"],
                by=request.user,
            )
        toast(request, _("Kept on the timeline of %(name)s.") % {"name": found.name})
        return redirect("customers:customer", found.pk)
    context = {"customer": found, "form": form, "title": _("Note or talk"), "submit": _("Write it down")}
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_safe
def version(request: SignedInRequest, customer: int, version: int) -> HttpResponse:
    """One version of the working agreement, as it was decided."""
    found = customer_or_404(request, customer)
    shown = get_object_or_404(WorkingAgreement.objects.select_related("by", "lead"), customer=found, version=version)
    latest = _latest(found)
    context = {
        "customer": found,
        "agreement": shown,
        "in_force": latest is not None and latest.version == shown.version,
        "may_decide": may_decide_for(request.user, found),
    }
    return render(request, "customers/version.html", context)


def _latest(customer: Customer) -> WorkingAgreement | None:
    return WorkingAgreement.objects.filter(customer=customer).select_related("by", "lead").order_by("-version").first()


def _as_initial(latest: WorkingAgreement | None, customer: Customer) -> dict[str, object]:
    if latest is None:
        return {"after_version": 0, "language": customer.language}
    names = ("channel", "cadence", "language", "lead", "dunning", "terms", "review_on")
    return {name: getattr(latest, name) for name in names} | {"after_version": latest.version}


def _around(request: SignedInRequest, customer: Customer) -> dict[str, object]:
    return {
        "customer": customer,
        "agreement": _latest(customer),
        "versions": WorkingAgreement.objects.filter(customer=customer).select_related("by"),
        "comments": Entry.objects.filter(customer_id=customer.pk, verb="customers.commented")
        .select_related("by")
        .order_by("-at", "-id")[:COMMENTS],
        "comment_form": CommentForm(),
        "may_decide": may_decide_for(request.user, customer),
    }

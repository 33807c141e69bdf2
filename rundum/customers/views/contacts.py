"""The people at a customer: added, changed, gone; and what they agree to."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import EditConflict
from rundum.base.replies import onward, toast
from rundum.customers.actions.contacts import (
    add_contact,
    contact_left,
    contact_returned,
    edit_contact,
    give_consent,
    withdraw_consent,
)
from rundum.customers.forms.contacts import ConsentForm, ContactForm, as_initial
from rundum.customers.forms.differing import differences
from rundum.customers.models import Consent
from rundum.customers.policy import require_may_add_contact, require_may_keep
from rundum.customers.queries.changes import last_change
from rundum.customers.views.found import contact_or_404, customer_or_404


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def adding(request: SignedInRequest, customer: int) -> HttpResponse:
    """A new contact; afterwards on at ?next=, such as the concern for which one needed them."""
    found = customer_or_404(request, customer)
    require_may_add_contact(request.user, found)
    back = onward(request, request.GET.get("next", ""), reverse("customers:people", args=[found.pk]))
    form = ContactForm(request.POST or None, customer=found)
    if form.is_valid():
        with refusals_shown_in(form):
            emails, phones = form.cleaned_data["emails"], form.cleaned_data["phones"]
            contact = add_contact(found, by=request.user, emails=emails, phones=phones, **form.details)
            toast(request, _("%(name)s is added.") % {"name": contact.name})
            return redirect(back)
    context = {"customer": found, "form": form, "back": back}
    return render(request, "customers/contact.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def contact(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """Change what is known about a contact; of two who do so at once the second sees both versions (409).

    Beside it what they agree to.
    """
    found, person = contact_or_404(request, customer, pk)
    require_may_keep(request.user, found)
    form = ContactForm(request.POST or None, customer=found, initial=as_initial(person))
    context: dict[str, object] = {"customer": found, "contact": person, "form": form}
    status = 200
    if form.is_valid():
        try:
            with refusals_shown_in(form):
                emails, phones = form.cleaned_data["emails"], form.cleaned_data["phones"]
                revision = form.cleaned_data["revision"] or 0
                edit_contact(person, by=request.user, revision=revision, emails=emails, phones=phones, **form.details)
                toast(request, _("The details are kept."))
                return redirect("customers:people", found.pk)
        except EditConflict:
            _found, current = contact_or_404(request, customer, pk)
            theirs = as_initial(current) | {"phones": "\n".join(phone.number for phone in current.phones.all())}
            context["conflict"] = {
                "by": last_change(found, "customers.contact_edited"),
                "differences": differences(form, theirs),
            }
            again = request.POST.copy()
            again["revision"] = str(current.revision)
            context["form"] = ContactForm(again, customer=found)
            status = 409
    context |= {
        "consents": Consent.objects.filter(customer=found, contact=person).order_by("withdrawn_at", "-given_at"),
        "consent_form": ConsentForm(),
    }
    return render(request, "customers/contact.html", context, status=422 if form.errors else status)


@open_to_colleagues
@require_POST
def leaving(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The contact is no longer at the customer."""
    found, person = contact_or_404(request, customer, pk)
    contact_left(person, by=request.user)
    undo = reverse("customers:returning", args=[found.pk, person.pk])
    toast(request, _("%(name)s is no longer at %(customer)s.") % {"name": person.name, "customer": found.name}, undo)
    return redirect("customers:people", found.pk)


@open_to_colleagues
@require_POST
def returning(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The contact is there again."""
    found, person = contact_or_404(request, customer, pk)
    contact_returned(person, by=request.user)
    toast(request, _("%(name)s is at %(customer)s again.") % {"name": person.name, "customer": found.name})
    return redirect("customers:people", found.pk)


@open_to_colleagues
@require_POST
def consenting(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """The contact agrees to something."""
    found, person = contact_or_404(request, customer, pk)
    require_may_keep(request.user, found)
    form = ConsentForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            purpose, source = form.cleaned_data["purpose"], form.cleaned_data["source"]
            give_consent(person, purpose=purpose, source=source, by=request.user)
            toast(request, _("The consent is kept."))
            return redirect("customers:contact", found.pk, person.pk)
    context = {"customer": found, "form": form, "title": person.name, "submit": _("Keep the consent")}
    return render(request, "customers/form.html", context, status=422)


@open_to_colleagues
@require_POST
def consent_withdrawal(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """A contact no longer agrees."""
    found = customer_or_404(request, customer)
    consent = withdraw_consent(get_object_or_404(Consent, customer=found, pk=pk), by=request.user)
    toast(request, _("The consent is withdrawn."))
    return redirect("customers:contact", found.pk, consent.contact_id)

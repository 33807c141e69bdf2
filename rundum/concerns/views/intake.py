"""Taking in what a customer needs: first who it is, then what it is about."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast, wants_part
from rundum.concerns.actions.beginning import begin_concern
from rundum.concerns.addresses import concern_address, taking_on_address
from rundum.concerns.filters import id_in
from rundum.concerns.forms.intake import SALE_FIELDS, IntakeForm
from rundum.concerns.queries.intake import callers, known_concerns
from rundum.customers.queries.seen import visible_customer
from rundum.teams.frame import speak_on_the_clock_of


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def intake(request: SignedInRequest) -> HttpResponse:
    """Without `customer` in the address the search for one, with it the form; refused input answers 422.

    Presets come in the address too: contact, channel, title.
    """
    chosen = id_in(request.GET.get("customer", ""))
    if chosen is None:
        return _searching(request)
    customer = visible_customer(request.user, chosen)
    if customer is None:
        raise Http404
    speak_on_the_clock_of(customer.team)
    if customer.team is None:
        return render(request, "concerns/intake_no_team.html", {"customer": customer})
    preset = {name: request.GET[name] for name in ("contact", "channel", "title", "process") if name in request.GET}
    form = IntakeForm(request.POST or None, initial=preset, customer=customer, reader=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            concern = begin_concern(customer, intake=form.intake(), by=request.user)
            toast(request, _("Concern %(number)s is taken in.") % {"number": concern.number})
            return redirect(concern_address(customer.pk, concern.pk))
    context = {
        "customer": customer,
        "form": form,
        "sale_fields": [form[name] for name in SALE_FIELDS],
        "sales": [process.pk for process in form.processes if process.is_sale],
        "known": known_concerns(customer, request.user),
        "inside": form.inside,
    }
    return render(request, "concerns/intake.html", context, status=422 if form.errors else 200)


def _searching(request: SignedInRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    context = {
        "text": text,
        "callers": callers(request.user, text),
        "taking_on": taking_on_address(text, back=request.path),
    }
    part = "concerns/intake_search.html#found" if wants_part(request) else "concerns/intake_search.html"
    return render(request, part, context)

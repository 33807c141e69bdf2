"""The phone note: one short form while the customer is speaking."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import now
from rundum.base.forms import refusals_shown_in
from rundum.base.reading import ask
from rundum.base.replies import toast, wants_part
from rundum.concerns.actions.calling import note_call
from rundum.concerns.addresses import concern_address, taking_on_address
from rundum.concerns.filters import id_in
from rundum.concerns.forms.phone import PhoneNoteForm
from rundum.concerns.models import Concern
from rundum.concerns.process_policy import processes_in_use
from rundum.concerns.queries.due_choices import due_choices
from rundum.concerns.queries.intake import Caller, callers, open_concerns, with_their_people
from rundum.concerns.views.answering import undo_of
from rundum.customers.models import Contact, Customer
from rundum.customers.queries.seen import visible_customer
from rundum.teams.frame import speak_on_the_clock_of
from rundum.teams.policy import is_member
from rundum.teams.queries.calendars import working_calendar_of


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def phone_note(request: SignedInRequest) -> HttpResponse:
    """The form. While one types who calls, htmx asks for its part with who they may be and what it may be about.

    `customer` and `contact` in the address name the caller beforehand.
    """
    asked = request.POST if request.method == "POST" else request.GET
    found = _found(request, asked)
    chosen = _chosen(asked, found)
    customer = chosen.customer if chosen else None
    speak_on_the_clock_of(customer.team if customer else None)
    inside = customer is not None and is_member(request.user, customer.team_id)
    processes = processes_in_use(customer.team_id if customer else None)
    form = PhoneNoteForm(
        request.POST or None,
        initial={"who": asked.get("who", "") or (customer.name if customer else "")},
        callers=found,
        concerns=open_concerns(customer, request.user) if customer else [],
        processes=ask(processes).of(processes) if customer and customer.team_id else [],
        inside=inside,
    )
    if form.is_valid() and customer is not None:
        with refusals_shown_in(form):
            concern = note_call(customer, call=form.call(), by=request.user)
            _tell(request, concern, is_new=form.cleaned_data["onto"].startswith("process-"))
            return redirect(concern_address(customer.pk, concern.pk))
    context = {
        "form": form,
        "oob": wants_part(request),
        "found": found,
        "chosen": chosen,
        "customer": customer,
        "inside": inside,
        "onto": asked.get("onto", ""),
        "who": asked.get("who", ""),
        "taking_on": taking_on_address(asked.get("who", ""), back=request.path),
        "due_choices": _times(customer) if inside else [],
    }
    part = "concerns/phone_note.html#answer" if wants_part(request) else "concerns/phone_note.html"
    return render(request, part, context, status=422 if form.errors else 200)


def _found(request: SignedInRequest, asked: QueryDict) -> list[Caller]:
    """Who may call, by what was typed; the one named in the address, or chosen before, stays among them."""
    found = with_their_people(callers(request.user, asked.get("who", "")))
    customer, contact = _named(asked)
    if customer is None or any(caller.key == f"{customer}-{contact or 0}" for caller in found):
        return found
    named = visible_customer(request.user, customer)
    if named is None:
        return found
    if asked.get("who", "") and "caller" in asked and request.method != "POST":
        return found  # another name is being typed: who was chosen before is no longer meant
    person = Contact.objects.filter(customer=named, pk=contact, left_on=None).first() if contact else None
    there = with_their_people([Caller(named)])
    return there if person is None else [Caller(named, person), *(one for one in there if one.contact != person)]


def _named(asked: QueryDict) -> tuple[int | None, int | None]:
    if "caller" in asked:
        customer, _dash, contact = asked.get("caller", "").partition("-")
        return id_in(customer), id_in(contact)
    return id_in(asked.get("customer", "")), id_in(asked.get("contact", ""))


def _chosen(asked: QueryDict, found: Sequence[Caller]) -> Caller | None:
    """Who was chosen, or is the only one it can be."""
    customer, contact = _named(asked)
    chosen = next((caller for caller in found if caller.key == f"{customer}-{contact or 0}"), None)
    if chosen is None and len({caller.customer.pk for caller in found}) == 1:
        people = [caller for caller in found if caller.contact]
        chosen = people[0] if len(people) == 1 else found[-1]
    return chosen


def _times(customer: Customer | None) -> list[datetime]:
    if customer is None or customer.team is None:
        return []
    return due_choices(working_calendar_of(customer.team), now())


def _tell(request: SignedInRequest, concern: Concern, *, is_new: bool) -> None:
    if is_new:
        toast(request, _("Concern %(number)s is taken in.") % {"number": concern.number})
    else:
        toast(request, _("The call is written down."), undo_of(concern, request.user))

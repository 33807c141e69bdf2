"""Notes about a customer and talks with its people that belong to no single concern."""

from collections.abc import Sequence
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.customers.actions.acting import tell_those_named, write_down
from rundum.customers.models import Contact, Customer
from rundum.timeline.actions import attach_files
from rundum.timeline.files import StoredFile
from rundum.timeline.models import Entry


class Talk(StrEnum):
    """The ways in which customer and colleague speak to each other."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    LETTER = "letter"


VERBS = {
    Talk.CALL: "customers.called",
    Talk.MEETING: "customers.met",
    Talk.VISIT: "customers.visited",
    Talk.EMAIL: "customers.emailed",
    Talk.LETTER: "customers.written",
}


@transaction.atomic
def write_customer_note(customer: Customer, *, text: str, by: User, files: Sequence[StoredFile] = ()) -> Entry:
    """A note for colleagues, in Markdown. Every colleague may write one; whoever is named with @ is told so.

    Raises Refused("note_empty").
    """
    if not text.strip():
        raise Refused("note_empty", _("Write the note first."))
    entry = write_down("customers.noted", customer, by=by, text=text.strip())
    attach_files(entry, files)
    tell_those_named(entry, customer)
    return entry


@transaction.atomic
def record_customer_talk(
    customer: Customer,
    *,
    kind: Talk | str,
    contact: Contact,
    by: User,
    text: str = "",
    voice: str = "",
    files: Sequence[StoredFile] = (),
) -> Entry:
    """What was said between `contact` and `by`: two-way contact. voice: the customer's own words.

    Every colleague may write it down: sponsors and the board meet customers too, and the team is to know.
    """
    if contact.customer_id != customer.pk:
        raise ValueError("the contact belongs to another customer")
    entry = write_down(
        VERBS[Talk(kind)],
        customer,
        by=by,
        contact=contact,
        two_way=True,
        text=text.strip(),
        voice=voice.strip(),
        data={"contact": contact.name},
    )
    attach_files(entry, files)
    return entry

"""Finding who calls, and what is known of them already."""

from dataclasses import dataclass

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.concerns.models import Concern
from rundum.customers.models import Contact, ContactPhone, Customer
from rundum.customers.particulars import e164
from rundum.customers.queries.lists import named_like
from rundum.teams.models import Organisation

FOUND = 8
KNOWN = 5
DIGITS = 5  # fewer are a customer's number rather than a phone's


@dataclass(frozen=True)
class Caller:
    """A customer that was looked for; contact: the person whose phone number it was."""

    customer: Customer
    contact: Contact | None = None


def callers(user: User, text: str) -> list[Caller]:
    """Who may be meant: by phone number, by the customer's name or number. At most two queries, and the country's."""
    text = text.strip()
    if not text:
        return []
    if sum(letter.isdigit() for letter in text) >= DIGITS and not any(letter.isalpha() for letter in text):
        found = _by_phone(user, text)
        if found:
            return found
    customers = Customer.objects.visible_to(user).filter(named_like(text)).select_related("team")
    return [Caller(customer) for customer in customers.order_by("sort_name", "id")[:FOUND]]


def _by_phone(user: User, text: str) -> list[Caller]:
    organisation = Organisation.objects.first()
    try:
        number = e164(text, organisation.country if organisation else "")
    except Refused:
        return []
    phones = (
        ContactPhone.objects.filter(number=number, customer__in=Customer.objects.visible_to(user))
        .select_related("contact", "customer__team")
        .order_by("pk")
    )
    return [Caller(phone.customer, phone.contact) for phone in phones[:FOUND]]


def known_concerns(customer: Customer, user: User) -> list[Concern]:
    """The customer's newest concerns: what it is about may be known already."""
    concerns = Concern.objects.visible_to(user).filter(customer=customer).select_related("process")
    return list(concerns.order_by("-arrived_at", "-id")[:KNOWN])

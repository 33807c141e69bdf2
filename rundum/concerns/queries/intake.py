"""Finding who calls, and what is known of them already."""

from dataclasses import dataclass

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.calc.names import query_text, trigrams_asked
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

    @property
    def key(self) -> str:
        """Names it in a form: the customer's id and the contact's, 0 for nobody named."""
        return f"{self.customer.pk}-{self.contact.pk if self.contact else 0}"


def callers(user: User, text: str) -> list[Caller]:
    """Who may be meant: by phone number, by the customer's name or number, by the contact's name.

    At most three queries, and the country's.
    """
    text = text.strip()
    if not text:
        return []
    if sum(letter.isdigit() for letter in text) >= DIGITS and not any(letter.isalpha() for letter in text):
        found = _by_phone(user, text)
        if found:
            return found
    customers = Customer.objects.visible_to(user).filter(named_like(text)).select_related("team")
    found = [Caller(customer) for customer in customers.order_by("sort_name", "id")[:FOUND]]
    return found + _by_name(user, text)


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


def _by_name(user: User, text: str) -> list[Caller]:
    """Contacts whose name contains every word, through the trigram index, which has no order of its own."""
    pieces = trigrams_asked(text)
    if not pieces:
        return []
    words = Q()
    for word in query_text(text).split():
        words &= Q(search_name__contains=word)
    has_pieces = RawSQL("rundum_trigrams(customers_contact.search_name) @> %s::text[]", [pieces], BooleanField())
    seen = Contact.objects.filter(words & Q(has_pieces), left_on=None, customer__in=Customer.objects.visible_to(user))
    contacts = sorted(seen.select_related("customer__team")[:FOUND], key=lambda one: (one.last_name, one.pk))
    return [Caller(contact.customer, contact) for contact in contacts]


def with_their_people(found: list[Caller]) -> list[Caller]:
    """The callers, each customer followed by the people there, so that one can say who it is. One query."""
    alone = [caller.customer for caller in found if caller.contact is None]
    known = {caller.contact.pk for caller in found if caller.contact}
    people = Contact.objects.filter(customer__in=alone, left_on=None).exclude(pk__in=known).order_by("last_name", "pk")
    there: dict[int, list[Contact]] = {}
    for contact in people:
        there.setdefault(contact.customer_id, []).append(contact)
    spread = []
    for caller in found:
        if caller.contact is None:
            spread += [Caller(caller.customer, contact) for contact in there.get(caller.customer.pk, [])]
        spread.append(caller)
    return spread


def open_concerns(customer: Customer, user: User) -> list[Concern]:
    """The customer's open concerns that the person sees, the newest first: a call is mostly about one of them."""
    concerns = Concern.objects.visible_to(user).open().filter(customer=customer)
    return list(concerns.select_related("process", "team", "customer").order_by("-arrived_at", "-id")[:FOUND])


def known_concerns(customer: Customer, user: User) -> list[Concern]:
    """The customer's newest concerns: what it is about may be known already."""
    concerns = Concern.objects.visible_to(user).filter(customer=customer).select_related("process")
    return list(concerns.order_by("-arrived_at", "-id")[:KNOWN])

"""Finding who calls, and what is known of them already."""

from dataclasses import dataclass

from rundum.accounts.models import User
from rundum.base.reading import ask
from rundum.concerns.models import Concern
from rundum.customers.models import Contact, Customer
from rundum.customers.queries.finding.questions import search_for
from rundum.teams.models import Organisation

FOUND = 8
KNOWN = 5


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
    """Who may be meant: by phone number or e-mail address, by the customer's name or number, by the contact's name.

    A phone number names its people first. At most four queries, and the country's.
    """
    organisation = Organisation.objects.first()
    search = search_for(text, user, country=organisation.country if organisation else "")
    if search is None:
        return []
    customers, contacts = search.found(ask(*search.questions))
    named = Customer.objects.select_related("team").in_bulk(
        {*(found.id for found in customers), *(found.customer_id for found in contacts)}
    )
    people = Contact.objects.in_bulk([found.id for found in contacts])
    alone = [Caller(named[found.id]) for found in customers if found.id in named]
    speaking = [Caller(named[found.customer_id], people[found.id]) for found in contacts if found.id in people]
    return alone + speaking if search.words else speaking + alone


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
    """The customer's open concerns with its team, the newest first: a call is mostly about one of them."""
    concerns = Concern.objects.visible_to(user).open().filter(customer=customer, team=customer.team_id)
    return list(concerns.select_related("process").order_by("-arrived_at", "-id")[:FOUND])


def known_concerns(customer: Customer, user: User) -> list[Concern]:
    """The customer's newest concerns: what it is about may be known already."""
    concerns = Concern.objects.visible_to(user).filter(customer=customer).select_related("process")
    return list(concerns.order_by("-arrived_at", "-id")[:KNOWN])

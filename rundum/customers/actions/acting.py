"""What every action on a customer begins and ends with."""

from collections.abc import Mapping

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.customers.models import Contact, Customer
from rundum.teams.models import Membership
from rundum.timeline.actions import add_entry, mention_people
from rundum.timeline.models import Entry


def locked(customer: Customer | int) -> Customer:
    """The customer as it stands now, locked until the transaction ends."""
    number = customer if isinstance(customer, int) else customer.pk
    return Customer.objects.select_for_update().get(pk=number)


def write_down(
    verb: str,
    customer: Customer,
    *,
    by: User | None,
    contact: Contact | None = None,
    two_way: bool = False,
    text: str = "",
    voice: str = "",
    data: Mapping[str, object] | None = None,
) -> Entry:
    """The entry of an action on a customer."""
    return add_entry(
        verb,
        by=by,
        customer=customer.pk,
        team=customer.team_id,
        contact=contact.pk if contact else None,
        two_way=two_way,
        text=text,
        voice=voice,
        data=data,
    )


def tell_those_named(entry: Entry, customer: Customer) -> None:
    """Let those know who are named with @ in the entry; about a confidential customer, members of its team alone."""
    members = set(Membership.objects.on(today()).filter(team=customer.team_id).values_list("user", flat=True))
    among = User.objects.filter(pk__in=members) if customer.confidential else User.objects.all()
    mention_people(entry, among=among, nearest=members)

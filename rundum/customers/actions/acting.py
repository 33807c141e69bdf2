"""What every action on a customer begins and ends with."""

from collections.abc import Mapping

from rundum.accounts.models import User
from rundum.customers.models import Contact, Customer
from rundum.timeline.actions import add_entry
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

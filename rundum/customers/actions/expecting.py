"""What a customer expects: written down, confirmed, met or not, and let go."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.customers.actions.acting import locked, write_down
from rundum.customers.models import Contact, Customer, Expectation
from rundum.customers.policy import require_may_decide_for


@transaction.atomic
def add_expectation(
    customer: Customer,
    *,
    text: str,
    source: str,
    by: User | None,
    contact: Contact | None = None,
    met: str = Expectation.Met.UNKNOWN,
) -> Expectation:
    """What the customer expects and how we know. contact: who said so. Counts as confirmed now.

    Raises Refused("expectation_empty"), NotAllowed outside the team.
    """
    customer = locked(customer)
    require_may_decide_for(by, customer)
    if not text.strip():
        raise Refused("expectation_empty", _("Write what the customer expects."))
    if contact is not None and contact.customer_id != customer.pk:
        raise ValueError("the contact belongs to another customer")
    expectation = Expectation.objects.create(
        customer=customer,
        text=text.strip(),
        source=Expectation.Source(source),
        contact=contact,
        met=Expectation.Met(met),
        confirmed_at=now(),
        confirmed_by=by,
        made_at=now(),
    )
    write_down("customers.expectation_added", customer, by=by, contact=contact, data={"expectation": expectation.text})
    return expectation


@transaction.atomic
def confirm_expectation(expectation: Expectation, *, by: User | None, contact: Contact | None = None) -> Expectation:
    """The customer still expects this. contact: who has confirmed it."""
    customer, expectation = _current(expectation, by)
    expectation.confirmed_at = now()
    expectation.confirmed_by = by
    if contact is not None:
        expectation.contact = contact
    expectation.save(update_fields=["confirmed_at", "confirmed_by", "contact"])
    data = {"expectation": expectation.text}
    write_down("customers.expectation_confirmed", customer, by=by, contact=contact, data=data)
    return expectation


@transaction.atomic
def change_met(expectation: Expectation, *, met: str, by: User | None) -> Expectation:
    """Whether we meet it, as we know now."""
    customer, expectation = _current(expectation, by)
    before, expectation.met = expectation.met, Expectation.Met(met)
    if expectation.met != before:
        expectation.save(update_fields=["met"])
        data = {"expectation": expectation.text, "met": expectation.met, "before": before}
        write_down("customers.expectation_changed", customer, by=by, data=data)
    return expectation


@transaction.atomic
def retire_expectation(expectation: Expectation, *, by: User | None) -> Expectation:
    """The customer no longer expects this."""
    customer, expectation = _current(expectation, by)
    expectation.retired_at = now()
    expectation.save(update_fields=["retired_at"])
    write_down("customers.expectation_retired", customer, by=by, data={"expectation": expectation.text})
    return expectation


def _current(expectation: Expectation, by: User | None) -> tuple[Customer, Expectation]:
    customer = locked(expectation.customer_id)
    require_may_decide_for(by, customer)
    expectation = Expectation.objects.get(customer=customer, pk=expectation.pk)
    if expectation.retired_at is not None:
        raise Refused("expectation_retired", _("This expectation has been let go already."))
    return customer, expectation

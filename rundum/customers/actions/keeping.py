"""Taking customers on and keeping what is known about them right."""

from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import EditConflict, Refused
from rundum.calc.names import search_text, sort_key_text
from rundum.customers.actions.acting import locked, write_down
from rundum.customers.actions.numbering import draw_numbers
from rundum.customers.models import Assignment, Customer, ExternalId
from rundum.customers.particulars import NamedParticulars, Particulars, checked, tidy_tags
from rundum.customers.policy import require_may_keep
from rundum.teams.models import Team
from rundum.teams.policy import require_member

CUSTOMERS = "customer"  # the series of numbers
LONGEST_SORT_NAME, LONGEST_SEARCH_NAME = 220, 440  # letters the columns hold


@transaction.atomic
def take_on_customer(
    name: str,
    *,
    by: User | None,
    team: Team | None = None,
    reason: str = "",
    is_example: bool = False,
    **particulars: Unpack[Particulars],
) -> Customer:
    """A new customer with the next number: with `team`, or in the queue "no team yet".

    Any colleague may bring a customer; into a team only its members and, at set-up and import, administrators.
    reason: why this team. Raises NotAllowed, and Refused as `checked` in particulars does.
    """
    if team is not None and by is not None and not by.is_administrator:
        require_member(by, team.pk)
    details = checked({"name": name, **particulars})
    customer = Customer(**details, team=team, team_since=now() if team else None, made_at=now(), is_example=is_example)
    customer.number = draw_numbers(CUSTOMERS)
    make_findable(customer)
    customer.save(force_insert=True)
    if team is not None:
        Assignment.objects.create(customer=customer, team=team, starts_at=now(), reason=reason, by=by)
    write_down("customers.taken_on", customer, by=by, data={"team": team.name if team else ""})
    return customer


def make_findable(customer: Customer) -> None:
    """Write the forms of the name that lists sort by and search looks in; whoever sets the name saves them."""
    whole = f"{customer.name} {customer.name_addition}"
    customer.sort_name = sort_key_text(whole)[:LONGEST_SORT_NAME]
    customer.search_name = search_text(whole)[:LONGEST_SEARCH_NAME]


@transaction.atomic
def edit_customer(
    customer: Customer, *, revision: int, by: User | None, **changes: Unpack[NamedParticulars]
) -> Customer:
    """Change the particulars. revision: the one the editor started from.

    Raises EditConflict when someone else has changed the customer meanwhile, NotAllowed for those who may not keep
    it, and Refused as `checked` in particulars does. Nothing is written down where nothing changes.
    """
    customer = locked(customer)
    require_may_keep(by, customer)
    if "country" not in changes and "vat_id" in changes:
        changes["country"] = customer.country
    tidy = checked(changes)
    before = {field: getattr(customer, field) for field in tidy}
    changed = [field for field, value in tidy.items() if before[field] != value]
    if not changed:
        return customer
    if customer.revision != revision:
        raise EditConflict(customer)
    for field in changed:
        setattr(customer, field, tidy.get(field))
    make_findable(customer)
    customer.revision += 1
    customer.save(update_fields=[*changed, "sort_name", "search_name", "revision"])
    earlier = {field: _plain(before[field]) for field in changed}
    write_down("customers.edited", customer, by=by, data={"before": earlier})
    return customer


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def tag_customer(customer: Customer, *, tags: list[str], by: User | None) -> Customer:
    """Let the customer have exactly these tags."""
    customer = locked(customer)
    require_may_keep(by, customer)
    before, customer.tags = customer.tags, tidy_tags(tags)
    if customer.tags != before:
        customer.save(update_fields=["tags"])
        write_down("customers.tagged", customer, by=by, data={"tags": ", ".join(customer.tags), "before": before})
    return customer


@transaction.atomic
def add_external_id(customer: Customer, *, source: str, value: str, by: User | None) -> ExternalId:
    """What another system calls the customer. Known already: nothing happens.

    Raises Refused("external_id_taken") where that system's number belongs to another customer.
    """
    customer = locked(customer)
    require_may_keep(by, customer)
    known, made = ExternalId.objects.get_or_create(
        source=source.strip(), value=value.strip(), defaults={"customer": customer}
    )
    if known.customer_id != customer.pk:
        raise Refused("external_id_taken", _("This number in that system belongs to another customer."))
    if made:
        write_down("customers.external_id_added", customer, by=by, data={"source": known.source, "value": known.value})
    return known


@transaction.atomic
def remove_external_id(external_id: ExternalId, *, by: User | None) -> None:
    """What another system called the customer holds no longer. Removed already: nothing happens."""
    customer = locked(external_id.customer_id)
    require_may_keep(by, customer)
    removed, _by_model = ExternalId.objects.filter(customer=customer, pk=external_id.pk).delete()
    if removed:
        data = {"source": external_id.source, "value": external_id.value}
        write_down("customers.external_id_removed", customer, by=by, data=data)

"""Taking over customers."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.base.clock import now
from rundum.calc.names import search_text, sort_key_text
from rundum.customers.models import Assignment, Customer, ExternalId
from rundum.exchange.actions.taking import BATCH, Taking
from rundum.exchange.mapping import Mapping
from rundum.exchange.reading import Row, WrongRow, count
from rundum.timeline.models import Entry


def take_over_customers(taking: Taking, rows: list[Row]) -> None:
    """Each row is a customer, with no team until its concerns say which."""
    rows = taking.fresh(rows, "customer")
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            pairs = taking.each(rows[start : start + BATCH], lambda row: (row, _customer(row, taking.mapping)))
            add_customers(taking, [(row["key"], row.digest, customer) for row, customer in pairs])
            taking.keep(len(pairs))


def _customer(row: Row, mapping: Mapping) -> Customer:
    country = row["country"]
    if country and (len(country) != 2 or not country.isupper()):
        raise WrongRow(_("“%(text)s” is not a country code.") % {"text": country})
    return customer_named(
        row.required("name"),
        mapping,
        industry=row["industry"][:100],
        employees=count(row["employees"]),
        country=country,
    )


def customer_named(name: str, mapping: Mapping, **fields: object) -> Customer:
    """A customer not kept yet, with its name in the forms that sort and find it."""
    name = name[:200]
    return Customer(
        name=name,
        sort_name=sort_key_text(name)[:220],
        search_name=search_text(name)[:440],
        language=mapping.language,
        **fields,
    )


def add_customers(taking: Taking, customers: list[tuple[str, str, Customer]]) -> None:
    """Keep customers, each with the key and digest of its row, and write down where they come from."""
    if not customers:
        return
    first = taking.draw_numbers("customer", len(customers))
    for number, (_key, _digest, customer) in enumerate(customers, first):
        customer.number = number
    Customer.objects.bulk_create([customer for _key, _digest, customer in customers])
    source = taking.mapping.source
    ExternalId.objects.bulk_create(
        ExternalId(source=source, value=key, customer=customer) for key, _digest, customer in customers
    )
    Entry.objects.bulk_create(
        Entry(verb="exchange.customer_taken_over", customer_id=customer.pk, by=taking.by, at=now(), data={"key": key})
        for key, _digest, customer in customers
    )
    for key, digest, customer in customers:
        taking.ledger.add("customer", key, customer.pk, customer=customer.pk, digest=digest)


def give_teams(customers: dict[int, Counter[int]], since: dict[int, datetime], *, by: int | None, reason: str) -> None:
    """Assign customers without a team (by id) to the team that has most of their concerns.

    since: when each customer's first concern arrived; the assignment begins then.
    """
    waiting = Customer.objects.select_for_update().filter(pk__in=customers, team=None)
    assignments = []
    for customer in waiting:
        # Of two teams with as many concerns the one with the lower id, so that the same file gives the same teams.
        team, _count = min(customers[customer.pk].items(), key=lambda item: (-item[1], item[0]))
        customer.team_id, customer.team_since = team, since[customer.pk]
        assignments.append(
            Assignment(customer=customer, team_id=team, starts_at=since[customer.pk], reason=reason, by_id=by)
        )
    Customer.objects.bulk_update(waiting, ["team", "team_since"], batch_size=500)
    Assignment.objects.bulk_create(assignments)

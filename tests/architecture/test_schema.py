"""The rules for tables that grow with the customers (STACK.md, 5), so that they can be spread over machines later.

Everything that hangs on a customer says which one: in its row, in its unique keys, in an index.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, Model

from rundum.customers.models import Customer

pytestmark = pytest.mark.django_db

REFERENCE = {
    "customers_externalid": "looked up by what another system says, before the customer is known; stays in one place",
    "exchange_importedrow": "looked up by what the source calls the row, of a team or member too; stays in one place",
}
"""Tables with a customer that are not spread, and why."""

GLOBAL_KEYS: dict[str, str] = {}
"""Unique keys on growing tables that do not start with the customer, and why."""


def models() -> Iterator[type[Model]]:
    """Every table of ours, those between two many-to-many sides included."""
    return (model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("rundum."))


def customer_column(model: type[Model]) -> str | None:
    return next((field.column for field in model._meta.local_fields if field.attname == "customer_id"), None)


def growing() -> list[type[Model]]:
    found = [model for model in models() if customer_column(model) and model._meta.db_table not in REFERENCE]
    assert len(found) > 10, "the test looks for the wrong thing"
    return found


def test_tables_that_are_not_spread_exist():
    tables = {model._meta.db_table for model in models()}
    assert set(REFERENCE) <= tables


def test_every_row_that_hangs_on_a_customer_names_its_customer():
    assert [model for model in growing() if model._meta.get_field("customer_id").null] == []


def test_what_refers_to_a_growing_table_grows_with_it():
    targets = {Customer, *growing()}
    assert [
        f"{model.__name__}.{field.name}"
        for model in models()
        if model is not Customer and model not in targets and model._meta.db_table not in REFERENCE
        for field in model._meta.local_fields
        if field.related_model in targets
    ] == []


def test_no_reference_is_emptied_when_its_target_is_deleted():
    assert [
        f"{model.__name__}.{field.name}"
        for model in models()
        for field in model._meta.local_fields
        if field.is_relation and field.remote_field.on_delete not in {CASCADE, PROTECT, RESTRICT, DO_NOTHING}
    ] == []
    emptied = rows("select conname from pg_constraint where contype = 'f' and confdeltype in ('n', 'd')")
    assert emptied == []


def test_there_is_no_trigger():
    assert rows("select tgname from pg_trigger where not tgisinternal") == []


def test_unique_keys_of_growing_tables_start_with_the_customer():
    found = indexes("i.indisunique and not i.indisprimary")
    wrong = {name for table, name, first in found if first != "customer_id" and table in tables_growing()}
    assert wrong == set(GLOBAL_KEYS)


def test_every_growing_table_has_an_index_by_customer():
    by_customer = {table for table, _name, first in indexes("i.indpred is null") if first == "customer_id"}
    assert tables_growing() - by_customer == set()


def tables_growing() -> set[str]:
    return {model._meta.db_table for model in growing()}


def indexes(which: str) -> list[tuple[str, str, str | None]]:
    """Table, name and first column (None for an expression) of the indexes for which the condition holds."""
    return rows(f"""
        select t.relname, x.relname, a.attname
        from pg_index i
        join pg_class t on t.oid = i.indrelid
        join pg_class x on x.oid = i.indexrelid
        join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where {which}
    """)


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()

"""The steps of filling a database, from migrations to statistics."""

import time
from random import Random

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from bench.calendar import Calendar
from bench.company import found_company
from bench.customers import Customers
from bench.history import History
from bench.loading import connect, without_indexes
from rundum.base.clock import today
from rundum.customers.actions.numbering import draw_numbers
from rundum.teams.models import Organisation

GROWING = ("customers", "concerns", "timeline")
"""The areas whose tables are loaded without their indexes."""


class NotEmpty(Exception):
    """The database holds an organisation already."""


def fill(*, customers: int, concerns: int, entries: int, open_share: float, random: Random) -> None:
    """Write the company into the database of Django's settings. Raises NotEmpty when there is one."""
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", flush=True)

    call_command("migrate", interactive=False, verbosity=0)
    if Organisation.objects.exists():
        raise NotEmpty("There is an organisation in this database already. Take an empty one.")
    company = found_company(customers, random)
    say(f"{company.teams} teams")
    calendar = Calendar(today())
    with without_indexes(_growing_tables()):
        served = Customers(customers, company, calendar, random)
        served.write()
        say(_counts(served.tables))
        history = History(served, calendar, random, concerns=concerns, entries=entries, open_share=open_share)
        history.write()
        say(_counts(history.tables))
    say("indexes and keys")
    _end(customers, concerns)
    with connect() as own:
        own.execute("vacuum analyze")
    say("vacuum and analyze")


def _growing_tables() -> list[str]:
    """Of models that are no processes: those few rows are there already, and others point to them."""
    models = [model for area in GROWING for model in apps.get_app_config(area).get_models()]
    return [model._meta.db_table for model in models]


def _counts(tables: list) -> str:
    return ", ".join(f"{table.count:,} {table.model.__name__}" for table in tables)


def _end(customers: int, concerns: int) -> None:
    """Sequences and series of numbers go on after what was written."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(line)
    draw_numbers("customer", 10_000 + customers)
    draw_numbers("concern", 100_000 + concerns + 1)

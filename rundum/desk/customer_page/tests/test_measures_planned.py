"""What the database goes through for the measures of one customer where it knows little of its tables."""

from typing import Any

import pytest
from django.db import connection

from rundum.base.clock import standing_at
from rundum.measures.queries.of_customer import _question, measures_of, scope_of
from rundum.measures.tests.small_world import LATER, close, take_in
from tests.world import World

pytestmark = pytest.mark.django_db

TABLES = (
    "concerns_concern", "concerns_closure", "concerns_reopening", "concerns_handover", "concerns_promise",
    "concerns_verdict", "concerns_wait", "concerns_steppassage", "concerns_merge", "measures_stay", "timeline_entry",
    "customers_customer",
)  # fmt: skip

MOST = 500
"""Rows for each concern: each week is compared with each, and every act on it is looked at a few times. Joined in an
order of the database's own, it were 10,000 and more, and grew with the square."""


def take_all_tables_for_empty() -> None:
    """As after a large trial import that was rolled back; seqscan off stands for tables too large to be read whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for table in TABLES:
            known = "'schemaname', 'public', 'relname', %s::text, 'relpages', 50::integer, 'reltuples', 0::real"
            cursor.execute(f"SELECT pg_restore_relation_stats({known})", [table])


def visited(plan: dict[str, Any]) -> float:
    """How many rows the nodes of a plan read or compared."""
    removed = sum(plan.get(f"Rows Removed by {name}", 0) for name in ("Filter", "Join Filter", "Index Recheck"))
    here: float = (plan["Actual Rows"] + removed) * plan["Actual Loops"]
    return here + sum(visited(each) for each in plan.get("Plans", ()))


def test_a_customers_concerns_are_gone_through_once_however_old_the_statistics(world: World):
    count = 60
    for at in range(count):
        close(take_in(world, at), 200 + 3 * at, world)
    take_all_tables_for_empty()
    with standing_at(LATER), connection.cursor() as cursor:
        scope = scope_of(world.dairy)
        for measure in measures_of(world.dairy):
            question = _question(measure, scope, world.aylin)
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {question.sql}", question.params)
            rows = visited(cursor.fetchone()[0][0]["Plan"])
            assert rows < MOST * count, measure.key

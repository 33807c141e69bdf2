"""Who could step in for a customer: the one rule, for one customer, for some, and for all a team has (AC11.3)."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, NamedTuple

from rundum.base.clock import now
from rundum.base.reading import Question

KNOWN_DAYS = 120
"""For so many days somebody knows a customer whom they spoke with, or of whom they read what we know."""

KNOWS = """
SELECT customer_id, user_id, bool_or(spoke) AS spoke FROM (
    SELECT customer_id, by_id AS user_id, true AS spoke FROM timeline_entry
    WHERE two_way AND at >= %(known_since)s AND by_id {who} {of}
    UNION ALL
    SELECT customer_id, user_id, false FROM customers_reading
    WHERE at >= %(known_since)s AND user_id {who} {of}
) what GROUP BY customer_id, user_id
"""
"""A row for each customer and person who knows them; spoke: by two-way contact, not by reading alone. who: SQL that
says whose knowledge counts. of: SQL that says which customers are asked about. Needs the parameters of `since`."""

BY_MEMBERS = KNOWS.format(who="= ANY(%(members)s)", of="")
"""Every customer any of these people knows. Through the indexes by person: it costs what they have done lately."""


class Knows(NamedTuple):
    """Somebody knows a customer. spoke: they spoke with each other; otherwise they read what we know."""

    customer_id: int
    user_id: int
    spoke: bool


def since() -> dict[str, Any]:
    """The parameter of KNOWS: what lies before it no longer counts."""
    return {"known_since": now() - timedelta(days=KNOWN_DAYS)}


def knowers_of(customers: Collection[int], members: Collection[int]) -> Question[Knows]:
    """Which of these people know which of these customers."""
    sql = KNOWS.format(who="= ANY(%(members)s)", of="AND customer_id = ANY(%(customers)s)")
    return Question(sql, Knows, since() | {"customers": list(customers), "members": list(members)})

"""The customers of a team that too few could step in for, the most urgent first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from rundum.accounts.models import User
from rundum.base.reading import Question
from rundum.concerns.queries.seen import SEEN as CONCERN_SEEN
from rundum.customers.queries.knowers import BY_MEMBERS, since
from rundum.customers.queries.seen import SEEN, seen_by
from rundum.timeline.queries import EPOCH

PAGE = 50


class Which(StrEnum):
    """Customers nobody here today knows, those known by one person only, those known by nobody."""

    TODAY = "today"
    ONE = "one"
    NOBODY = "nobody"


CONDITIONS = {
    Which.TODAY: "c.id NOT IN (SELECT customer_id FROM known WHERE user_id = ANY(%(here)s))",
    Which.ONE: "c.id IN (SELECT customer_id FROM known GROUP BY customer_id HAVING count(*) = 1)",
    Which.NOBODY: "c.id NOT IN (SELECT customer_id FROM known)",
}

ORDER = "is_open DESC, due_at NULLS LAST, sort_name, id"
THINLY_KNOWN = """
WITH known AS MATERIALIZED ({known}), waiting AS MATERIALIZED (
    SELECT k.customer_id, min(k.due_at) AS due_at
    FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
    WHERE k.team_id = %(team)s AND k.closed_at IS NULL AND {concern_seen}
    GROUP BY k.customer_id
), found AS (
    (SELECT c.id, c.name, c.sort_name, true AS is_open, waiting.due_at
     FROM waiting JOIN customers_customer c ON c.id = waiting.customer_id
     WHERE c.team_id = %(team)s AND {condition} AND {seen} AND {after_open}
     ORDER BY waiting.due_at NULLS LAST, c.sort_name, c.id LIMIT %(limit)s)
    UNION ALL
    (SELECT c.id, c.name, c.sort_name, false, NULL
     FROM customers_customer c
     WHERE c.team_id = %(team)s AND c.id NOT IN (SELECT customer_id FROM waiting)
         AND {condition} AND {seen} AND {after_rest}
     ORDER BY c.sort_name, c.id LIMIT %(limit)s)
)
SELECT found.*, ARRAY(SELECT known.user_id FROM known WHERE known.customer_id = found.id)
FROM found ORDER BY {order} LIMIT %(limit)s
"""
"""Customers with something open first, by the promise due next; of the rest the index by name gives the next page."""


class Row(NamedTuple):
    """A customer too few know. due_at: the promise due next; is_open: whether a concern is open. who: know them."""

    id: int
    name: str
    sort_name: str
    is_open: bool
    due_at: datetime | None
    who: list[int]


@dataclass(frozen=True)
class Place:
    """Where a page ends; written into addresses."""

    is_open: bool
    due_at: datetime | None
    id: int
    sort_name: str

    def __str__(self) -> str:
        due = "" if self.due_at is None else (self.due_at - EPOCH) // timedelta(microseconds=1)
        return f"{self.is_open:d}:{due}:{self.id}:{self.sort_name}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The place an address names, None for anything else."""
        is_open, due, number, sort_name = [*text.split(":", 3), "", "", "", ""][:4]
        try:
            due_at = EPOCH + timedelta(microseconds=int(due)) if due else None
            return cls(bool(int(is_open)), due_at, int(number), sort_name)
        except (ValueError, OverflowError):
            return None


def thinly_known(
    team: int, which: Which, *, members: Collection[int], here: Collection[int], reader: User, after: Place | None
) -> Question[Row]:
    """The customers of the team, as far as the reader sees them, from a place on; one more than a page shows.

    members: whose knowledge counts. here: those of them who are at work today.
    """
    after_open, after_rest = "true", "true"
    values = seen_by(reader) | since() | {"team": team, "members": list(members), "here": list(here), "limit": PAGE + 1}
    if after is not None:
        values |= {"due": after.due_at, "name": after.sort_name, "place": after.id}
        beyond = "(c.sort_name, c.id) > (%(name)s, %(place)s)"
        due = "(COALESCE(waiting.due_at, 'infinity'), c.sort_name, c.id)"
        place = "(COALESCE(%(due)s::timestamptz, 'infinity'), %(name)s, %(place)s)"
        after_open, after_rest = (f"{due} > {place}", "true") if after.is_open else ("false", beyond)
    sql = THINLY_KNOWN.format(
        known=BY_MEMBERS,
        concern_seen=CONCERN_SEEN,
        condition=CONDITIONS[which],
        seen=SEEN,
        after_open=after_open,
        after_rest=after_rest,
        order=ORDER,
    )
    return Question(sql, Row, values)


def end_of(rows: Sequence[Row]) -> tuple[Sequence[Row], Place | None]:
    """The rows a page shows of those found, and where the next one begins."""
    shown = rows[:PAGE]
    if len(rows) <= PAGE:
        return shown, None
    last = shown[-1]
    return shown, Place(last.is_open, last.due_at, last.id, last.sort_name)

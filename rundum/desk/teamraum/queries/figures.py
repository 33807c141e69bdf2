"""The rows each figure of the Teamraum is made of (AC4.4), from the same conditions as the figures themselves.

As with the facts of the measures, part adds up to the figure and whole to what it is out of; a length of time has hours
and whether it has ended.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from rundum.concerns.queries.seen import of_those_seen, seen_by
from rundum.desk.teamraum.queries.clock import CLOSED, HANDED_OVER, RECENT, WAITED, window
from rundum.desk.teamraum.queries.promises import DUE
from rundum.desk.teamraum.queries.week import STILL_DUE
from rundum.measures.queries.behind import Behind, behind


class Figure(StrEnum):
    """A figure of the Teamraum, as it stands in addresses."""

    PROMISES = "promises"
    FIRST_REPLY = "first-reply"
    SOLVED = "solved"
    WAITED = "waited"
    ONE_STOP = "one-stop"
    HANDED_OVER = "handed-over"
    DUE_THIS_WEEK = "due-this-week"
    GOODWILL = "goodwill"  # its rows are money: queries.goodwill


LENGTHS = {Figure.FIRST_REPLY, Figure.SOLVED}
"""Their rows are hours, and the figure is the median of them."""
SUMS = {Figure.WAITED, Figure.HANDED_OVER, Figure.DUE_THIS_WEEK}
"""They add up to a number that is out of nothing."""

NO_CELLS = "cells AS (SELECT 1)"
CONCERN = "k.customer_id, k.id AS concern_id, NULL::bigint AS promise_id"
PROMISE = "p.customer_id, p.concern_id, p.id AS promise_id"
NO_TIME = "NULL::numeric AS hours, NULL::boolean AS ended"


def _length(until: str) -> str:
    hours = f"extract(epoch FROM COALESCE({until}, k.closed_at, %(at)s) - k.arrived_at)::numeric / 3600"
    return f"""
        SELECT {CONCERN}, ({until} IS NOT NULL)::int::numeric AS part, 1::numeric AS whole,
               GREATEST({hours}, 0) AS hours, {until} IS NOT NULL AS ended
        FROM {RECENT} k
    """  # noqa: S608 (put together from our own texts alone)


FACTS: Mapping[Figure, str] = {  # {seen}: the join that leaves out what the reader must not see
    Figure.FIRST_REPLY: _length("k.first_reply_at"),
    Figure.SOLVED: _length("k.closed_at"),
    Figure.WAITED: f"""
        SELECT {CONCERN}, {WAITED}::numeric / 3600 AS part, 1::numeric AS whole, {NO_TIME}
        FROM {RECENT} k WHERE {WAITED} > 0
    """,  # noqa: S608 (put together from our own texts alone)
    Figure.ONE_STOP: f"""
        SELECT {CONCERN}, (k.handed_over = 0)::int::numeric AS part, 1::numeric AS whole, {NO_TIME}
        FROM (SELECT * FROM {CLOSED}) k
    """,  # noqa: S608 (put together from our own texts alone)
    Figure.HANDED_OVER: f"""
        SELECT h.customer_id, h.concern_id, NULL::bigint AS promise_id, 1::numeric AS part, 1::numeric AS whole,
               {NO_TIME}
        FROM (SELECT * FROM {HANDED_OVER}) h
    """,  # noqa: S608 (put together from our own texts alone)
    # Running ones are among the rows, and count for neither number yet.
    Figure.PROMISES: f"""
        SELECT {PROMISE}, (p.kept_at <= p.due_at IS TRUE)::int::numeric AS part,
               (p.kept_at IS NOT NULL OR p.broken_at IS NOT NULL OR p.due_at < %(at)s)::int::numeric AS whole, {NO_TIME}
        FROM concerns_promise p {{seen}} WHERE {DUE}
    """,  # noqa: S608 (put together from our own texts alone)
    Figure.DUE_THIS_WEEK: f"""
        SELECT {PROMISE}, 1::numeric AS part, 1::numeric AS whole, {NO_TIME}
        FROM concerns_promise p {{seen}} WHERE {STILL_DUE}
    """,  # noqa: S608 (put together from our own texts alone)
}


def rows_of_figure(
    figure: Figure,
    team: int,
    at: datetime,
    spans: tuple[datetime, datetime, datetime],
    *,
    reader: int,
    inside: bool,
    after: int = 0,
) -> Behind:
    """The rows of any figure but GOODWILL from the place `after` on; one query.

    spans: the first moment of this month, of the next one and of next Monday. inside: the reader is a member of the
    team. Promises that the reader must not see are left out, as the figure leaves them out; confidential concerns are
    counted and not named.
    """
    first, behind_it, monday = spans
    params = window(team, at) | seen_by(reader) | {"month": first, "first": first, "behind": behind_it, "until": monday}
    facts = FACTS[figure].format(seen=of_those_seen("p", inside=inside))
    of_no_week = f"SELECT r.*, NULL::date AS week FROM ({facts}) r"  # noqa: S608 (put together from our own texts alone)
    return behind(of_no_week, params, after=after, cells=NO_CELLS)

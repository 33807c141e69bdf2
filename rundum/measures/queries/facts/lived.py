"""Concerns by each week they lived through: what was open at its end, and what they waited for in it."""

from collections.abc import Mapping

from rundum.measures.queries.facts.frame import (
    NEAR,
    Counted,
    Family,
    closed_since,
    hours_between,
    merged_since,
    once,
    stay_at,
    week_of,
)


def _of_weeks(name: str, measures: Mapping[str, Counted], *, stay: str, then: str) -> Family:
    """Rows of each week in which a concern was there, from its arrival to its end."""
    last = f"LEAST({week_of('COALESCE(k.closed_at, %(now)s)')}, {week_of('%(last)s')})::timestamp"
    first = f"GREATEST({week_of('k.arrived_at')}, {week_of('%(first)s')})::timestamp"
    return Family(
        name=name,
        source=f"""
            CROSS JOIN LATERAL (
                SELECT g::date AS week, g AT TIME ZONE %(zone)s AS starts,
                       LEAST((g + interval '7 days') AT TIME ZONE %(zone)s, %(now)s::timestamptz) AS as_of
                FROM generate_series({first}, {last}, '7 days') g
            ) w {stay}
        """,  # noqa: S608 (put together from our own texts alone)
        week="w.week",
        # Open concerns and those closed since have each an index of their own.
        ranges=(
            f"{NEAR} AND k.arrived_at < %(last)s AND k.closed_at IS NULL",
            f"{NEAR} AND k.arrived_at < %(last)s AND k.closed_at >= %(first)s",
        ),
        then=then,
        measures=measures,
    )


_OPEN_AT_THE_END = f"k.arrived_at < w.as_of AND {closed_since('w.as_of')} IS NULL AND {merged_since('w.as_of')} IS NULL"

STANDING = _of_weeks(
    "standing",
    {
        "in_progress": Counted(where="once.is_open"),
        "open_age": Counted(part=f"{hours_between('k.arrived_at', 'w.as_of')} / 24", where="once.is_open"),
    },
    stay=stay_at("w.as_of"),
    then=once(is_open=_OPEN_AT_THE_END),
)

# In the team's hands: any time of the week between taking it over and giving it away, while it was not closed.
_HANDS = """
    LEFT JOIN {stays} s
        ON s.concern_id = k.id AND s.since < w.as_of AND s.until > w.starts AND s.since < s.until
"""
_FROM, _UNTIL = "GREATEST(w.starts, COALESCE(s.since, w.starts))", "LEAST(w.as_of, COALESCE(s.until, w.as_of))"
_OPEN_SOME_TIME = f"""
    k.arrived_at < {_UNTIL} AND {merged_since("w.starts")} IS NULL AND ({closed_since("w.starts")} IS NULL OR EXISTS (
        SELECT 1 FROM concerns_reopening o
        WHERE o.customer_id = k.customer_id AND o.concern_id = k.id AND o.at >= w.starts AND o.at < w.as_of
    ))
"""  # noqa: S608 (put together from our own texts alone)
_WAITED = hours_between(f"GREATEST(y.since, {_FROM})", f"LEAST(COALESCE(y.until, {_UNTIL}), {_UNTIL})")
_WAITS = f"""
    LEFT JOIN LATERAL (
        SELECT sum({_WAITED}) AS waiting, sum({_WAITED}) FILTER (WHERE y.waiting_for = 'customer') AS for_customer,
               sum({_WAITED}) FILTER (WHERE y.waiting_for IN ('supplier', 'colleagues')) AS for_others
        FROM concerns_wait y
        WHERE y.customer_id = k.customer_id AND y.concern_id = k.id AND y.since < {_UNTIL}
          AND (y.until IS NULL OR y.until > {_FROM})
    ) waited ON true
"""  # noqa: S608 (put together from our own texts alone)

IN_HAND = _of_weeks(
    "in_hand",
    {
        "waiting": Counted(part="COALESCE(waited.waiting, 0)", where="once.is_open"),
        "waiting_for_customer": Counted(part="COALESCE(waited.for_customer, 0)", where="once.is_open"),
        "waiting_for_others": Counted(part="COALESCE(waited.for_others, 0)", where="once.is_open"),
    },
    stay=_HANDS,
    then=once(is_open=_OPEN_SOME_TIME) + _WAITS,
)

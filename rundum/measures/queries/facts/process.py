"""How concerns are worked on: replies, waits, touches, hand-overs, what is open at a week's end."""

from rundum.measures.queries.facts.frame import (
    closed_since,
    facts,
    hours_between,
    merged_since,
    of_arrivals,
    of_closings,
    stay_at,
    week_of,
)

REPLIED = "k.first_reply_at < c.followed"
# Closed without a reply: nobody can answer it any more; the case is known up to then.
UNANSWERED_UNTIL = f"LEAST(c.followed, {closed_since('c.followed')}, {merged_since('c.followed')})"

FIRST_REPLY = of_arrivals(
    f"({REPLIED} IS TRUE)::int",
    hours=f"CASE WHEN {REPLIED} THEN {hours_between('k.arrived_at', 'k.first_reply_at')}"
    f" ELSE {hours_between('k.arrived_at', UNANSWERED_UNTIL)} END",
    ended=f"{REPLIED} IS TRUE",
)

# The entries are asked and not the promises: a promise may go on in another concern, what was promised when stays.
PROMISED_IN_TIME = of_arrivals(
    """EXISTS (
        SELECT 1 FROM timeline_entry e
        WHERE e.customer_id = k.customer_id AND e.concern_id = k.id AND e.verb = 'concerns.promised'
          AND e.at >= k.arrived_at AND e.at <= k.arrived_at + interval '24 hours' AND NOT EXISTS (
            SELECT 1 FROM timeline_entry u
            WHERE u.customer_id = e.customer_id AND u.concern_id = e.concern_id AND u.at >= e.at
              AND u.verb = 'concerns.undone' AND u.data->'entry' = to_jsonb(e.id)
          )
    )::int"""
)

# An act and its undoing leave two entries and count for nothing.
TOUCHES = of_closings(
    """(SELECT count(*) FILTER (WHERE e.verb <> 'concerns.undone') - count(*) FILTER (WHERE e.verb = 'concerns.undone')
        FROM timeline_entry e
        WHERE e.customer_id = k.customer_id AND e.concern_id = k.id AND e.by_id IS NOT NULL AND e.at <= x.at)"""
)

HANDOVERS = f"""
    SELECT c.team_id, c.week, k.process_id, k.customer_id, k.id AS concern_id, NULL::bigint AS promise_id,
           1::numeric AS part, 1::numeric AS whole, NULL::numeric AS hours, NULL::boolean AS ended
    FROM concerns_handover x JOIN concerns_concern k ON k.customer_id = x.customer_id AND k.id = x.concern_id
    JOIN cells c ON c.team_id = x.from_team_id AND c.week = {week_of("x.at")}
    WHERE x.at >= %(first)s AND x.at < %(last)s AND k.team_id = ANY(%(near)s) {{only}}
"""  # noqa: S608 (put together from our own texts alone)


def _of_weeks(closed: str, *, part: str, where: str, stay: str, source: str = "") -> str:
    """Facts of each week in which a concern was there, from its arrival to its end."""
    last = f"LEAST({week_of('COALESCE(k.closed_at, %(now)s)')}, {week_of('%(last)s')})"
    each_week = f"generate_series(GREATEST({week_of('k.arrived_at')}, {week_of('%(first)s')}), {last}, '7 days')"
    return facts(
        week="lived.week",
        source=f"""
            concerns_concern k CROSS JOIN LATERAL (SELECT g::date AS week FROM {each_week} g) lived
            JOIN spans w ON w.week = lived.week {stay} {source}
        """,  # noqa: S608 (put together from our own texts alone)
        where=f"k.arrived_at < %(last)s AND {closed} AND {where}",
        part=part,
    )


def _in_both(part: str, where: str, stay: str, source: str = "") -> str:
    # Two SELECTs, as open concerns and those closed since have each an index of their own.
    return " UNION ALL ".join(
        _of_weeks(closed, part=part, where=where, stay=stay, source=source)
        for closed in ("k.closed_at IS NULL", "k.closed_at >= %(first)s")
    )


_OPEN_AT_THE_END = f"k.arrived_at < w.as_of AND {closed_since('w.as_of')} IS NULL AND {merged_since('w.as_of')} IS NULL"

IN_PROGRESS = _in_both("1", _OPEN_AT_THE_END, stay_at("w.as_of"))
OPEN_AGE = _in_both(f"{hours_between('k.arrived_at', 'w.as_of')} / 24", _OPEN_AT_THE_END, stay_at("w.as_of"))

# In the team's hands: any time of the week between taking it over and giving it away, while it was not closed.
_HANDS = (
    "LEFT JOIN measures_stay s ON s.customer_id = k.customer_id AND s.concern_id = k.id"
    " AND s.since < w.as_of AND s.until > w.starts AND s.since < s.until"
)
_FROM, _UNTIL = "GREATEST(w.starts, COALESCE(s.since, w.starts))", "LEAST(w.as_of, COALESCE(s.until, w.as_of))"
_OPEN_SOME_TIME = f"""
    k.arrived_at < {_UNTIL} AND {merged_since("w.starts")} IS NULL AND ({closed_since("w.starts")} IS NULL OR EXISTS (
        SELECT 1 FROM concerns_reopening o
        WHERE o.customer_id = k.customer_id AND o.concern_id = k.id AND o.at >= w.starts AND o.at < w.as_of
    ))
"""  # noqa: S608 (put together from our own texts alone)


def _waiting(whom: str) -> str:
    return _in_both(
        f"""COALESCE((
            SELECT sum({hours_between(f"GREATEST(y.since, {_FROM})", f"LEAST(COALESCE(y.until, {_UNTIL}), {_UNTIL})")})
            FROM concerns_wait y
            WHERE y.customer_id = k.customer_id AND y.concern_id = k.id {whom}
              AND y.since < {_UNTIL} AND (y.until IS NULL OR y.until > {_FROM})
        ), 0)""",  # noqa: S608 (put together from our own texts alone)
        _OPEN_SOME_TIME,
        _HANDS,
    )


PROCESS = {
    "first_reply": FIRST_REPLY,
    "waiting": _waiting(""),
    "waiting_for_customer": _waiting("AND y.waiting_for = 'customer'"),
    "waiting_for_others": _waiting("AND y.waiting_for IN ('supplier', 'colleagues')"),
    "touches": TOUCHES,
    "handovers": HANDOVERS,
    "in_progress": IN_PROGRESS,
    "open_age": OPEN_AGE,
    "promised_in_time": PROMISED_IN_TIME,
}

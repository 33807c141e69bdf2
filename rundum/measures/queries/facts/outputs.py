"""What comes out: concerns closed, come back, handed over on the way; promises kept; how long it took."""

from rundum.measures.queries.facts.frame import (
    closed_since,
    facts,
    hours_between,
    merged_since,
    of_arrivals,
    of_closings,
    of_reopenings,
    stay_at,
    week_of,
)

FINISHED = of_closings("1")

CAME_BACK_BEFORE = """k.reopened > 0 AND EXISTS (
    SELECT 1 FROM concerns_reopening r WHERE r.customer_id = k.customer_id AND r.concern_id = k.id AND r.at <= x.at
)"""
FIRST_TIME_SOLVED = of_closings(
    f"(NOT ({CAME_BACK_BEFORE}))::int", where="AND x.outcome IN ('served', 'partly', 'won')"
)

REOPENED = of_closings("0") + " UNION ALL " + of_reopenings("1", whole="0")

WAS_HANDED_OVER = """k.handed_over > 0 AND EXISTS (
    SELECT 1 FROM concerns_handover h WHERE h.customer_id = k.customer_id AND h.concern_id = k.id AND h.at <= x.at
)"""
ONE_STOP = of_closings(f"(NOT ({WAS_HANDED_OVER}))::int")

# A promise can only be kept in time, and neither moves nor is withdrawn once its time is over (actions/promising.py).
ENDED = "LEAST(COALESCE(x.kept_at, x.broken_at, x.due_at), x.due_at)"
PROMISES_KEPT = facts(
    week=week_of("x.due_at"),
    source=f"""
        concerns_promise x JOIN concerns_concern k ON k.customer_id = x.customer_id AND k.id = x.concern_id
        {stay_at(ENDED)}
    """,
    where="""x.team_id = ANY(%(near)s) AND x.due_at >= %(first)s AND x.due_at < %(last)s AND x.withdrawn_at IS NULL
        AND (x.due_at < c.as_of OR x.kept_at < c.as_of OR x.broken_at < c.as_of)""",
    part="(x.kept_at <= x.due_at IS TRUE)::int",
    promise="x.id",
)

# What became part of another concern is not solved with it; it is known until then.
CLOSED, MERGED = f"({closed_since('c.followed')})", merged_since("c.followed")
SOLVED = f"({CLOSED} IS NOT NULL AND {MERGED} IS NULL)"
TIME_TO_RESOLUTION = of_arrivals(
    f"{SOLVED}::int",
    hours=hours_between("k.arrived_at", f"LEAST(c.followed, {CLOSED}, {MERGED})"),
    ended=SOLVED,
)

OUTPUTS = {
    "finished": FINISHED,
    "first_time_solved": FIRST_TIME_SOLVED,
    "reopened": REOPENED,
    "promises_kept": PROMISES_KEPT,
    "one_stop": ONE_STOP,
    "time_to_resolution": TIME_TO_RESOLUTION,
}

"""Concerns by the week they arrived in: how many, how soon answered, promised and settled."""

from rundum.measures.queries.facts.frame import (
    NEAR,
    Counted,
    Family,
    closed_since,
    followed,
    hours_between,
    merged_since,
    once,
    stay_at,
    week_of,
)

REPLIED = f"k.first_reply_at < {followed('first_reply')}"
# Closed without a reply: nobody can answer it any more; the case is known up to then.
UNANSWERED_UNTIL = (
    f"LEAST({followed('first_reply')}, {closed_since(followed('first_reply'))},"
    f" {merged_since(followed('first_reply'))})"
)

# The entries are asked and not the promises: a promise may go on in another concern, what was promised when stays.
PROMISED_IN_TIME = """EXISTS (
    SELECT 1 FROM timeline_entry e
    WHERE e.customer_id = k.customer_id AND e.concern_id = k.id AND e.verb = 'concerns.promised'
      AND e.at >= k.arrived_at AND e.at <= k.arrived_at + interval '24 hours' AND NOT EXISTS (
        SELECT 1 FROM timeline_entry u
        WHERE u.customer_id = e.customer_id AND u.concern_id = e.concern_id AND u.at >= e.at
          AND u.verb = 'concerns.undone' AND u.data->'entry' = to_jsonb(e.id)
      )
)::int"""

# What became part of another concern is not solved with it; it is known until then.
SOLVED = "(once.closed IS NOT NULL AND once.merged IS NULL)"

ARRIVALS = Family(
    name="arrivals",
    source=stay_at("k.arrived_at"),
    week=week_of("k.arrived_at"),
    ranges=(f"{NEAR} AND k.arrived_at >= %(first)s AND k.arrived_at < %(last)s",),
    then=once(closed=closed_since(followed("time_to_resolution")), merged=merged_since(followed("time_to_resolution"))),
    measures={
        "received": Counted(),
        "first_reply": Counted(
            part=f"({REPLIED} IS TRUE)::int",
            hours=f"CASE WHEN {REPLIED} THEN {hours_between('k.arrived_at', 'k.first_reply_at')}"
            f" ELSE {hours_between('k.arrived_at', UNANSWERED_UNTIL)} END",
            ended=f"{REPLIED} IS TRUE",
        ),
        "promised_in_time": Counted(part=PROMISED_IN_TIME),
        "time_to_resolution": Counted(
            part=f"{SOLVED}::int",
            hours=hours_between("k.arrived_at", f"LEAST({followed('time_to_resolution')}, once.closed, once.merged)"),
            ended=SOLVED,
        ),
    },
)

"""What comes in."""

from rundum.measures.queries.facts.frame import facts, of_arrivals, stay_at, week_of

RECEIVED = of_arrivals()

# The first time it left a step of that part; a concern sent back to it later is not asked again.
COMPLETE_AT_FIRST = facts(
    week=week_of("x.left_at"),
    source=f"""
        concerns_steppassage x JOIN concerns_step p ON p.id = x.step_id AND p.phase = 'understand'
        JOIN concerns_concern k ON k.customer_id = x.customer_id AND k.id = x.concern_id {stay_at("x.left_at")}
    """,
    where="""x.left_at >= %(first)s AND x.left_at < %(last)s AND NOT EXISTS (
        SELECT 1 FROM concerns_steppassage b JOIN concerns_step q ON q.id = b.step_id AND q.phase = 'understand'
        WHERE b.customer_id = x.customer_id AND b.concern_id = x.concern_id
          AND (b.left_at < x.left_at OR (b.left_at = x.left_at AND b.id < x.id))
    )""",
    part="""(NOT EXISTS (
        SELECT 1 FROM concerns_wait y
        WHERE y.customer_id = k.customer_id AND y.concern_id = k.id AND y.waiting_for = 'customer'
          AND y.since < x.left_at
    ))::int""",
)

INPUTS = {"received": RECEIVED, "complete_at_first": COMPLETE_AT_FIRST}

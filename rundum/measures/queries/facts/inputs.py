"""What comes in, beside the arrivals themselves."""

from rundum.measures.queries.facts.frame import NEAR_IF_FEW, Counted, Family, of_each, once, stay_at, week_of

# The first time it left a step of that part; a concern sent back to it later is not asked again.
UNDERSTOOD = Family(
    name="understood",
    about="concerns_steppassage",
    source=f"""
        JOIN concerns_step p ON p.id = x.step_id AND p.phase = 'understand'
        {stay_at("x.left_at")}
    """,
    week=week_of("x.left_at"),
    ranges=(f"x.left_at >= %(first)s AND x.left_at < %(last)s AND {NEAR_IF_FEW}",),
    then=once(
        is_first=f"""NOT EXISTS (
            SELECT 1 FROM {of_each("concerns_steppassage")} b
            WHERE (SELECT q.phase FROM concerns_step q WHERE q.id = b.step_id) = 'understand'
              AND (b.left_at < x.left_at OR (b.left_at = x.left_at AND b.id < x.id))
        )"""  # noqa: S608 (put together from our own texts alone)
    ),
    measures={
        "complete_at_first": Counted(
            part="""(NOT EXISTS (
                SELECT 1 FROM concerns_wait y
                WHERE y.customer_id = k.customer_id AND y.concern_id = k.id AND y.waiting_for = 'customer'
                  AND y.since < x.left_at
            ))::int""",
            where="once.is_first",
        )
    },
)

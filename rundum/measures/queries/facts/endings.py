"""How concerns end and come back: closings, reopenings, verdicts; and how they were worked on until then."""

from rundum.measures.queries.facts.frame import NEAR_IF_FEW, Counted, Family, of_each, once, stay_at, week_of

CAME_BACK_BEFORE = """k.reopened > 0 AND EXISTS (
    SELECT 1 FROM concerns_reopening r WHERE r.customer_id = k.customer_id AND r.concern_id = k.id AND r.at <= x.at
)"""
WAS_HANDED_OVER = """k.handed_over > 0 AND EXISTS (
    SELECT 1 FROM concerns_handover h WHERE h.customer_id = k.customer_id AND h.concern_id = k.id AND h.at <= x.at
)"""
BROKEN_BEFORE = """EXISTS (
    SELECT 1 FROM concerns_promise p
    WHERE p.customer_id = k.customer_id AND p.concern_id = k.id AND p.broken_at <= x.at
)"""
# An act and its undoing leave two entries and count for nothing.
TOUCHES = f"""(
    SELECT count(*) FILTER (WHERE e.verb <> 'concerns.undone') - count(*) FILTER (WHERE e.verb = 'concerns.undone')
    FROM {of_each("timeline_entry")} e
    WHERE e.by_id IS NOT NULL AND e.at <= x.at
)"""  # noqa: S608 (put together from our own texts alone)
# By one or two people altogether, or begun and ended by the same; null where nobody is known (an import).
SAME_HANDS = f"""(
    SELECT CASE WHEN count(*) > 0 THEN count(DISTINCT e.by_id) <= 2
        OR (array_agg(e.by_id ORDER BY e.at, e.id))[1] = (array_agg(e.by_id ORDER BY e.at DESC, e.id DESC))[1] END
    FROM {of_each("timeline_entry")} e
    WHERE e.by_id IS NOT NULL AND e.at <= x.at
      AND e.verb <> 'concerns.undone' AND NOT EXISTS (
        SELECT 1 FROM timeline_entry u
        WHERE u.customer_id = e.customer_id AND u.concern_id = e.concern_id AND u.at >= e.at
          AND u.verb = 'concerns.undone' AND u.data->'entry' = to_jsonb(e.id)
      )
)"""  # noqa: S608 (put together from our own texts alone)

CLOSINGS_AND_REOPENINGS = """(
    SELECT customer_id, concern_id, at, outcome FROM concerns_closure
    UNION ALL SELECT customer_id, concern_id, at, 'reopened'::varchar FROM concerns_reopening
)"""
CLOSING = "x.outcome NOT IN ('merged', 'reopened')"  # becoming part of another concern is none


_IN_THE_WEEKS = (f"x.at >= %(first)s AND x.at < %(last)s AND {NEAR_IF_FEW}",)

ENDINGS = Family(
    name="endings",
    about=CLOSINGS_AND_REOPENINGS,
    source=stay_at("x.at"),
    week=week_of("x.at"),
    ranges=_IN_THE_WEEKS,
    then=once(same_hands=SAME_HANDS),
    measures={
        "finished": Counted(where=CLOSING),
        "first_time_solved": Counted(
            part=f"(NOT ({CAME_BACK_BEFORE}))::int", where="x.outcome IN ('served', 'partly', 'won')"
        ),
        "reopened": Counted(
            part="(x.outcome = 'reopened')::int", whole="(x.outcome <> 'reopened')::int", where="x.outcome <> 'merged'"
        ),
        "one_stop": Counted(part=f"(NOT ({WAS_HANDED_OVER}))::int", where=CLOSING),
        "touches": Counted(part=TOUCHES, where=CLOSING),
        "same_hands": Counted(part="once.same_hands::int", where=f"({CLOSING} AND once.same_hands IS NOT NULL)"),
        "expectations_met": Counted(
            part=f"(x.outcome IN ('served', 'won') AND NOT {BROKEN_BEFORE})::int",
            where=f"({CLOSING} AND k.expectation_id IS NOT NULL)",
        ),
    },
)

VERDICTS = Family(
    name="verdicts",
    about="concerns_verdict",
    source=stay_at("x.at"),
    week=week_of("x.at"),
    ranges=_IN_THE_WEEKS,
    measures={"verdict": Counted(part="x.solved::int")},
)

HANDOVERS = Family(
    name="handovers",
    about="concerns_handover",
    source="",
    team="x.from_team_id",
    week=week_of("x.at"),
    ranges=_IN_THE_WEEKS,
    measures={"handovers": Counted()},
)

# A promise can only be kept in time, and neither moves nor is withdrawn once its time is over (actions/promising.py).
ENDED = "LEAST(COALESCE(x.kept_at, x.broken_at, x.due_at), x.due_at)"
PROMISES = Family(
    name="promises",
    about="concerns_promise",
    source=stay_at(ENDED),
    week=week_of("x.due_at"),
    ranges=(
        f"x.team_id = ANY(%(near)s) AND {NEAR_IF_FEW} AND x.due_at >= %(first)s AND x.due_at < %(last)s"
        " AND x.withdrawn_at IS NULL",
    ),
    promise="x.id",
    measures={
        "promises_kept": Counted(
            part="(x.kept_at <= x.due_at IS TRUE)::int",
            where="(x.due_at < c.as_of OR x.kept_at < c.as_of OR x.broken_at < c.as_of)",
        )
    },
)

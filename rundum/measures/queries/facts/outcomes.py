"""What it means to the customer."""

from rundum.measures.queries.facts.frame import of_closings, of_verdicts

VERDICT = of_verdicts("x.solved::int")

BROKEN_BEFORE = """EXISTS (
    SELECT 1 FROM concerns_promise p
    WHERE p.customer_id = k.customer_id AND p.concern_id = k.id AND p.broken_at <= x.at
)"""
EXPECTATIONS_MET = of_closings(
    f"(x.outcome IN ('served', 'won') AND NOT {BROKEN_BEFORE})::int", where="AND k.expectation_id IS NOT NULL"
)

OUTCOMES = {"verdict": VERDICT, "expectations_met": EXPECTATIONS_MET}

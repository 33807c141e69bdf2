"""The SQL behind measures that count concerns by a stated filter (stated_filter.py): a built-in count, narrowed.

Whatever the filter asks for is asked as it was at that moment: the tags of a customer when the concern arrived, the
step and the wait when the week ended. So a past week comes out the same whatever happened since.
"""

from rundum.measures.queries.facts import facts_in
from rundum.measures.queries.facts.frame import TEAMS, Reach
from rundum.measures.stated_filter import Counts

COUNTED = {Counts.RECEIVED: "received", Counts.CLOSED: "finished", Counts.OPEN: "in_progress"}

# Tags are changed on their own or with the other particulars; the first change after the arrival tells what was before.
TAGS_AT_ARRIVAL = """COALESCE((
    SELECT CASE e.verb WHEN 'customers.tagged' THEN e.data->'before' ELSE e.data->'before'->'tags' END
    FROM timeline_entry e
    WHERE e.customer_id = k.customer_id AND e.at > k.arrived_at
      AND (e.verb = 'customers.tagged' OR (e.verb = 'customers.edited' AND e.data->'before' ? 'tags'))
    ORDER BY e.at, e.id LIMIT 1
), to_jsonb(x.tags))"""

IN_PHASE = """EXISTS (
    SELECT 1 FROM concerns_steppassage p JOIN concerns_step s ON s.id = p.step_id
    WHERE p.customer_id = k.customer_id AND p.concern_id = k.id AND s.phase = m.filter->>'phase'
      AND p.entered_at < w.as_of AND (p.left_at IS NULL OR p.left_at >= w.as_of)
)"""

WAITED = """EXISTS (
    SELECT 1 FROM concerns_wait y
    WHERE y.customer_id = k.customer_id AND y.concern_id = k.id
      AND y.since < w.as_of AND (y.until IS NULL OR y.until >= w.as_of)
)"""

MATCHES = f"""
    (m.filter->'process' IS NULL OR f.process_id = (m.filter->>'process')::bigint)
    AND (m.filter->'customer' IS NULL OR f.customer_id = (m.filter->>'customer')::bigint)
    AND (m.filter->'tag' IS NULL OR {TAGS_AT_ARRIVAL} ? (m.filter->>'tag'))
    AND (m.filter->'phase' IS NULL OR {IN_PHASE})
    AND (m.filter->'waiting' IS NULL OR {WAITED})
"""


def _stated(counts: Counts, reach: Reach) -> str:
    return f"""
        SELECT f.*, m.id AS measure_id FROM ({facts_in(reach, COUNTED[counts])}) f
        JOIN measures_measure m ON m.team_id = f.team_id AND m.id = ANY(%(measures)s)
         AND m.filter->>'counts' = '{counts}'
        JOIN cells w ON {reach.cell.format(cell="w", team="f.team_id", week="f.week")}
        JOIN concerns_concern k ON k.customer_id = f.customer_id AND k.id = f.concern_id
        JOIN customers_customer x ON x.id = f.customer_id
        WHERE {MATCHES}
    """  # noqa: S608 (put together from our own texts alone)


def stated_facts(counts: Counts | None = None, reach: Reach = TEAMS) -> str:
    """The facts, with the column measure_id, of the measures named by the parameter `measures`, of any teams.

    counts: how those measures count, where it is known; else all ways are asked.
    """
    return " UNION ALL ".join(_stated(each, reach) for each in ([counts] if counts else Counts))

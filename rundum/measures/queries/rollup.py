"""Rolling up: the SQL that makes week values of facts, for many weeks of many teams in one statement a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from rundum.base.clock import now
from rundum.calc.periods import Week, week_bounds
from rundum.concerns.queries.seen import SEEN
from rundum.measures.choices import Data
from rundum.measures.models import Measure
from rundum.measures.queries.facts import Family

_BOUNDED = """
    SELECT u.*, (u.week::timestamp AT TIME ZONE %(zone)s) AS starts,
           LEAST(((u.week + 7)::timestamp AT TIME ZONE %(zone)s), %(now)s::timestamptz) AS as_of
"""

CELLS = f"""
    cells AS MATERIALIZED ({_BOUNDED} FROM unnest(%(teams)s::bigint[], %(weeks)s::date[]) AS u (team_id, week))
"""
"""Cells that are named one by one (see facts/frame.py)."""

MINE = f"""
    cells AS MATERIALIZED ({_BOUNDED} FROM unnest(%(weeks)s::date[]) AS u (week)),
    mine AS MATERIALIZED (
        SELECT k.* FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
        WHERE k.customer_id = %(customer)s AND {SEEN}
    )
"""  # noqa: S608 (put together from our own texts alone)
"""Weeks, and the concerns of one customer that the reader sees (facts/frame.py, CUSTOMER)."""

# The cells of a roll-up lie in a table for its time, so that the database knows how many there are and plans for it.
# Those of which everything is stale are not there again for a single family.
TAKEN = f"""
    CREATE TEMPORARY TABLE measures_cells ON COMMIT DROP AS
    {_BOUNDED} FROM (
        SELECT team_id, week, family FROM measures_staleweek s WHERE s.week >= %(since)s AND (
            s.family = '' OR NOT EXISTS (
                SELECT 1 FROM measures_staleweek e WHERE e.week = s.week AND e.team_id = s.team_id AND e.family = ''
            )
        )
    ) u
"""  # noqa: S608 (put together from our own texts alone)

_CELLS_OF_FAMILY = """
    cells AS NOT MATERIALIZED (SELECT * FROM measures_cells WHERE family IN ('', %(family)s))
"""

NEAR = """
    SELECT team_id FROM measures_cells UNION
    SELECT k.team_id FROM measures_stay s
    JOIN concerns_concern k ON k.customer_id = s.customer_id AND k.id = s.concern_id
    WHERE s.team_id IN (SELECT team_id FROM measures_cells)
"""

COUNTING = """
    SELECT c.team_id, c.week FROM measures_cells c WHERE c.family IN ('', 'stated') AND EXISTS (
        SELECT 1 FROM measures_measure m WHERE m.team_id = c.team_id AND m.source = 'filter' AND m.retired_at IS NULL
    )
"""
"""The cells of teams that count by filters of their own (facts/stated.py)."""

SUMMED = """
    summed AS (
        SELECT team_id, week, process_id, GROUPING(process_id) = 1 AS total, sum(part) AS numerator,
               sum(whole) AS denominator, count(*) AS n, false AS more_than, {value} AS value
        FROM facts GROUP BY GROUPING SETS ((team_id, week), (team_id, week, process_id))
    )
"""
QUOTIENT = "sum(part) / NULLIF(sum(whole), 0)"

# The product-limit estimate, as calc.survival has it (which is what the tests hold against it): of those still known
# to be open at each time, the share that ended then is taken off; the median is where half or less is left.
MEDIAN = """
    each AS (
        SELECT team_id, week, process_id, false AS total, hours, ended FROM facts
        UNION ALL SELECT team_id, week, NULL, true, hours, ended FROM facts
    ), times AS (
        SELECT team_id, week, process_id, total, hours, count(*) AS cases, count(*) FILTER (WHERE ended) AS ends
        FROM each GROUP BY team_id, week, process_id, total, hours
    ), at_risk AS (
        SELECT *, sum(cases) OVER (PARTITION BY team_id, week, process_id, total ORDER BY hours DESC) AS risk FROM times
    ), left_open AS (
        SELECT *, CASE WHEN bool_or(ends = risk) OVER sofar THEN 0
                  ELSE exp(sum(ln(CASE WHEN ends = risk THEN 1 ELSE 1 - ends / risk END)) OVER sofar) END AS share
        FROM at_risk WINDOW sofar AS (PARTITION BY team_id, week, process_id, total ORDER BY hours)
    ), summed AS (
        SELECT team_id, week, process_id, total, sum(ends) AS numerator, sum(cases) AS denominator, sum(cases) AS n,
               COALESCE(min(share) > 0.5 + 1e-9, true) AS more_than,
               COALESCE(min(hours) FILTER (WHERE share <= 0.5 + 1e-9), max(hours)) AS value
        FROM left_open GROUP BY team_id, week, process_id, total
    )
"""


def summed_of(measure: Measure, facts: str, cells: str = CELLS) -> str:
    """The WITH clause (without the word) that ends in `summed`: the figures by team, week and process, and in total."""
    return f"{cells}, facts AS ({facts}), {_summed(measure)}"


def _summed(measure: Measure) -> str:
    if measure.data == Data.DURATION:
        return MEDIAN
    return SUMMED.format(value="sum(part)" if measure.data == Data.COUNT else QUOTIENT)


def gathered(family: Family) -> str:
    """Lays the rows of a family for the weeks that are rolled up into the table measures_rows."""
    return f"CREATE TEMPORARY TABLE measures_rows ON COMMIT DROP AS WITH {_CELLS_OF_FAMILY} {family.wide()}"


def rolled_up(measure: Measure, family: Family) -> str:
    """Makes week values of measure_rows, one for every cell at least, and writes down those that differ from before.

    Charts of which a week that stands has changed are marked stale.
    """
    facts = family.of_wide(str(measure.key), "measures_rows")
    none = "0" if measure.data == Data.COUNT else "NULL"
    return f"""
        WITH {_CELLS_OF_FAMILY}, facts AS ({facts}), {_summed(measure)}, fresh AS (
            SELECT team_id, week, process_id, numerator::numeric(20, 6), denominator::numeric(20, 6),
                   value::numeric(20, 6), more_than, n FROM summed
            UNION ALL
            SELECT team_id, week, NULL, {none}, NULL, {none}, false, 0 FROM cells c
            WHERE NOT EXISTS (SELECT 1 FROM summed a WHERE a.total AND a.team_id = c.team_id AND a.week = c.week)
        ), before AS (
            SELECT v.* FROM cells c JOIN measures_weekvalue v
                ON v.measure_id = %(measure)s AND v.team_id = c.team_id AND v.week = c.week
        ), changed AS MATERIALIZED (
            SELECT COALESCE(f.team_id, b.team_id) AS team_id, COALESCE(f.week, b.week) AS week, b.id,
                   f.team_id IS NULL AS gone, f.process_id, f.numerator, f.denominator, f.value, f.more_than, f.n
            FROM fresh f FULL JOIN before b ON b.team_id = f.team_id AND b.week = f.week
                 AND COALESCE(b.process_id, 0) = COALESCE(f.process_id, 0)
            WHERE (f.numerator, f.denominator, f.value, f.more_than, f.n)
                  IS DISTINCT FROM (b.numerator, b.denominator, b.value, b.more_than, b.n)
        ), deleted AS (
            DELETE FROM measures_weekvalue v USING changed c WHERE c.gone AND v.id = c.id
        ), updated AS (
            UPDATE measures_weekvalue v SET numerator = c.numerator, denominator = c.denominator, value = c.value,
                   more_than = c.more_than, n = c.n, computed_at = %(now)s
            FROM changed c WHERE NOT c.gone AND v.id = c.id
        ), inserted AS (
            INSERT INTO measures_weekvalue
                (measure_id, team_id, process_id, week, numerator, denominator, value, more_than, n, computed_at)
            SELECT %(measure)s, team_id, process_id, week, numerator, denominator, value, more_than, n, %(now)s
            FROM changed WHERE id IS NULL
        )
        INSERT INTO measures_stalechart (team_id, measure_id)
        SELECT DISTINCT team_id, %(measure)s FROM changed WHERE process_id IS NULL AND week < %(stands_before)s
        ON CONFLICT DO NOTHING
    """  # noqa: S608 (put together from our own texts alone)


@dataclass(frozen=True)
class Cells:
    """Weeks of teams that are asked for; teams and weeks (Mondays) stand side by side. near: the teams that may have
    those concerns now."""

    teams: Sequence[int]
    weeks: Sequence[date]
    near: Sequence[int]
    zone: ZoneInfo

    def params(self) -> dict[str, Any]:
        between = bounds(min(self.weeks), max(self.weeks), self.zone)
        return between | {
            "teams": list(self.teams),
            "weeks": list(self.weeks),
            "near": list(self.near),
            "everywhere": False,
        }


def bounds(first: date, last: date, zone: ZoneInfo) -> dict[str, Any]:
    """What facts need to know of their weeks, from one Monday to another."""
    return {
        "zone": zone.key,
        "now": now(),
        "first": week_bounds(Week.of(first), zone).start,
        "last": week_bounds(Week.of(last + timedelta(weeks=1)), zone).start,
    }


def cells_of(teams: Sequence[int], weeks: Sequence[date], zone: ZoneInfo) -> Cells:
    """The cells with the teams to which concerns that were with them have gone; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT k.team_id FROM measures_stay s
            JOIN concerns_concern k ON k.customer_id = s.customer_id AND k.id = s.concern_id
            WHERE s.team_id = ANY(%s)
            """,
            [list(set(teams))],
        )
        near = {team for (team,) in cursor.fetchall()} | set(teams)
    return Cells(teams, weeks, sorted(near), zone)

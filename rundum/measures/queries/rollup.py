"""Rolling up: the SQL that makes week values of facts, for many weeks of many teams in one statement a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from rundum.base.clock import now
from rundum.calc.periods import Week, week_bounds
from rundum.measures.choices import Data
from rundum.measures.models import Measure

CELLS = """
    cells AS MATERIALIZED (
        SELECT team_id, week, (week::timestamp AT TIME ZONE %(zone)s) AS starts,
               ((week + 7)::timestamp AT TIME ZONE %(zone)s) AS ends,
               LEAST(((week + 7)::timestamp AT TIME ZONE %(zone)s), %(now)s::timestamptz) AS as_of,
               LEAST(((week + 7 * (1 + %(follow_up)s::int))::timestamp AT TIME ZONE %(zone)s), %(now)s::timestamptz)
                   AS followed
        FROM unnest(%(teams)s::bigint[], %(weeks)s::date[]) AS u (team_id, week)
    ), spans AS MATERIALIZED (SELECT DISTINCT week, starts, ends, as_of, followed FROM cells)
"""

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


@dataclass(frozen=True)
class Cells:
    """Weeks of teams that are asked for; teams and weeks (Mondays) stand side by side. near: the teams that may have
    those concerns now."""

    teams: Sequence[int]
    weeks: Sequence[date]
    near: Sequence[int]
    zone: ZoneInfo

    def params(self, measure: Measure) -> dict[str, Any]:
        first, last = (
            week_bounds(Week.of(min(self.weeks)), self.zone).start,
            _end(max(self.weeks), self.zone),
        )
        return {
            "teams": list(self.teams),
            "weeks": list(self.weeks),
            "near": list(self.near),
            "zone": self.zone.key,
            "now": now(),
            "first": first,
            "last": last,
            "measure": measure.pk,
            "follow_up": measure.follow_up,
        }


def _end(monday: date, zone: ZoneInfo) -> datetime:
    return week_bounds(Week.of(monday + timedelta(weeks=1)), zone).start


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


def summed_of(measure: Measure, facts: str) -> str:
    """The WITH clause (without the word) that ends in `summed`: the figures by team, week and process, and in total."""
    if measure.data == Data.DURATION:
        summed = MEDIAN
    else:
        summed = SUMMED.format(value="sum(part)" if measure.data == Data.COUNT else QUOTIENT)
    return f"{CELLS}, facts AS ({facts}), {summed}"


def rolled_up(measure: Measure, facts: str) -> str:
    """The INSERT of a measure's week values from its facts ({only} filled in), one row for every cell at least."""
    nothing = (
        ("COALESCE(a.numerator, 0)", "COALESCE(a.value, 0)")
        if measure.data == Data.COUNT
        else ("a.numerator", "a.value")
    )
    return f"""
        INSERT INTO measures_weekvalue
            (measure_id, team_id, process_id, week, numerator, denominator, value, more_than, n, computed_at)
        WITH {summed_of(measure, facts)}
        SELECT %(measure)s, c.team_id, NULL::bigint, c.week, {nothing[0]}, a.denominator, {nothing[1]},
               COALESCE(a.more_than, false), COALESCE(a.n, 0), %(now)s
        FROM cells c LEFT JOIN summed a ON a.total AND a.team_id = c.team_id AND a.week = c.week
        UNION ALL
        SELECT %(measure)s, team_id, process_id, week, numerator, denominator, value, more_than, n, %(now)s
        FROM summed WHERE NOT total
    """  # noqa: S608 (put together from our own texts alone)

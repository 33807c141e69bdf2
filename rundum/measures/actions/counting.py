"""Counting concerns by stated filters, week by week: all own measures of all teams asked for in one statement."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from rundum.measures.models import Measure, Reading, Source, StaleChart, StaleWeek, WeekValue
from rundum.measures.queries.facts.stated import stated_facts
from rundum.measures.queries.rollup import CELLS, cells_of
from rundum.measures.queries.weeks import this_week
from rundum.teams.models import Organisation

COUNTED = f"""
    INSERT INTO measures_weekvalue
        (measure_id, team_id, process_id, week, numerator, denominator, value, more_than, n, computed_at)
    WITH {CELLS}, facts AS ({stated_facts().format(only="")}), summed AS (
        SELECT measure_id, week, process_id, GROUPING(process_id) = 1 AS total, sum(part) AS numerator,
               sum(whole) AS denominator, count(*) AS n
        FROM facts GROUP BY GROUPING SETS ((measure_id, week), (measure_id, week, process_id))
    )
    SELECT m.id, c.team_id, NULL::bigint, c.week, COALESCE(a.numerator, 0), a.denominator, COALESCE(a.numerator, 0),
           false, COALESCE(a.n, 0), %(now)s
    FROM cells c JOIN measures_measure m ON m.team_id = c.team_id AND m.id = ANY(%(measures)s)
    LEFT JOIN summed a ON a.total AND a.measure_id = m.id AND a.week = c.week
    UNION ALL
    SELECT a.measure_id, m.team_id, a.process_id, a.week, a.numerator, a.denominator, a.numerator, false, a.n, %(now)s
    FROM summed a JOIN measures_measure m ON m.id = a.measure_id WHERE NOT a.total
"""  # noqa: S608 (put together from our own texts alone)


def count_by_filters(
    teams: Sequence[int], weeks: Sequence[date], organisation: Organisation, *, only: Measure | None = None
) -> None:
    """Count anew what these teams' own measures count, for these weeks (side by side); nothing where there are none.

    only: count this one alone.

    Call it in the transaction that rolls the weeks up (rolling_up), which holds their lock.
    """
    counted = Measure.objects.in_use().filter(source=Source.FILTER, team__in=set(teams))
    measures = [only] if only else list(counted)
    if not measures:
        return
    having = {measure.team_id for measure in measures}
    cells = [(team, week) for team, week in zip(teams, weeks, strict=True) if team in having]
    asked = cells_of([team for team, _week in cells], [week for _team, week in cells], organisation.zone)
    params = asked.params() | {"measures": [measure.pk for measure in measures]}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM measures_weekvalue v
            USING unnest(%(teams)s::bigint[], %(weeks)s::date[]) AS u (team_id, week)
            WHERE v.team_id = u.team_id AND v.week = u.week AND v.measure_id = ANY(%(measures)s)
            """,
            params,
        )
        cursor.execute(COUNTED, params)
    here = this_week()
    over = {team for team, week in cells if week < here}
    StaleChart.objects.bulk_create(
        (StaleChart(team_id=each.team_id, measure=each) for each in measures if each.team_id in over),
        ignore_conflicts=True,
    )


def count_from_the_start(measure: Measure) -> None:
    """Count a new measure for every week its team has been rolled up for: now, or where a refresh is just at work, by
    the next one.

    Call it in the transaction that defines the measure.
    """
    rolled = WeekValue.objects.filter(team=measure.team_id, measure__key="received", process=None)
    weeks = list(rolled.values_list("week", flat=True))
    if measure.team_id is None:
        raise ValueError("A built-in measure counts by no filter.")
    if weeks and Reading.objects.select_for_update(skip_locked=True).first() is not None:
        count_by_filters([measure.team_id] * len(weeks), weeks, Organisation.objects.get(), only=measure)
    else:
        stale = (StaleWeek(team_id=measure.team_id, week=week, family="stated") for week in weeks)
        StaleWeek.objects.bulk_create(stale, ignore_conflicts=True)

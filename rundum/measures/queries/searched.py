"""The charts of many teams at once, for whoever searches them all: on a Monday each of them has a new week."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from django.db import connection

from rundum.measures.models import LimitChange, Measure
from rundum.measures.queries.charted import Charted, charted
from rundum.measures.queries.weeks import Read, figures_of, this_week

# A chart is one row, its weeks are packed into strings of bytes: three years of a thousand teams are four million
# weeks, and to make a row of Python's numbers of each took longer than to judge them.
CHARTS = """
    SELECT team_id, measure_id, string_agg(int4send(week - DATE '0001-01-01'), ''::bytea ORDER BY week),
           string_agg(float8send(COALESCE(numerator::float8, 'NaN')), ''::bytea ORDER BY week),
           string_agg(float8send(COALESCE(denominator::float8, 'NaN')), ''::bytea ORDER BY week),
           string_agg(float8send(COALESCE(value::float8, 'NaN')), ''::bytea ORDER BY week)
    FROM measures_weekvalue
    WHERE team_id = ANY(%(teams)s) AND measure_id = ANY(%(measures)s) AND process_id IS NULL
    GROUP BY team_id, measure_id
"""


def charts_of_teams(asked: Mapping[int, Sequence[Measure]]) -> Iterator[tuple[int, Charted]]:
    """The charts of measures of teams, given by the team's id, over all processes; two queries, however many there are.

    Without what is there for the eye alone: notes, how many rows a week is made of, whether it is more than its value.
    """
    measures = {measure.pk: measure for some in asked.values() for measure in some}
    wanted = {(team, measure.pk) for team, some in asked.items() for measure in some}
    here = this_week()
    changes: dict[tuple[int, int], list[LimitChange]] = {}
    for change in LimitChange.objects.filter(team__in=asked, measure__in=measures, process=None):
        changes.setdefault((change.team_id, change.measure_id), []).append(change)
    with connection.cursor() as cursor:
        cursor.execute(CHARTS, {"teams": list(asked), "measures": list(measures)})
        found = cursor.fetchall()
    for team, key, weeks, *columns in found:
        if (team, key) in wanted:
            measure = measures[key]
            rows = zip(_mondays(weeks), *map(_numbers, columns), strict=True)
            read = [Read(monday, part, whole, value, False, 0) for monday, part, whole, value in rows]
            yield team, charted(measure, figures_of(measure, read, here), changes.get((team, key), ()))


def _mondays(packed: bytes) -> list[date]:
    return [date.fromordinal(days + 1) for days in np.frombuffer(packed, ">i4").tolist()]


def _numbers(packed: bytes) -> list[float | None]:
    numbers = np.frombuffer(packed, ">f8")
    told = numbers.astype(object)
    told[np.isnan(numbers)] = None
    listed: list[float | None] = told.tolist()
    return listed

"""The charts of many teams at once, for whoever searches them all: on a Monday each of them has a new week."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Q

from rundum.calc.choosing import BASELINE
from rundum.measures.models import KeptBaseline, LimitChange, Measure
from rundum.measures.queries.charted import Charted, charted
from rundum.measures.queries.weeks import Read, figures_of, this_week
from rundum.teams.models import Team

# A chart is one row, its weeks are packed into strings of bytes: three years of a thousand teams are four million
# weeks, and to make a row of Python's numbers of each took longer than to judge them.
PACKED = """
    string_agg(int4send({w}.week - DATE '0001-01-01'), ''::bytea ORDER BY {w}.week),
    string_agg(float8send(COALESCE({v}.numerator::float8, 'NaN')), ''::bytea ORDER BY {w}.week),
    string_agg(float8send(COALESCE({v}.denominator::float8, 'NaN')), ''::bytea ORDER BY {w}.week),
    string_agg(float8send(COALESCE({v}.value::float8, 'NaN')), ''::bytea ORDER BY {w}.week)
"""
CHARTS = f"""
    SELECT w.team_id, w.measure_id, {PACKED.format(w="w", v="w")}
    FROM measures_weekvalue w
    WHERE w.team_id = ANY(%(teams)s) AND w.measure_id = ANY(%(measures)s) AND w.process_id IS NULL
    GROUP BY w.team_id, w.measure_id
"""  # noqa: S608 (put together from our own texts alone)
# Most charts of a process have their baseline, and are not read then; nor are those that cannot have a complete one:
# a Monday would look at a hundred thousand for nothing.
NOT_KEPT = f"""
    SELECT c.team_id, c.measure_id, c.process_id, chart.*
    FROM (
        SELECT worked.team_id, worked.process_id, m.id AS measure_id
        FROM (
            SELECT DISTINCT v.team_id, v.process_id FROM measures_weekvalue v
            WHERE v.week >= %(since)s AND v.team_id = ANY(%(teams)s) AND v.process_id IS NOT NULL
        ) worked CROSS JOIN unnest(%(measures)s::bigint[]) m (id)
    ) c
    CROSS JOIN LATERAL (
        SELECT {PACKED.format(w="w", v="v")}, count(v.value), min(v.value) < max(v.value)
        FROM measures_weekvalue w
        LEFT JOIN measures_weekvalue v ON v.team_id = w.team_id AND v.measure_id = w.measure_id AND v.week = w.week
             AND v.process_id = c.process_id
        WHERE w.team_id = c.team_id AND w.measure_id = c.measure_id AND w.process_id IS NULL
    ) chart (weeks, numerators, denominators, figures, n, varies)
    WHERE n >= %(least)s AND varies AND NOT EXISTS (
        SELECT FROM measures_keptbaseline k
        WHERE k.team_id = c.team_id AND k.measure_id = c.measure_id AND k.process_id = c.process_id
          AND k.replaced_at IS NULL AND k.change_id IS NOT DISTINCT FROM (
              SELECT l.id FROM measures_limitchange l
              WHERE l.team_id = c.team_id AND l.measure_id = c.measure_id AND l.process_id = c.process_id
              ORDER BY l.week DESC LIMIT 1
          )
    )
"""  # noqa: S608 (put together from our own texts alone)
QUARTER = timedelta(weeks=13)

type Asked = Mapping[int, Sequence[Measure]]


def measures_asked(stale: Mapping[int, Collection[int] | None]) -> dict[int, list[Measure]]:
    """Which measures to look at, by team, in one transaction whose teams are locked; two queries.

    stale: the ids of measures of each team; None: all.
    """
    in_use = list(Measure.objects.in_use().filter(Q(team=None) | Q(team__in=stale)).order_by("pk"))
    locked = Team.objects.current().filter(pk__in=stale).order_by("pk").select_for_update(of=("self",))
    return {team.pk: [each for each in in_use if _is_asked(each, team.pk, stale[team.pk])] for team in locked}


def _is_asked(measure: Measure, team: int, asked: Collection[int] | None) -> bool:
    return measure.team_id in (None, team) and (asked is None or measure.pk in asked)


def charts_of_teams(asked: Asked) -> Iterator[tuple[int, Charted]]:
    """The charts of measures of teams, given by the team's id, over all processes; four queries, however many.

    Without what is there for the eye alone: notes, how many rows a week is made of, whether it is more than its value.
    """
    measures = {measure.pk: measure for some in asked.values() for measure in some}
    wanted = {(team, measure.pk) for team, some in asked.items() for measure in some}
    here = this_week()
    set_anew = _SetAnew(asked, measures, within=False)
    with connection.cursor() as cursor:
        cursor.execute(CHARTS, {"teams": list(asked), "measures": list(measures)})
        found = cursor.fetchall()
    for team, key, *packed in found:
        if (team, key) in wanted:
            yield team, set_anew.charted(measures[key], packed, here, team)


def charts_not_kept(asked: Asked) -> Iterator[tuple[int, int, Charted]]:
    """The charts of the processes these teams have worked in of late whose latest limits nothing was kept of, as
    charts_of_teams, with the ids of team and process; four queries."""
    measures = {measure.pk: measure for some in asked.values() for measure in some}
    wanted = {(team, measure.pk) for team, some in asked.items() for measure in some}
    here = this_week()
    set_anew = _SetAnew(asked, measures, within=True)
    params: dict[str, Any] = {"teams": list(asked), "measures": list(measures)}
    params |= {"since": here - QUARTER, "least": BASELINE}
    with connection.cursor() as cursor:
        cursor.execute(NOT_KEPT, params)
        found = cursor.fetchall()
    for team, key, process, *packed, _n, _varies in found:
        if (team, key) in wanted:
            yield team, process, set_anew.charted(measures[key], packed, here, team, process)


class _SetAnew:
    """What members and time have said of the limits of these charts: over all processes, or (within) in each."""

    def __init__(self, teams: Iterable[int], measures: Iterable[int], *, within: bool) -> None:
        self.changes: dict[tuple[int, int, int | None], list[LimitChange]] = {}
        self.kept: dict[tuple[int, int, int | None], list[KeptBaseline]] = {}
        of = {"team__in": teams, "measure__in": measures, "process__isnull": not within}
        for change in LimitChange.objects.filter(**of):
            self.changes.setdefault((change.team_id, change.measure_id, change.process_id), []).append(change)
        for one in KeptBaseline.objects.standing().filter(**of):
            self.kept.setdefault((one.team_id, one.measure_id, one.process_id), []).append(one)

    def charted(
        self, measure: Measure, packed: Sequence[bytes], here: date, team: int, process: int | None = None
    ) -> Charted:
        weeks, *columns = packed
        rows = zip(_mondays(weeks), *map(_numbers, columns), strict=True)
        read = [Read(monday, part, whole, value, False, 0) for monday, part, whole, value in rows]
        chart = team, measure.pk, process
        return charted(
            measure, figures_of(measure, read, here), self.changes.get(chart, ()), kept=self.kept.get(chart, ())
        )


def _mondays(packed: bytes) -> list[date]:
    return [date.fromordinal(days + 1) for days in np.frombuffer(packed, ">i4").tolist()]


def _numbers(packed: bytes) -> list[float | None]:
    numbers = np.frombuffer(packed, ">f8")
    told = numbers.astype(object)
    told[np.isnan(numbers)] = None
    listed: list[float | None] = told.tolist()
    return listed

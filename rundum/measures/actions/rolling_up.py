"""Keeping the week values up to date, set by set: the periodic action of the measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from rundum.base.clock import now
from rundum.measures.actions.counting import count_by_filters
from rundum.measures.actions.detecting import find_signals_of
from rundum.measures.actions.reading import read_on
from rundum.measures.actions.recording import record_this_week
from rundum.measures.actions.setting_up import set_up_measures
from rundum.measures.models import Measure, Reading, Source
from rundum.measures.queries.facts import FACTS
from rundum.measures.queries.rollup import cells_of, rolled_up
from rundum.measures.queries.weeks import this_week
from rundum.teams.models import Organisation

AT_ONCE = 4000
"""Weeks of teams rolled up in one transaction: all teams of a large company in four weeks, or years of a few teams."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh has done: entries read, weeks of teams rolled up."""

    entries: int
    weeks: int

    def __str__(self) -> str:
        return f"{self.entries} entries, {self.weeks} weeks of teams"


def refresh_measures() -> Refreshed:
    """Bring every week value up to date with the entries. It may break off at any moment, may run twice at once and
    does nothing where there is nothing new: what is stale is kept in its own rows until it has been rolled up.

    Runs outside a transaction, as each part of the work is one of its own.
    """
    organisation = Organisation.objects.first()
    if organisation is None:
        return Refreshed(0, 0)
    set_up_measures()
    Reading.objects.get_or_create(only=True)
    with transaction.atomic():
        entries = read_on(organisation)
    record_this_week(organisation)
    weeks, here, changed = 0, this_week(), set[int]()
    while rolled := roll_up_stale(organisation):
        weeks += len(rolled)
        changed |= {team for team, week in rolled if week < here}
    find_signals_of(changed)
    Reading.objects.update(finished_at=now())
    return Refreshed(entries, weeks)


@transaction.atomic
def roll_up_stale(organisation: Organisation) -> list[tuple[int, date]]:
    """Roll up the next stale weeks of teams and say which those were. One at a time: whoever comes second waits."""
    Reading.objects.select_for_update().get()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM measures_staleweek WHERE id IN (
                SELECT id FROM measures_staleweek ORDER BY week DESC, team_id LIMIT %s
            ) RETURNING team_id, week
            """,
            [AT_ONCE],
        )
        stale: list[tuple[int, date]] = cursor.fetchall()
    if stale:
        roll_up([team for team, _week in stale], [week for _team, week in stale], organisation)
    return stale


def roll_up(teams: Sequence[int], weeks: Sequence[date], organisation: Organisation) -> None:
    """Compute every built-in measure anew for these weeks of teams (side by side): one statement a measure."""
    cells = cells_of(teams, weeks, organisation.zone)
    measures = list(Measure.objects.in_use().filter(source=Source.BUILT_IN, key__in=FACTS))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM measures_weekvalue v
            USING unnest(%s::bigint[], %s::date[]) AS u (team_id, week)
            WHERE v.team_id = u.team_id AND v.week = u.week AND v.measure_id = ANY(%s)
            """,
            [list(teams), list(weeks), [measure.pk for measure in measures]],
        )
        for measure in measures:
            facts = FACTS[str(measure.key)].format(only="")
            cursor.execute(rolled_up(measure, facts), cells.params(measure))
    count_by_filters(teams, weeks, organisation)

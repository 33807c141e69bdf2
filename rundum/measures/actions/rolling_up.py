"""Keeping the week values up to date, set by set: the periodic action of the measures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from rundum.base.clock import now
from rundum.calc.periods import Week, local_date
from rundum.measures.actions.counting import count_by_filters
from rundum.measures.actions.detecting import search_stale_charts
from rundum.measures.actions.reading import read_on
from rundum.measures.actions.recording import record_this_week
from rundum.measures.actions.setting_up import set_up_measures
from rundum.measures.models import Measure, Reading, Source, StaleWeek
from rundum.measures.queries.facts import FAMILIES, Family
from rundum.measures.queries.rollup import COUNTING, NEAR, TAKEN, bounds, gathered, rolled_up
from rundum.teams.models import Organisation, Team

AT_ONCE = 15_000
"""Weeks of teams rolled up in one transaction: all teams of a large company in a quarter, or years of a few teams."""
FAR = timedelta(weeks=4)
"""Weeks further apart are rolled up one after the other, as those between would be read in vain."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh has done: entries read, weeks of teams rolled up, charts searched for signals."""

    entries: int
    weeks: int
    charts: int = 0

    def __str__(self) -> str:
        return f"{self.entries} entries, {self.weeks} weeks of teams, {self.charts} charts"


def refresh_measures() -> Refreshed:
    """Bring every week value up to date with the entries. It may break off at any moment, may run twice at once and
    does nothing where there is nothing new: what is stale is kept in its own rows until it has been dealt with.

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
    weeks, charts = 0, 0
    while rolled := roll_up_stale(organisation):
        weeks += rolled
    while searched := search_stale_charts():
        charts += searched
    Reading.objects.update(finished_at=now())
    return Refreshed(entries, weeks, charts)


@transaction.atomic
def roll_up_stale(organisation: Organisation) -> int:
    """Roll up the next stale weeks of teams and say how many. One at a time: whoever comes second waits."""
    Reading.objects.select_for_update().get()
    since = _since()
    if since is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, {"since": since, "zone": organisation.zone_name, "now": now()})
        cursor.execute("CREATE UNIQUE INDEX ON measures_cells (team_id, week, family)")
        cursor.execute("ANALYZE measures_cells")
        cursor.execute("DELETE FROM measures_staleweek WHERE week >= %s", [since])
        cursor.execute("SELECT family, min(week), max(week) FROM measures_cells GROUP BY family")
        spans: dict[str, tuple[date, date]] = {family: (first, last) for family, first, last in cursor.fetchall()}
        cursor.execute(NEAR)
        near = [team for (team,) in cursor.fetchall()]
        everywhere = len(near) > Team.objects.count() / 4
        for family in FAMILIES.values():
            asked = [spans[name] for name in ("", family.name) if name in spans]
            if asked:
                first, last = min(first for first, _last in asked), max(last for _first, last in asked)
                params = bounds(first, last, organisation.zone) | {"near": near, "everywhere": everywhere}
                _roll_up(family, params | {"family": family.name}, organisation)
        cursor.execute(COUNTING)
        counting = cursor.fetchall()
        count_by_filters([team for team, _week in counting], [week for _team, week in counting], organisation)
        cursor.execute("SELECT count(*) FROM (SELECT DISTINCT team_id, week FROM measures_cells) c")
        count: int = cursor.fetchone()[0]
        # Not left to the end of the transaction: tests live in one.
        cursor.execute("DROP TABLE measures_cells")
    return count


def _since() -> date | None:
    """The Monday from which on stale weeks are rolled up next: the latest, as many as can be at once; None: none is."""
    since, total = None, 0
    for row in StaleWeek.objects.values("week").order_by("-week").annotate(count=Count("pk")):
        total += row["count"]
        if since is not None and (total > AT_ONCE or since - row["week"] > FAR):
            break
        since = row["week"]
    return since


def _roll_up(family: Family, params: dict[str, Any], organisation: Organisation) -> None:
    """Compute the measures of a family anew for the cells: its rows in one statement, then one a measure."""
    here = Week.of(local_date(now(), organisation.zone)).monday
    measures = Measure.objects.in_use().filter(source=Source.BUILT_IN, key__in=family.measures)
    with connection.cursor() as cursor:
        cursor.execute(gathered(family), params)
        for measure in measures.order_by("pk"):
            stands_before = here - timedelta(weeks=measure.follow_up)
            cursor.execute(rolled_up(measure, family), params | {"measure": measure.pk, "stands_before": stands_before})
        cursor.execute("DROP TABLE measures_rows")

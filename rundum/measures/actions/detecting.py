"""Asking a team about a signal, once (AC4.7)."""

from collections.abc import Collection, Mapping

from django.db import connection, transaction
from django.db.models import Q

from rundum.base.clock import now
from rundum.calc.measure_chart import Favour, Judged
from rundum.measures.models import Measure, Signal
from rundum.measures.queries.charted import Charted, charted_all
from rundum.teams.models import Team

RECENT = 4
"""A team is asked about what reaches into its latest weeks; older signals are on the chart for who looks."""
FAVOURABLE = {Favour.FAVOURABLE: True, Favour.UNFAVOURABLE: False, Favour.NEITHER: None}


AT_ONCE = 50
"""Teams whose charts are searched in one transaction."""

STALE = """
    DELETE FROM measures_stalechart WHERE team_id IN (
        SELECT DISTINCT team_id FROM measures_stalechart ORDER BY team_id LIMIT %s
    ) RETURNING team_id, measure_id
"""


@transaction.atomic
def search_stale_charts() -> int:
    """Search the charts of the next teams in which a week that stands has changed; says how many charts there were."""
    with connection.cursor() as cursor:
        cursor.execute(STALE, [AT_ONCE])
        stale: list[tuple[int, int]] = cursor.fetchall()
    by_team: dict[int, set[int]] = {}
    for team, measure in stale:
        by_team.setdefault(team, set()).add(measure)
    _find_signals(by_team)
    return len(stale)


@transaction.atomic
def find_signals_of(teams: Collection[int]) -> int:
    """Ask these teams about signals of their measures that nobody has asked about; says how many there were.

    Computing anew does not ask again: a signal that overlaps one of the same rule and side, answered or not, is that
    one, however far it has grown.
    """
    return _find_signals(dict.fromkeys(teams))


def _find_signals(stale: Mapping[int, Collection[int] | None]) -> int:
    """stale: which measures of each team to look at; None: all."""
    found = 0
    in_use = list(Measure.objects.in_use().filter(Q(team=None) | Q(team__in=stale)).order_by("pk"))
    known: dict[tuple[int, int, str, bool | None], list[Signal]] = {}
    for signal in Signal.objects.filter(team__in=stale, process=None):
        known.setdefault((signal.team_id, signal.measure_id, signal.rule, signal.favourable), []).append(signal)
    for team in Team.objects.current().filter(pk__in=stale).order_by("pk").select_for_update(of=("self",)):
        asked = stale[team.pk]
        own = [each for each in in_use if each.team_id in (None, team.pk) and (asked is None or each.pk in asked)]
        for each in charted_all(own, team):
            for judged in each.chart.now.signals:
                if each.weeks_of(judged)[1] >= each.weeks[-RECENT:][0].monday:
                    key = (team.pk, each.measure.pk, str(judged.signal.rule), FAVOURABLE[judged.favour])
                    found += _ask(each, judged, team, known.get(key, []))
    return found


def _ask(charted: Charted, judged: Judged, team: Team, known: list[Signal]) -> int:
    first, last = charted.weeks_of(judged)
    for signal in known:
        if signal.first_week <= last and first <= signal.last_week:
            if signal.last_week < last:
                Signal.objects.filter(pk=signal.pk).update(last_week=last)
            return 0
    _signal, is_new = Signal.objects.get_or_create(
        measure=charted.measure,
        team=team,
        process=None,
        rule=judged.signal.rule,
        first_week=first,
        defaults={"last_week": last, "favourable": FAVOURABLE[judged.favour], "found_at": now()},
    )
    return int(is_new)

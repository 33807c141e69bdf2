"""Asking a team about a signal, once (AC4.7)."""

from collections.abc import Collection

from django.db import transaction

from rundum.base.clock import now
from rundum.calc.measure_chart import Favour, Judged
from rundum.measures.models import Measure, Signal
from rundum.measures.queries.charted import Charted, charted_all
from rundum.teams.models import Team

RECENT = 4
"""A team is asked about what reaches into its latest weeks; older signals are on the chart for who looks."""
FAVOURABLE = {Favour.FAVOURABLE: True, Favour.UNFAVOURABLE: False, Favour.NEITHER: None}


@transaction.atomic
def find_signals_of(teams: Collection[int]) -> int:
    """Ask these teams about signals of their measures that nobody has asked about; says how many there were.

    Computing anew does not ask again: a signal that overlaps one of the same rule and side, answered or not, is that
    one, however far it has grown.
    """
    found = 0
    for team in Team.objects.current().filter(pk__in=teams).order_by("pk").select_for_update(of=("self",)):
        measures = list(Measure.objects.in_use().of_team(team).order_by("pk"))
        known: dict[tuple[int, str, bool | None], list[Signal]] = {}
        for signal in Signal.objects.filter(team=team, process=None):
            known.setdefault((signal.measure_id, signal.rule, signal.favourable), []).append(signal)
        for each in charted_all(measures, team):
            for judged in each.chart.now.signals:
                if judged.signal.end >= len(each.weeks) - RECENT:
                    key = (each.measure.pk, str(judged.signal.rule), FAVOURABLE[judged.favour])
                    found += _ask(each, judged, team, known.get(key, []))
    return found


def _ask(charted: Charted, judged: Judged, team: Team, known: list[Signal]) -> int:
    first, last = (charted.weeks[at].monday for at in (judged.signal.start, judged.signal.end))
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

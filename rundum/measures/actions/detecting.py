"""Asking a team about a signal, once (AC4.7)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import connection, transaction

from rundum.base.clock import now
from rundum.calc.measure_chart import Favour, Judged
from rundum.measures.actions.keeping import keep_baselines
from rundum.measures.models import KeptBaseline, Signal
from rundum.measures.queries.baselines import to_keep
from rundum.measures.queries.charted import Charted
from rundum.measures.queries.searched import charts_of_teams, measures_asked

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
    asked = measures_asked(stale)
    known = _Known(asked)
    complete: list[KeptBaseline] = []
    for team, each in charts_of_teams(asked):
        complete += to_keep(each, team)
        for judged in each.chart.now.signals:
            if each.weeks_of(judged)[1] >= each.weeks[-RECENT:][0].monday:
                known.ask(each, judged, team)
    keep_baselines(complete)
    return known.keep()


class _Known:
    """The signals of some teams, read and written all at once. Whoever uses it has locked the teams."""

    def __init__(self, teams: Iterable[int]) -> None:
        self.alike: dict[tuple[int, int, str, bool | None], list[Signal]] = {}
        self.begun: set[tuple[int, int, str, date]] = set()
        self.new: list[Signal] = []
        self.grown: list[Signal] = []
        for signal in Signal.objects.filter(team__in=teams, process=None):
            self._know(signal)

    def _know(self, signal: Signal) -> None:
        self.alike.setdefault((signal.team_id, signal.measure_id, signal.rule, signal.favourable), []).append(signal)
        self.begun.add((signal.team_id, signal.measure_id, signal.rule, signal.first_week))

    def ask(self, charted: Charted, judged: Judged, team: int) -> None:
        """Ask about a signal, unless it is one that was asked about before."""
        (first, last), rule, favourable = charted.weeks_of(judged), str(judged.signal.rule), FAVOURABLE[judged.favour]
        measure = charted.measure
        for signal in self.alike.get((team, measure.pk, rule, favourable), ()):
            if signal.first_week <= last and first <= signal.last_week:
                if signal.last_week < last:
                    signal.last_week = last
                    self.grown.append(signal)
                return
        if (team, measure.pk, rule, first) not in self.begun:
            signal = Signal(
                measure=measure, team_id=team, rule=rule, first_week=first, last_week=last, favourable=favourable,
                found_at=now(),
            )  # fmt: skip
            self._know(signal)
            self.new.append(signal)

    def keep(self) -> int:
        """Write down what is new and what has grown; says how many are new."""
        Signal.objects.bulk_create(self.new)
        Signal.objects.bulk_update([each for each in self.grown if each.pk], ["last_week"], batch_size=1000)
        return len(self.new)

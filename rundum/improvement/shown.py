"""Goals as pages show them: in the words and pictures of their measures' charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.base.charts import goal_words
from rundum.base.components.marks import verdict
from rundum.calc.goals import GoalCode
from rundum.calc.measure_chart import Favour
from rundum.improvement.models import Goal
from rundum.improvement.queries.goals import Chain
from rundum.measures.choices import Kind
from rundum.measures.models import Measure, Signal
from rundum.measures.queries.charted import Charted, charted_all
from rundum.measures.shown import MEANINGS, ShownMeasure, exactly
from rundum.teams.models import Team

WITH_SIGNAL = {GoalCode.KEPT, GoalCode.REACHED}
"""Only these are more than noise, and only they are coloured."""


@dataclass(frozen=True)
class ShownGoal:
    """One goal with its measure's chart, in which it is the dotted line."""

    goal: Goal
    charted: Charted | None = None

    @property
    def start(self) -> str:
        return exactly(self.goal.measure, self.goal.start)

    @property
    def target(self) -> str:
        return exactly(self.goal.measure, self.goal.target)

    @property
    def shown(self) -> ShownMeasure | None:
        return ShownMeasure(self.charted) if self.charted else None

    @property
    def is_measured(self) -> bool:
        """Whether the team still measures what the goal is about."""
        return self.goal.measure.retired_at is None

    @property
    def verdict(self) -> SafeString:
        """How the goal stands: kept, reached within noise, not reachable by trying harder (AC24.3, AC25.4)."""
        if not self.is_measured:
            return verdict(_("No longer measured, so nobody can say whether it is reached"))
        judged = self.charted.chart.goal if self.charted else None
        if judged is None or self.charted is None:
            return verdict(exactly(self.goal.measure, None))
        return verdict(goal_words(judged, self.charted.subject), "good" if judged.code in WITH_SIGNAL else "")

    @property
    def signal(self) -> SafeString | str:
        """What the chart says where that is a signal; the goal alone says the rest."""
        if self.charted is None or not self.is_measured or self.charted.chart.verdict.favour is Favour.NEITHER:
            return ""
        return ShownMeasure(self.charted).verdict


@dataclass(frozen=True)
class ShownLink:
    """One kind of the chain: what it tells about, and its goals."""

    kind: Kind
    goals: Sequence[ShownGoal]
    is_missing: bool

    @property
    def meaning(self) -> str:
        return str(MEANINGS[self.kind])


def leading(signals: Sequence[Signal]) -> Signal | None:
    """The signal to be looked at first: the newest unfavourable one, else the newest."""
    return max(signals, key=lambda each: (each.favourable is False, each.last_week, each.pk), default=None)


def shown_goals(chain: Chain, team: Team, first: Measure | None = None) -> tuple[list[ShownLink], ShownMeasure | None]:
    """The chain with its charts, and the chart of `first` in full; three queries."""
    charts = _charts(chain.goals, team, [first] if first else [])
    links = [
        ShownLink(link.kind, [ShownGoal(goal, charts[goal.measure_id]) for goal in link.goals], link.is_missing)
        for link in chain.links
    ]
    return links, ShownMeasure(charts[first.pk]) if first else None


def _charts(goals: Iterable[Goal], team: Team, further: Iterable[Measure]) -> dict[int, Charted]:
    wanted = {goal.measure_id: float(goal.target) for goal in goals}
    measures = {measure.pk: measure for measure in (*(goal.measure for goal in goals), *further)}
    return {one.measure.pk: one for one in charted_all(list(measures.values()), team, goals=wanted)}

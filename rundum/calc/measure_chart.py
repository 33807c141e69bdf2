"""One measure as its chart: limits for each stretch between changes, signals, the verdict, and how the goal stands.

This is the one place where a series of weeks becomes statements; pages only put them into words and pictures.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rundum.calc.choosing import BASELINE, LEAST_FOR_LIMITS, LEAST_TO_SAY, Weeks
from rundum.calc.control_charts import Numbers
from rundum.calc.detection import DEFAULT_RULES, Rule
from rundum.calc.goals import Goal, Good, judged_goal
from rundum.calc.rare_events import Between, between_events
from rundum.calc.stretches import NOTHING, Baseline, Favour, Judged, Judging, Note, Stretch, stretches_of

__all__ = ["Baseline", "Code", "Favour", "Judged", "MeasureChart", "Note", "Stretch", "Verdict", "measure_chart"]


class Code(StrEnum):
    """What the chart says of the latest stretch.

    TOO_FEW: fewer than eight points. NO_RULE: no limits, and too few points off the median for the run rules.
    NO_SIGNAL: normal variation. SHIFT: a run that lasts to the latest point. BEYOND: the latest points lie beyond a
    limit. ZONE: the latest points meet WE2 or WE3. FEW_CROSSINGS: the series changes sides too seldom. PAST: normal
    variation now, after a signal in the same stretch.
    """

    TOO_FEW = "too_few"
    NO_RULE = "no_rule"
    NO_SIGNAL = "no_signal"
    SHIFT = "shift"
    BEYOND = "beyond"
    ZONE = "zone"
    FEW_CROSSINGS = "few_crossings"
    PAST = "past"


@dataclass(frozen=True)
class Verdict:
    """What the chart says, as a stable code with its numbers.

    n: points of the latest stretch; needed: points it takes to say something, for TOO_FEW and NO_RULE. signal: the
    one the code is about.
    """

    code: Code
    n: int
    needed: int
    signal: Judged | None = None

    @property
    def favour(self) -> Favour:
        """Of a signal that stands now; a past one colours nothing."""
        return self.signal.favour if self.signal and self.code is not Code.PAST else Favour.NEITHER


@dataclass(frozen=True)
class MeasureChart:
    """Everything a page needs to draw a measure and to say what it shows. All indices are those of `points`.

    between: the points are what lies between rare events; None where they are the weeks. The goal is in the unit of
    the weeks all the same.
    """

    points: tuple[float | None, ...]
    sizes: tuple[float | None, ...]
    good: Good
    stretches: tuple[Stretch, ...]
    verdict: Verdict
    goal: Goal | None
    between: Between | None = None

    @property
    def weeks(self) -> tuple[int, ...]:
        """The index of each point's week: of a gap, of the one in which it ended or has grown to."""
        if self.between is None:
            return tuple(range(len(self.points)))
        return self.between.ends

    @property
    def line_of_goal(self) -> float | None:
        """The goal where it can be drawn: gaps have another unit."""
        return self.goal.value if self.goal and self.between is None else None

    @property
    def n(self) -> int:
        return sum(stretch.n for stretch in self.stretches)

    @property
    def signals(self) -> tuple[Judged, ...]:
        return tuple(judged for stretch in self.stretches for judged in stretch.signals)

    @property
    def now(self) -> Stretch:
        """The latest stretch."""
        return self.stretches[-1]

    @property
    def last(self) -> int | None:
        """Index of the latest point that is not missing."""
        return next((at for at in reversed(range(len(self.points))) if self.points[at] is not None), None)


def measure_chart(
    weeks: Weeks,
    *,
    good: Good = Good.NEITHER,
    changes: Iterable[int] = (),
    goal: float | None = None,
    rules: Sequence[Rule] = DEFAULT_RULES,
    baseline: int = BASELINE,
    by_median: bool = False,
    kept: Mapping[int, Baseline] = NOTHING,
) -> MeasureChart:
    """The chart of a measure: of its weeks, or of what lies between its events where these are rare (between_events).

    weeks: its points. good: the direction that is favourable. changes: indices of the first points after an entered
    change; there, and nowhere else, limits are computed anew, and the old ones stay for the points before. goal: in
    the unit of the weeks. rules: of control charts; a run chart always has its own. baseline: so many points of a
    stretch its limits come from. by_median: limits of measurements from medians, where the baseline has outliers.
    kept: what the limits of a stretch came from when they were complete, by where the stretch begins: whatever has
    become known of these weeks since, the limits stay. Its places, too, are those of the weeks.
    Raises ValueError for a change outside the series.
    """
    starts = sorted({0, *changes})
    if starts[0] < 0 or starts[-1] > len(weeks.points):
        raise ValueError("A change lies within the series.")
    sizes = weeks.sizes
    latest = kept.get(starts[-1])
    drawn = between_events(weeks, starts, latest.points.kind if latest else None)
    weeks, between = drawn.weeks, drawn.between
    how = Judging(good, rules, baseline, by_median, drawn.undecided)
    if between is None:
        stretches = stretches_of(weeks, starts, how, kept)
        now = stretches[-1]
        standing = _standing(now.signals, weeks.points)
        reached = None if goal is None else judged_goal(goal, good, weeks.points, now.limits, standing)
        return _chart(weeks, sizes, good, stretches, reached)
    how = replace(how, good=good if between.exceptions else OPPOSITE[good])
    kept = {bisect_left(between.ends, start): _of_gaps(each, between) for start, each in sorted(kept.items())}
    starts = sorted({bisect_left(between.ends, start) for start in starts})
    gaps = Weeks(between.kind, values=between.values)
    stretches = stretches_of(gaps, starts, how, kept)
    centre = next((one.centre for one in reversed(stretches) if one.centre is not None), None)
    if centre is not None and between.since > centre:
        # Its side is known, however long it will be: nothing for a long time is a signal before the next one comes.
        between = between.grown_to(len(weeks.points) - 1)
        gaps = Weeks(between.kind, values=between.values, grows=True)
        stretches = stretches_of(gaps, starts, how, kept)
    # By the weeks, in whose unit it is; limits of gaps say nothing about what weeks can reach.
    standing = _standing(stretches[-1].signals, gaps.points)
    reached = None if goal is None else judged_goal(goal, good, weeks.points, None, standing)
    return _chart(gaps, (), how.good, stretches, reached, between)


def _of_gaps(baseline: Baseline, between: Between) -> Baseline:
    """The same, its places among the gaps."""
    start, end = bisect_left(between.ends, baseline.start), bisect_right(between.ends, baseline.end - 1)
    return replace(baseline, start=start, end=end)


def _chart(
    drawn: Weeks,
    sizes: Numbers,
    good: Good,
    stretches: tuple[Stretch, ...],
    reached: Goal | None,
    between: Between | None = None,
) -> MeasureChart:
    told = tuple(None if size is None else float(size) for size in sizes)
    return MeasureChart(drawn.points, told, good, stretches, _verdict(stretches[-1], drawn.points), reached, between)


def _standing(judged: Iterable[Judged], points: Sequence[float | None]) -> Judged | None:
    """The signal that lasts to the latest point; a run before a single point, as it says more."""
    last = max((at for at, point in enumerate(points) if point is not None), default=-1)
    order = (Rule.WE4, Rule.LONG_RUN, Rule.WE1, Rule.WE2, Rule.WE3, Rule.FEW_CROSSINGS)
    lasting = [one for one in judged if one.signal.end == last]
    return min(lasting, key=lambda one: order.index(one.signal.rule), default=None)


OPPOSITE = {Good.UP: Good.DOWN, Good.DOWN: Good.UP, Good.NEITHER: Good.NEITHER}
"""Fewer events lie further apart."""
CODES = {
    Rule.WE1: Code.BEYOND,
    Rule.WE2: Code.ZONE,
    Rule.WE3: Code.ZONE,
    Rule.WE4: Code.SHIFT,
    Rule.LONG_RUN: Code.SHIFT,
    Rule.FEW_CROSSINGS: Code.FEW_CROSSINGS,
}


def _verdict(now: Stretch, points: Sequence[float | None]) -> Verdict:
    if now.n < LEAST_TO_SAY:
        return Verdict(Code.TOO_FEW, now.n, LEAST_TO_SAY)
    standing = _standing(now.signals, points)
    if standing is not None:
        return Verdict(CODES[standing.signal.rule], now.n, LEAST_TO_SAY, standing)
    if now.signals:
        return Verdict(Code.PAST, now.n, LEAST_TO_SAY, max(now.signals, key=lambda one: one.signal.end))
    if now.run is not None and not now.run.has_rule:
        return Verdict(Code.NO_RULE, now.n, LEAST_FOR_LIMITS)
    return Verdict(Code.NO_SIGNAL, now.n, LEAST_TO_SAY)

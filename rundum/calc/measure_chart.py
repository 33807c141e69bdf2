"""One measure as its chart: limits for each stretch between changes, signals, the verdict, and how the goal stands.

This is the one place where a series of weeks becomes statements; pages only put them into words and pictures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rundum.calc.choosing import BASELINE, LEAST_FOR_LIMITS, LEAST_TO_SAY, Weeks, baseline_of, limits_for
from rundum.calc.control_charts import Limits, Method, NoLimits, is_autocorrelated
from rundum.calc.detection import DEFAULT_RULES, Direction, Rule, Signal, find_signals
from rundum.calc.goals import Goal, Good, judged_goal
from rundum.calc.run_chart import RunChart, run_chart


class Favour(StrEnum):
    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NEITHER = "neither"


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


class Note(StrEnum):
    """What a reader should know of the limits.

    PROVISIONAL: the baseline is not complete, so limits still move with each point. AUTOCORRELATED: each point
    depends on the one before, limits may be too narrow. NO_VARIATION: all points of the baseline are alike. EXACT:
    few events, limits are quantiles and not symmetric. CLIPPED: the lower limit would lie below what can be.
    """

    PROVISIONAL = "provisional"
    AUTOCORRELATED = "autocorrelated"
    NO_VARIATION = "no_variation"
    EXACT = "exact"
    CLIPPED = "clipped"


@dataclass(frozen=True)
class Judged:
    """A signal of the whole series (indices counted from its first point), and whether it is good for the measure."""

    signal: Signal
    favour: Favour
    count: int
    """How many points it is made of, missing ones not counted."""


@dataclass(frozen=True)
class Stretch:
    """The points from `start` to before `end`, between two changes, with the lines that hold for them.

    n: points that are not missing. method: of the limits; None for a run chart. centre: mean or median line; None
    for fewer than eight points. limits: None without. run: of a stretch without limits. frozen: the baseline is
    complete. against_before: signals of this stretch by the limits of the stretch before, the evidence of a change.
    """

    start: int
    end: int
    n: int
    method: Method | None
    centre: float | None
    limits: Limits | None
    run: RunChart | None
    frozen: bool
    signals: tuple[Judged, ...]
    against_before: tuple[Judged, ...]
    notes: tuple[Note, ...]


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
    """Everything a page needs to draw a measure and to say what it shows. All indices are those of `points`."""

    points: tuple[float | None, ...]
    sizes: tuple[float | None, ...]
    good: Good
    stretches: tuple[Stretch, ...]
    verdict: Verdict
    goal: Goal | None

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
) -> MeasureChart:
    """The chart of a measure.

    weeks: its points. good: the direction that is favourable. changes: indices of the first points after an entered
    change; there, and nowhere else, limits are computed anew, and the old ones stay for the points before. goal: in
    the unit of the points. rules: of control charts; a run chart always has its own. baseline: so many points of a
    stretch its limits come from. by_median: limits of measurements from medians, where the baseline has outliers.
    Raises ValueError for a change outside the series.
    """
    points = weeks.points
    starts = sorted({0, *changes})
    if starts[0] < 0 or starts[-1] > len(points):
        raise ValueError("A change lies within the series.")
    bounds = [(start, end) for start, end in zip(starts, [*starts[1:], len(points)], strict=True) if start < end]
    stretches: list[Stretch] = []
    for start, end in bounds or [(0, 0)]:
        here = _stretch(weeks.between(start, end), start, good, rules, baseline, by_median)
        if stretches and stretches[-1].limits is not None:
            before = _by_limits_before(weeks, stretches[-1], end, rules, baseline, by_median)
            here = replace(here, against_before=tuple(_judged(signal, points, good) for signal in before))
        stretches.append(here)
    verdict = _verdict(stretches[-1], points)
    now = stretches[-1]
    sizes = tuple(None if size is None else float(size) for size in weeks.sizes)
    reached = None if goal is None else judged_goal(goal, good, points, now.limits, _standing(now.signals, points))
    return MeasureChart(points, sizes, good, tuple(stretches), verdict, reached)


def _stretch(weeks: Weeks, start: int, good: Good, rules: Sequence[Rule], most: int, by_median: bool) -> Stretch:
    points = weeks.points
    n = sum(point is not None for point in points)
    chosen = baseline_of(points, most)
    limits, notes = None, []
    if n >= LEAST_FOR_LIMITS:
        try:
            limits = limits_for(weeks, chosen, by_median=by_median)
        except NoLimits:
            notes.append(Note.NO_VARIATION)
    run = run_chart(points) if limits is None else None
    found = () if n < LEAST_TO_SAY else find_signals(points, limits, rules) if limits else run.signals if run else ()
    if limits is not None:
        notes += [Note.PROVISIONAL] * (n < most) + [Note.EXACT] * limits.exact
        notes += [Note.CLIPPED] * limits.clipped
        notes += [Note.AUTOCORRELATED] * is_autocorrelated(points[chosen])
    centre = limits.centre if limits else run.median if run and n >= LEAST_TO_SAY else None
    judged = tuple(_judged(_moved(signal, start), (None,) * start + points, good) for signal in found)
    method = limits.method if limits else None
    return Stretch(start, start + len(points), n, method, centre, limits, run, n >= most, judged, (), tuple(notes))


def _by_limits_before(
    weeks: Weeks, before: Stretch, end: int, rules: Sequence[Rule], most: int, by_median: bool
) -> list[Signal]:
    """Signals of the points after a change by the limits that held before it."""
    both = weeks.between(before.start, end)
    chosen = baseline_of(both.points[: before.end - before.start], most)
    limits = limits_for(both, chosen, by_median=by_median)
    alone: list[float | None] = list(both.points)
    alone[: before.end - before.start] = [None] * (before.end - before.start)
    return [_moved(signal, before.start) for signal in find_signals(alone, limits, rules)]


def _moved(signal: Signal, by: int) -> Signal:
    return replace(signal, start=signal.start + by, end=signal.end + by, seen=signal.seen + by)


def _judged(signal: Signal, points: Sequence[float | None], good: Good) -> Judged:
    count = sum(point is not None for point in points[signal.start : signal.end + 1])
    if good is Good.NEITHER or signal.direction is None:
        return Judged(signal, Favour.NEITHER, count)
    favourable = (signal.direction is Direction.UP) == (good is Good.UP)
    return Judged(signal, Favour.FAVOURABLE if favourable else Favour.UNFAVOURABLE, count)


def _standing(judged: Iterable[Judged], points: Sequence[float | None]) -> Judged | None:
    """The signal that lasts to the latest point; a run before a single point, as it says more."""
    last = max((at for at, point in enumerate(points) if point is not None), default=-1)
    order = (Rule.WE4, Rule.LONG_RUN, Rule.WE1, Rule.WE2, Rule.WE3, Rule.FEW_CROSSINGS)
    lasting = [one for one in judged if one.signal.end == last]
    return min(lasting, key=lambda one: order.index(one.signal.rule), default=None)


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

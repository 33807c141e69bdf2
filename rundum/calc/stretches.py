"""The parts of a chart between two entered changes: limits of their own, signals, and what to know of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rundum.calc.choosing import LEAST_FOR_LIMITS, LEAST_TO_SAY, Weeks, baseline_of, limits_for
from rundum.calc.control_charts import Limits, Method, NoLimits, is_autocorrelated
from rundum.calc.detection import Direction, Rule, Signal, find_signals
from rundum.calc.goals import Good
from rundum.calc.run_chart import RunChart, run_chart


class Favour(StrEnum):
    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NEITHER = "neither"


class Note(StrEnum):
    """What a reader should know of the limits.

    PROVISIONAL: the baseline is not complete, so limits still move with each point. AUTOCORRELATED: each point
    depends on the one before, limits may be too narrow. NO_VARIATION: all points of the baseline are alike. EXACT:
    few events, limits are quantiles and not symmetric. MOSTLY_LEAST: more than half of the baseline lies at the least
    that can be, so that neither a mean nor a median says where the rest belongs. CLIPPED: the lower limit would lie
    below what can be.
    """

    PROVISIONAL = "provisional"
    AUTOCORRELATED = "autocorrelated"
    NO_VARIATION = "no_variation"
    MOSTLY_LEAST = "mostly_least"
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


def stretches_of(
    weeks: Weeks, starts: Sequence[int], good: Good, rules: Sequence[Rule], baseline: int, by_median: bool
) -> tuple[Stretch, ...]:
    """The stretches that begin at these indices (0 among them), each judged by itself and by the limits before it.

    The other arguments are those of measure_chart; good: the direction that is favourable for these points.
    """
    points = weeks.points
    bounds = [(start, end) for start, end in zip(starts, [*starts[1:], len(points)], strict=True) if start < end]
    stretches: list[Stretch] = []
    for start, end in bounds or [(0, 0)]:
        here = _stretch(weeks.between(start, end), start, good, rules, baseline, by_median)
        if stretches and stretches[-1].limits is not None:
            before = _by_limits_before(weeks, stretches[-1], end, rules, baseline, by_median)
            here = replace(here, against_before=tuple(_judged(signal, points, good) for signal in before))
        stretches.append(here)
    return tuple(stretches)


def _stretch(weeks: Weeks, start: int, good: Good, rules: Sequence[Rule], most: int, by_median: bool) -> Stretch:
    points = weeks.points
    n = sum(point is not None for point in points)
    over = points[:-1] if weeks.grows else points
    n_over = sum(point is not None for point in over)
    chosen = baseline_of(over, most)
    limits, notes = None, []
    if n >= LEAST_TO_SAY and _is_mostly_least(weeks, chosen):
        notes.append(Note.MOSTLY_LEAST)
    elif n_over >= LEAST_FOR_LIMITS:
        try:
            limits = limits_for(weeks, chosen, by_median=by_median)
        except NoLimits:
            notes.append(Note.NO_VARIATION)
    run = run_chart(points) if limits is None else None
    found = () if n < LEAST_TO_SAY else find_signals(points, limits, rules) if limits else run.signals if run else ()
    if limits is not None:
        notes += [Note.PROVISIONAL] * (n_over < most) + [Note.EXACT] * limits.exact
        notes += [Note.CLIPPED] * limits.clipped
        notes += [Note.AUTOCORRELATED] * is_autocorrelated(points[chosen])
    centre = limits.centre if limits else run.median if run and n >= LEAST_TO_SAY else None
    judged = tuple(_judged(_moved(signal, start), (None,) * start + points, good) for signal in found)
    method = limits.method if limits else None
    return Stretch(start, start + len(points), n, method, centre, limits, run, n_over >= most, judged, (), tuple(notes))


def _is_mostly_least(weeks: Weeks, chosen: slice) -> bool:
    present = [value for value in weeks.values[chosen] if value is not None]
    return weeks.least is not None and 2 * sum(value == weeks.least for value in present) > len(present)


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

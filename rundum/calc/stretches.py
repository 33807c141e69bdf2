"""The parts of a chart between two entered changes: limits of their own, signals, and what to know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from rundum.calc.choosing import LEAST_FOR_LIMITS, LEAST_TO_SAY, Weeks, baseline_of, limits_for
from rundum.calc.control_charts import Limits, Method, NoLimits, is_autocorrelated
from rundum.calc.detection import Direction, Rule, Signal, find_signals
from rundum.calc.goals import Good
from rundum.calc.run_chart import RunChart, run_chart

NOTHING: Mapping[int, "Baseline"] = MappingProxyType({})


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
class Baseline:
    """The points that the limits of a stretch come from, as they were when they were complete.

    start, end: where they lie in the series; what is known of these points by now may differ. end is exclusive.
    """

    points: Weeks
    start: int
    end: int


@dataclass(frozen=True)
class Stretch:
    """The points from `start` to before `end`, between two changes, with the lines that hold for them.

    n: points that are not missing. method: of the limits; None for a run chart. centre: mean or median line; None
    for fewer than eight points. baseline: what the limits come from. limits: None without. run: of a stretch without
    limits. frozen: the baseline is complete. against_before: signals of this stretch by the limits of the stretch
    before, the evidence of a change.
    """

    start: int
    end: int
    n: int
    method: Method | None
    centre: float | None
    baseline: Baseline
    limits: Limits | None
    run: RunChart | None
    frozen: bool
    signals: tuple[Judged, ...]
    against_before: tuple[Judged, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Judging:
    """How the points of a chart are judged; see measure_chart. undecided: with more points another chart may show
    them, so that no baseline is complete yet."""

    good: Good
    rules: Sequence[Rule]
    baseline: int
    by_median: bool
    undecided: bool = False


def stretches_of(
    weeks: Weeks, starts: Sequence[int], how: Judging, kept: Mapping[int, Baseline] = NOTHING
) -> tuple[Stretch, ...]:
    """The stretches that begin at these indices (0 among them), each judged by itself and by the limits before it.

    kept: complete baselines by where their stretch begins; the limits of other stretches come from their own points.
    """
    points = weeks.points
    bounds = [(start, end) for start, end in zip(starts, [*starts[1:], len(points)], strict=True) if start < end]
    stretches: list[Stretch] = []
    for start, end in bounds or [(0, 0)]:
        known = kept.get(start)
        baseline = known if known and known.points.kind is weeks.kind else None
        here = _stretch(weeks, start, end, how, baseline)
        if stretches and stretches[-1].limits is not None:
            limits = limits_for(weeks.between(start, end), stretches[-1].baseline.points, by_median=how.by_median)
            here = replace(here, against_before=_judged(points[start:end], start, limits, how))
        stretches.append(here)
    return tuple(stretches)


def _stretch(weeks: Weeks, start: int, end: int, how: Judging, kept: Baseline | None) -> Stretch:
    here = weeks.between(start, end)
    points = here.points
    baseline = kept or _own_baseline(weeks, start, end, how.baseline)
    n, of = (sum(point is not None for point in some) for some in (points, baseline.points.points))
    frozen = kept is not None or (not how.undecided and (of >= how.baseline or end < len(weeks.points)))
    limits, notes = None, []
    mostly_least = n >= LEAST_TO_SAY and _is_mostly_least(baseline.points)
    if mostly_least:
        notes.append(Note.MOSTLY_LEAST)
    elif of >= LEAST_FOR_LIMITS:
        try:
            limits = limits_for(here, baseline.points, by_median=how.by_median)
        except NoLimits:
            notes.append(Note.NO_VARIATION)
    run = run_chart(points) if limits is None else None
    if run is not None and mostly_least:
        run = replace(run, has_rule=False, signals=())  # what is off the median would all lie on one side of it
    if limits is not None:
        notes += [Note.PROVISIONAL] * (not frozen and of < how.baseline) + [Note.EXACT] * limits.exact
        notes += [Note.CLIPPED] * limits.clipped
        notes += [Note.AUTOCORRELATED] * is_autocorrelated(baseline.points.points)
    return Stretch(
        start=start,
        end=end,
        n=n,
        method=limits.method if limits else None,
        centre=limits.centre if limits else run.median if run and n >= LEAST_TO_SAY else None,
        baseline=baseline,
        limits=limits,
        run=run,
        frozen=frozen,
        signals=_judged(points, start, limits or run, how) if n >= LEAST_TO_SAY else (),
        against_before=(),
        notes=tuple(notes),
    )


def _own_baseline(weeks: Weeks, start: int, end: int, most: int) -> Baseline:
    over = end - (weeks.grows and end == len(weeks.points))
    last = start + baseline_of(weeks.points[start:over], most).stop
    return Baseline(weeks.between(start, last), start, last)


def _is_mostly_least(weeks: Weeks) -> bool:
    present = [value for value in weeks.values if value is not None]
    return weeks.least is not None and 2 * sum(value == weeks.least for value in present) > len(present)


def _judged(
    points: Sequence[float | None], start: int, by: Limits | RunChart | None, how: Judging
) -> tuple[Judged, ...]:
    """The signals of the points that begin at this index of the series."""
    found = by.signals if isinstance(by, RunChart) else find_signals(points, by, how.rules) if by else ()
    return tuple(_favoured(points, signal, start, how.good) for signal in found)


def _favoured(points: Sequence[float | None], signal: Signal, start: int, good: Good) -> Judged:
    count = sum(point is not None for point in points[signal.start : signal.end + 1])
    moved = replace(signal, start=signal.start + start, end=signal.end + start, seen=signal.seen + start)
    if good is Good.NEITHER or signal.direction is None:
        return Judged(moved, Favour.NEITHER, count)
    favourable = (signal.direction is Direction.UP) == (good is Good.UP)
    return Judged(moved, Favour.FAVOURABLE if favourable else Favour.UNFAVOURABLE, count)

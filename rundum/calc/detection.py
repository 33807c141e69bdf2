"""Signals of a control chart: points that natural variation alone would hardly produce.

The rules are those of the Western Electric handbook (1956), as in NIST/SEMATECH e-Handbook 6.3.2 and Nelson, J. Quality
Technology 16 (1984) 237-239. Every further rule means more false alarms; by default only the two that a team can see
with the eye are used.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rundum.calc.control_charts import HALF, ROUNDING, Limits, Numbers


class Rule(StrEnum):
    """WE1: a point beyond the limits. WE2: two of three beyond 2 sigma. WE3: four of five beyond 1 sigma.
    WE4: eight in a row on one side of the centre. The others are those of the run chart (calc.run_chart)."""

    WE1 = "we1"
    WE2 = "we2"
    WE3 = "we3"
    WE4 = "we4"
    LONG_RUN = "long_run"
    FEW_CROSSINGS = "few_crossings"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


DEFAULT_RULES = (Rule.WE1, Rule.WE4)
RUN_LENGTH = 8
POINTS_PER_FALSE_ALARM = 370
"""So many points a steady process shows, on average, until one of them lies beyond the limits (WE1)."""
ZONES = {Rule.WE2: (2, 3, 2.0), Rule.WE3: (4, 5, 1.0)}
"""So many, of so many, beyond so many sigma."""


@dataclass(frozen=True)
class Signal:
    """One signal: its rule, its side, and the points it is made of.

    start, end: indices of its first and last point, both included. seen: index of the point at which the rule was
    first met. direction: above (up) or below the centre; None for too few crossings, which have no side.
    """

    rule: Rule
    direction: Direction | None
    start: int
    end: int
    seen: int


def find_signals(values: Numbers, limits: Limits, rules: Iterable[Rule] = DEFAULT_RULES) -> tuple[Signal, ...]:
    """The signals of a stretch by the given rules, in order of where they begin, then of their rules.

    values: the points of the stretch the limits belong to; a missing one (None) neither counts nor breaks a run. A
    point on the centre line breaks a run; one on a limit is not beyond it. Where few cases make one side of the centre
    likelier than the other, a run is longer than eight (_runs). Neighbouring points beyond the same limit
    are one signal. WE2 and WE3 need sigma and are left out for charts without (g, t).
    Raises ValueError where values and limits differ in length.
    """
    if len(values) != len(limits.lower):
        raise ValueError("Each point has its limits.")
    found: list[Signal] = []
    for rule in dict.fromkeys(rules):
        if rule is Rule.WE1:
            found += _beyond(values, limits)
        elif rule is Rule.WE4:
            found += _runs(values, limits)
        elif rule in ZONES and limits.sigma is not None:
            found += _zones(rule, values, limits.centre, limits.sigma)
    return tuple(sorted(found, key=lambda signal: (signal.start, signal.rule)))


def _beyond(values: Numbers, limits: Limits) -> Iterator[Signal]:
    sides: list[tuple[int, Direction | None]] = []
    for at, (value, lower, upper) in enumerate(zip(values, limits.lower, limits.upper, strict=True)):
        if value is not None and lower is not None and upper is not None:
            sides.append((at, Direction.UP if value > upper else Direction.DOWN if value < lower else None))
    for direction, places in _grouped(sides):
        yield Signal(Rule.WE1, direction, places[0], places[-1], places[0])


def _runs(values: Numbers, limits: Limits) -> Iterator[Signal]:
    """Runs of eight or more that are as improbable as eight in a row are where both sides are alike.

    A share near its end (all of three cases, week after week) lies on that side far more often than not, and eight in a
    row tell nothing there. For skewed distributions the handbook has the probability of each zone found and the test
    set to the same sensitivity; so the chances of the points are multiplied, and the run is one from where they reach
    those of eight halves.
    """
    for direction, places in _grouped(side_of(values, limits.centre)):
        if len(places) < RUN_LENGTH:
            continue
        chances = limits.above if direction is Direction.UP else limits.below
        product, seen = 1.0, None
        for count, at in enumerate(places, 1):
            product *= max((chances[at] if chances else None) or HALF, HALF)
            if count >= RUN_LENGTH and product <= HALF**RUN_LENGTH + ROUNDING:
                seen = at
                break
        if seen is not None:
            yield Signal(Rule.WE4, direction, places[0], places[-1], seen)


def side_of(values: Numbers, centre: float) -> list[tuple[int, Direction | None]]:
    """Each present point's index with its side of the centre, None for one on the line."""
    return [
        (at, Direction.UP if value > centre else Direction.DOWN if value < centre else None)
        for at, value in enumerate(values)
        if value is not None
    ]


def _grouped(sides: Iterable[tuple[int, Direction | None]]) -> Iterator[tuple[Direction, list[int]]]:
    for direction, group in groupby(sides, key=lambda side: side[1]):
        if direction is not None:
            yield direction, [at for at, _side in group]


def _zones(rule: Rule, values: Numbers, centre: float, sigma: Sequence[float | None]) -> Iterator[Signal]:
    """Windows that meet the rule; those that overlap on one side are one signal."""
    needed, window, zone = ZONES[rule]
    present = [
        (at, (value - centre) / spread)
        for at, (value, spread) in enumerate(zip(values, sigma, strict=True))
        if value is not None and spread
    ]
    for direction, sign in ((Direction.UP, 1), (Direction.DOWN, -1)):
        open_signal: Signal | None = None
        for last in range(needed - 1, len(present)):
            beyond = [at for at, z in present[max(0, last - window + 1) : last + 1] if sign * z > zone]
            if len(beyond) < needed or beyond[-1] != present[last][0]:
                continue
            if open_signal is not None and beyond[0] <= open_signal.end:
                open_signal = Signal(rule, direction, open_signal.start, beyond[-1], open_signal.seen)
            else:
                if open_signal is not None:
                    yield open_signal
                open_signal = Signal(rule, direction, beyond[0], beyond[-1], beyond[-1])
        if open_signal is not None:
            yield open_signal

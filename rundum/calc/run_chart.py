"""The run chart: whether a series shifts, judged by its median alone, for too few points for natural limits."""

from dataclasses import dataclass
from itertools import groupby
from math import log2
from statistics import median

import scipy

from rundum.calc.control_charts import Numbers
from rundum.calc.detection import Direction, Rule, Signal, side_of

LEAST = 10
"""With fewer points off the median no rule tells more than chance."""


@dataclass(frozen=True)
class RunChart:
    """What the runs about the median say.

    n: points that are not missing. useful: those of them not on the median. median: None without points.
    longest, longest_expected: the longest run on one side, and how long it may be by chance. crossings,
    crossings_expected: how often the series crosses the median, and how often it does so by chance at least.
    has_rule: whether there are points enough off the median; without, the four are told and signals stay empty.
    """

    n: int
    useful: int
    median: float | None
    longest: int
    longest_expected: int
    crossings: int
    crossings_expected: int
    has_rule: bool
    signals: tuple[Signal, ...]


def run_chart(values: Numbers, *, centre: float | None = None) -> RunChart:
    """The runs of a series about its median, or about `centre` where one is given (the median of a baseline).

    A signal is a longest run above round(log2 n + 3), or fewer crossings than the 5 % quantile of the binomial
    distribution of n - 1 trials at one half; n counts the points not on the line, which neither break a run nor
    count. Missing points (None) are left out. Fewer than ten useful points: no rule; nor where more than half of the
    points lie on their median, as the others may then lie all on one side whatever happens.
    Source: Anhøj & Olesen, Run Charts Revisited, PLoS ONE 9 (2014) e113825; critical values as in qicharts2.
    """
    present = [value for value in values if value is not None]
    line = centre if centre is not None or not present else median(present)
    sides = [] if line is None else [(at, side) for at, side in side_of(values, line) if side is not None]
    runs = [(side, [at for at, _side in group]) for side, group in groupby(sides, key=lambda one: one[1])]
    useful = len(sides)
    longest = max((len(places) for _side, places in runs), default=0)
    longest_expected = round(log2(useful) + 3) if useful else 0
    crossings = max(len(runs) - 1, 0)
    crossings_expected = int(scipy.stats.binom.ppf(0.05, useful - 1, 0.5)) if useful > 1 else 0
    has_rule = useful >= LEAST and (centre is not None or 2 * useful >= len(present))
    found: list[Signal] = []
    if has_rule:
        found += [_long(side, places, longest_expected) for side, places in runs if len(places) > longest_expected]
        if crossings < crossings_expected:
            last = sides[-1][0]
            found.append(Signal(Rule.FEW_CROSSINGS, None, sides[0][0], last, last))
    return RunChart(
        n=len(present),
        useful=useful,
        median=line,
        longest=longest,
        longest_expected=longest_expected,
        crossings=crossings,
        crossings_expected=crossings_expected,
        has_rule=has_rule,
        signals=tuple(found),
    )


def _long(side: Direction, places: list[int], expected: int) -> Signal:
    return Signal(Rule.LONG_RUN, side, places[0], places[-1], places[expected])

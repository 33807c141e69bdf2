"""Which chart shows a measure, by the kind of its data and by how many points there are (METHODS.md; SPEC AC25.2).

Where what is counted is rare, what lies between is charted instead of the weeks: calc.rare_events says when.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from statistics import median

from rundum.calc.control_charts import (
    LARGE,
    Limits,
    Method,
    Numbers,
    g_limits,
    individuals_limits,
    p_limits,
    p_prime_limits,
    t_limits,
    u_limits,
)

LEAST_TO_SAY = 8
"""With fewer points there is neither a centre nor a verdict."""
LEAST_FOR_LIMITS = 12
"""With fewer points a run chart without limits."""
BASELINE = 20
"""So many points the limits of a stretch are computed from; then they stand still. Until then they are provisional."""


class DataKind(StrEnum):
    """What each point of a measure is.

    SHARE: so many of so many, yes or no; also the top box of a score, as ranks have no mean. COUNT: events per
    opportunity, or per period where the opportunities do not vary. EVENTS: how many there were in a period, where
    nobody takes them for independent, so that they are judged as measurements. MEASUREMENT: one value per period.
    DURATION: the median time of the cases of a period, open ones counted (calc.survival). GAP: cases between rare
    events. TIME_BETWEEN: time, or exposure, from one rare event to the next.
    """

    SHARE = "share"
    COUNT = "count"
    EVENTS = "events"
    MEASUREMENT = "measurement"
    DURATION = "duration"
    GAP = "gap"
    TIME_BETWEEN = "time_between"


OF_COUNTS = (DataKind.SHARE, DataKind.COUNT)


@dataclass(frozen=True)
class Weeks:
    """The points of a measure in time order, one for each week (or gap), None where nothing is known.

    For shares and counts numerators and denominators, else values; a count without denominators has the same
    opportunities every week. least: no value can lie below it, as no time is negative. grows: the last point is not
    over yet and can only grow; it is judged, but no limit comes from it. Raises ValueError where the kind's columns are
    missing or differ in length.
    """

    kind: DataKind
    numerators: Numbers = ()
    denominators: Numbers = ()
    values: Numbers = ()
    least: float | None = None
    grows: bool = False

    def __post_init__(self) -> None:
        if self.kind not in OF_COUNTS:
            if self.numerators or self.denominators:
                raise ValueError("This kind of data has values only.")
        elif self.values:
            raise ValueError("Shares and counts have numerators and denominators.")
        elif len(self.sizes) != len(self.numerators):
            raise ValueError("Each numerator has its denominator.")

    @cached_property
    def sizes(self) -> Numbers:
        """The denominators; empty for values."""
        if self.kind is DataKind.COUNT and not self.denominators:
            return tuple(None if count is None else 1 for count in self.numerators)
        return self.denominators

    @cached_property
    def points(self) -> tuple[float | None, ...]:
        """What is drawn: the share, the rate or the value of each week."""
        if self.kind not in OF_COUNTS:
            return tuple(None if value is None else float(value) for value in self.values)
        pairs = zip(self.numerators, self.sizes, strict=True)
        return tuple(None if part is None or not whole else part / whole for part, whole in pairs)

    def between(self, start: int, end: int) -> "Weeks":
        """The points from `start` to before `end`."""
        cut = slice(start, end)
        grows = self.grows and end >= len(self.points)
        return Weeks(self.kind, self.numerators[cut], self.denominators[cut], self.values[cut], self.least, grows)

    def followed_by(self, later: "Weeks") -> "Weeks":
        """These points, which are over, and then those."""
        return replace(
            later,
            numerators=(*self.numerators, *later.numerators),
            denominators=(*self.denominators, *later.denominators),
            values=(*self.values, *later.values),
        )


def method_for(weeks: Weeks) -> Method:
    """The chart that limits from these points belong to: p′ for shares of more than 2,000 cases per point, by their
    median."""
    match weeks.kind:
        case DataKind.SHARE:
            sizes = [size for size in weeks.sizes if size]
            return Method.P_PRIME if sizes and median(sizes) > LARGE else Method.P
        case DataKind.COUNT:
            return Method.U
        case DataKind.GAP:
            return Method.G
        case DataKind.TIME_BETWEEN:
            return Method.T
        case _:
            return Method.XMR


def limits_for(weeks: Weeks, baseline: Weeks | None = None, *, by_median: bool = False) -> Limits:
    """The natural limits of each of these points by the chart of its kind.

    baseline: the points of the same kind that the limits come from; None: these themselves. They need not be the same
    as those they were taken from: whatever becomes known of them later, limits stay where they are. by_median: for
    measurements, see individuals_limits.
    Raises NoLimits where the baseline has too few points or does not vary.
    """
    if baseline is None:
        return _limits(weeks, None, method_for(weeks), by_median=by_median)
    n = len(baseline.points)
    limits = _limits(baseline.followed_by(weeks), slice(0, n), method_for(baseline), by_median=by_median)
    after = {
        name: each[n:] for name in ("lower", "upper", "sigma", "above", "below") if (each := getattr(limits, name))
    }
    return replace(limits, **after)


def _limits(weeks: Weeks, inside: slice | None, method: Method, *, by_median: bool) -> Limits:
    match method:
        case Method.P:
            return p_limits(weeks.numerators, weeks.sizes, baseline=inside)
        case Method.P_PRIME:
            return p_prime_limits(weeks.numerators, weeks.sizes, baseline=inside)
        case Method.U:
            return u_limits(weeks.numerators, weeks.sizes, baseline=inside)
        case Method.G:
            return g_limits(weeks.values, baseline=inside)
        case Method.T:
            return t_limits(weeks.values, baseline=inside)
        case _:
            return individuals_limits(weeks.values, baseline=inside, by_median=by_median, least=weeks.least)


def baseline_of(points: Sequence[float | None], most: int = BASELINE) -> slice:
    """The first `most` points of a stretch that are not missing, as a slice; all of it while there are fewer."""
    present = [at for at, point in enumerate(points) if point is not None]
    return slice(0, present[most - 1] + 1 if len(present) >= most else len(points))

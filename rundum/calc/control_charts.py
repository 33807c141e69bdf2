"""Natural limits: within what a measure moves by itself, as long as nothing in the work behind it changes.

Every function takes one stretch of points in time order, computes the limits from the points of its `baseline` and
applies them to all points of the stretch, so that later points do not move the limits they are judged by. A missing
point is None; it is left out and never taken for zero. Nothing is rounded.

Own code because no maintained library has these charts (METHODS.md, Libraries); quantiles are scipy's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import NormalDist

import numpy as np
import scipy
from numpy.typing import NDArray

type Numbers = Sequence[float | None]
type Floats = NDArray[np.float64]

SIGMAS = 3.0
D2, MEDIAN_D = 1.128, 0.954
"""Mean and median of the range of two standard normal values."""
INDIVIDUALS, INDIVIDUALS_BY_MEDIAN = SIGMAS / D2, SIGMAS / MEDIAN_D
"""The 2.66 and the 3.145 of the books, not rounded."""
RANGES, RANGES_BY_MEDIAN = 3.267, 3.865
OUTSIDE = NormalDist().cdf(-SIGMAS)
"""Share of a normal distribution beyond three sigma, on each side; what exact limits leave outside at most."""
FEW = 5.0
"""Where fewer events than this are expected, or fewer non-events, the normal approximation is no good."""
LARGE = 2000
"""More cases than this per point: the binomial limits grow so narrow that most points alarm (Laney 2002)."""
HALF = 0.5
ROUNDING = 1e-9
"""A centre that ought to be a whole count may miss it by this much."""
T_POWER = 3.6
"""Exponential times to the power of 1/3.6 are nearly normal (Nelson 1994)."""


class Method(StrEnum):
    """How limits were computed, to be stated beside them."""

    XMR = "xmr"
    XMR_MEDIAN = "xmr_median"
    P = "p"
    P_PRIME = "p_prime"
    U = "u"
    G = "g"
    T = "t"


class NoLimits(ValueError):
    """There are no natural limits: too few points in the baseline, or no variation in it."""


@dataclass(frozen=True)
class Limits:
    """The natural limits of the points of a stretch.

    n: points of the baseline that were not missing. baseline: where it begins and, exclusively, ends.
    centre: the line the runs are counted about. lower, upper, sigma: one for each point of the stretch, None where
    the point has no size; sigma is None for charts whose limits are not symmetric (g, t), which know no zones.
    exact: for at least one point the limits are quantiles of the binomial or Poisson distribution.
    range_centre, range_upper: of the moving ranges, for XmR. sigma_z: Laney's factor, for p'.
    above, below: how probable each point is on that side of the centre by chance; one half where the distribution is
    nearly symmetric, which it is not with few cases. None: one half everywhere. clipped: the lower limit would lie
    below what can be.
    """

    method: Method
    n: int
    baseline: tuple[int, int]
    centre: float
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    sigma: tuple[float | None, ...] | None
    exact: bool = False
    range_centre: float | None = None
    range_upper: float | None = None
    sigma_z: float | None = None
    above: tuple[float | None, ...] | None = None
    below: tuple[float | None, ...] | None = None
    clipped: bool = False


def individuals_limits(
    values: Numbers, *, baseline: slice | None = None, by_median: bool = False, least: float | None = None
) -> Limits:
    """Natural process limits of an individuals chart (XmR), for one measurement per point.

    Mean ± 2.66 × mean moving range; the ranges' own upper limit is 3.267 × mean moving range. by_median: ± 3.145 ×
    median moving range and 3.865 × for the ranges, which one outlier in the baseline does not widen. A moving range
    is between neighbours, so there is none across a missing point. least: no value can lie below it, as no time is
    negative; the lower limit does not either.
    Raises NoLimits for fewer than two neighbouring values in the baseline, or where the moving range is zero.
    Source: Wheeler, Understanding Variation; NIST/SEMATECH e-Handbook 6.3.2.2; Montgomery, Introduction to SQC, 6.4.
    """
    xs, chosen, ends = _read(values, baseline)
    ranges = moving_ranges(chosen)
    if not ranges.size:
        raise NoLimits("Limits take two neighbouring values.")
    spread = float(np.median(ranges) if by_median else ranges.mean())
    _must_vary(spread)
    centre = float(np.nanmean(chosen))
    reach = (INDIVIDUALS_BY_MEDIAN if by_median else INDIVIDUALS) * spread
    return Limits(
        method=Method.XMR_MEDIAN if by_median else Method.XMR,
        n=_present(chosen),
        baseline=ends,
        centre=centre,
        lower=(centre - reach if least is None else max(centre - reach, least),) * xs.size,
        upper=(centre + reach,) * xs.size,
        sigma=(spread / (MEDIAN_D if by_median else D2),) * xs.size,
        range_centre=spread,
        range_upper=(RANGES_BY_MEDIAN if by_median else RANGES) * spread,
        clipped=least is not None and centre - reach < least,
    )


def moving_ranges(values: Floats) -> Floats:
    """The distances between neighbours; none where one of them is missing (nan)."""
    distances = np.abs(np.diff(values))
    return distances[~np.isnan(distances)]


def p_limits(numerators: Numbers, denominators: Numbers, *, baseline: slice | None = None) -> Limits:
    """Limits of a chart of shares, stepped with the number of cases behind each point.

    p ± 3 √(p(1-p)/n), within 0 and 1, p being all numerators of the baseline by all its denominators. Where fewer
    than five of either outcome are expected the limits are exact: the least and the greatest share that a binomial
    count reaches with more than 0.135 % on its side. A point without cases is missing.
    Raises NoLimits without cases, or where the outcome was always the same. ValueError for a part above the whole.
    Source: Montgomery, Introduction to SQC, 7.2; NIST/SEMATECH e-Handbook 6.3.3.2.
    """
    _xs, sizes, p, ends, n = _shares(numerators, denominators, baseline)
    ns, at = np.unique(sizes, return_inverse=True)  # points of one size have the same limits, and these are dear
    sigma = np.sqrt(p * (1 - p) / ns)
    lower, upper = np.maximum(p - SIGMAS * sigma, 0), np.minimum(p + SIGMAS * sigma, 1)
    few = (ns * p < FEW) | (ns * (1 - p) < FEW)
    # Of very few cases the quantile may lie on the wrong side of the centre: the centre is never outside.
    lower[few] = np.minimum(scipy.stats.binom.ppf(OUTSIDE, ns[few], p) / ns[few], p)
    upper[few] = np.maximum(scipy.stats.binom.isf(OUTSIDE, ns[few], p) / ns[few], p)
    above = np.where(few, scipy.stats.binom.sf(np.floor(ns * p + ROUNDING), ns, p), HALF)
    below = np.where(few, scipy.stats.binom.cdf(np.ceil(ns * p - ROUNDING) - 1, ns, p), HALF)
    limits = Limits(Method.P, n, ends, p, _told(lower[at]), _told(upper[at]), _told(sigma[at]), exact=bool(few.any()))
    return replace(limits, above=_told(above[at]), below=_told(below[at]))


def p_prime_limits(numerators: Numbers, denominators: Numbers, *, baseline: slice | None = None) -> Limits:
    """Limits of a chart of shares with very many cases (more than 2,000 per point), after Laney.

    The p chart's sigma times sigma_z, the spread of the standardised shares from one point to the next (mean moving
    range / 1.128): so what the process itself varies counts as natural. Errors as for p_limits, and NoLimits where
    the baseline has no two neighbours or none that differ.
    Source: Laney, Improved Control Charts for Attributes, Quality Engineering 14 (2002) 531-537.
    """
    xs, ns, p, ends, n = _shares(numerators, denominators, baseline)
    binomial = np.sqrt(p * (1 - p) / ns)
    ranges = moving_ranges(((xs / ns - p) / binomial)[slice(*ends)])
    if not ranges.size:
        raise NoLimits("Limits take two neighbouring values.")
    sigma_z = float(ranges.mean()) / D2
    _must_vary(sigma_z)
    sigma = binomial * sigma_z
    lower, upper = np.maximum(p - SIGMAS * sigma, 0), np.minimum(p + SIGMAS * sigma, 1)
    return Limits(Method.P_PRIME, n, ends, p, _told(lower), _told(upper), _told(sigma), sigma_z=sigma_z)


def u_limits(counts: Numbers, opportunities: Numbers, *, baseline: slice | None = None) -> Limits:
    """Limits of a chart of counts per opportunity, stepped with the number of opportunities behind each point.

    u ± 3 √(u/n), not below 0, u being all counts of the baseline by all its opportunities. Where fewer than five
    events are expected the limits are quantiles of the Poisson distribution, as those of p_limits are of the
    binomial. With one opportunity at every point this is the c chart.
    Raises NoLimits without opportunities or without a single event in the baseline.
    Source: Montgomery, Introduction to SQC, 7.3; NIST/SEMATECH e-Handbook 6.3.3.1.
    """
    xs, sizes, ends = _counted(counts, opportunities, baseline)
    inside = slice(*ends)
    u = float(np.nansum(xs[inside]) / np.nansum(sizes[inside]))
    _must_vary(u)
    ns, at = np.unique(sizes, return_inverse=True)
    sigma = np.sqrt(u / ns)
    lower, upper = np.maximum(u - SIGMAS * sigma, 0), u + SIGMAS * sigma
    few = ns * u < FEW
    lower[few] = np.minimum(scipy.stats.poisson.ppf(OUTSIDE, ns[few] * u) / ns[few], u)
    upper[few] = np.maximum(scipy.stats.poisson.isf(OUTSIDE, ns[few] * u) / ns[few], u)
    above = np.where(few, scipy.stats.poisson.sf(np.floor(ns * u + ROUNDING), ns * u), HALF)
    below = np.where(few, scipy.stats.poisson.cdf(np.ceil(ns * u - ROUNDING) - 1, ns * u), HALF)
    n = _present(sizes[inside])
    limits = Limits(Method.U, n, ends, u, _told(lower[at]), _told(upper[at]), _told(sigma[at]), exact=bool(few.any()))
    return replace(limits, above=_told(above[at]), below=_told(below[at]))


def g_limits(between: Numbers, *, baseline: slice | None = None) -> Limits:
    """Limits for a rare event by the number of opportunities (or days) between one and the next.

    Mean + 3 √(mean (mean + 1)) and 0: a gap can be remarkably long, hardly remarkably short; a rising rate shows as a
    run below the centre. The centre is the median, as half of the gaps lie on each side of it.
    Raises NoLimits for fewer than two gaps or none above zero, ValueError for a negative one.
    Source: Kaminsky et al., J. Quality Technology 24 (1992) 63-69; Benneyan, Health Care Manag. Sci. 4 (2001) 305-318.
    """
    xs, chosen, ends = _read(between, baseline)
    if _present(chosen) < 2:
        raise NoLimits("Limits take two gaps.")
    if np.nanmin(xs) < 0:
        raise ValueError("A gap is not negative.")
    mean = float(np.nanmean(chosen))
    _must_vary(mean)
    upper = mean + SIGMAS * float(np.sqrt(mean * (mean + 1)))
    centre = float(np.nanmedian(chosen))
    return Limits(Method.G, _present(chosen), ends, centre, (0.0,) * xs.size, (upper,) * xs.size, None)


def t_limits(times: Numbers, *, baseline: slice | None = None) -> Limits:
    """Limits for a rare event by the time between one and the next.

    The times to the power of 1/3.6 on an individuals chart, whose lines are then taken back; a lower limit under zero
    is zero. Raises NoLimits as individuals_limits does, ValueError for a time that is not above zero.
    Source: Nelson, J. Quality Technology 26 (1994) 239-243; Montgomery, Introduction to SQC, example 7.6.
    """
    xs, _chosen, ends = _read(times, baseline)
    if np.nanmin(xs, initial=1) <= 0:
        raise ValueError("A time between two events is above zero.")
    limits = individuals_limits([None if np.isnan(x) else float(x ** (1 / T_POWER)) for x in xs], baseline=baseline)
    lower, upper = (max(0.0, side[0] or 0.0) ** T_POWER for side in (limits.lower, limits.upper))
    centre = limits.centre**T_POWER
    return Limits(Method.T, limits.n, ends, centre, (lower,) * xs.size, (upper,) * xs.size, None)


def is_autocorrelated(values: Numbers) -> bool:
    """Whether each point depends on the one before so much that natural limits come out too narrow.

    True where the autocorrelation at lag 1 lies beyond ±1.96/√n, as it does for independent values 1 time in 20;
    False for fewer than 12 points, or values that do not vary. Missing points are skipped within their pairs.
    Source: NIST/SEMATECH e-Handbook 1.3.3.1 and 6.3.2.2 (independence as the condition of the chart).
    """
    xs = _floats(values)
    n = _present(xs)
    if n < 12 or np.nanmax(xs) == np.nanmin(xs):
        return False
    from statsmodels.tsa.stattools import acf  # see rundum.calc: heavy, so not before it is needed

    lag_1 = acf(xs, nlags=1, fft=False, missing="conservative")[1]
    return bool(abs(lag_1) > scipy.stats.norm.isf(0.025) / np.sqrt(n))


def _floats(values: Numbers) -> Floats:
    return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)


def _told(values: Floats) -> tuple[float | None, ...]:
    told = values.astype(object)
    told[np.isnan(values)] = None
    return tuple(told.tolist())


def _present(values: Floats) -> int:
    return int(np.count_nonzero(~np.isnan(values)))


def _read(values: Numbers, baseline: slice | None) -> tuple[Floats, Floats, tuple[int, int]]:
    xs = _floats(values)
    start, end, _step = (baseline or slice(None)).indices(xs.size)
    return xs, xs[start:end], (start, end)


def _must_vary(spread: float) -> None:
    if spread <= 0:
        raise NoLimits("Without variation there are no natural limits.")


def _counted(
    numerators: Numbers, denominators: Numbers, baseline: slice | None
) -> tuple[Floats, Floats, tuple[int, int]]:
    """Both as arrays, a point without either or with nothing below the line missing in both."""
    if len(numerators) != len(denominators):
        raise ValueError("Each numerator has its denominator.")
    xs, _chosen, ends = _read(numerators, baseline)
    ns = _floats(denominators)
    if np.nanmin(xs, initial=0) < 0 or np.nanmin(ns, initial=0) < 0:
        raise ValueError("Counts are not negative.")
    missing = np.isnan(xs) | np.isnan(ns) | (ns == 0)
    xs[missing] = ns[missing] = np.nan
    if not _present(ns[slice(*ends)]):
        raise NoLimits("Nothing was counted.")
    return xs, ns, ends


def _shares(
    numerators: Numbers, denominators: Numbers, baseline: slice | None
) -> tuple[Floats, Floats, float, tuple[int, int], int]:
    xs, ns, ends = _counted(numerators, denominators, baseline)
    if np.any(xs > ns):
        raise ValueError("The part lies between 0 and the whole.")
    inside = slice(*ends)
    p = float(np.nansum(xs[inside]) / np.nansum(ns[inside]))
    _must_vary(p * (1 - p))
    return xs, ns, p, ends, _present(ns[inside])

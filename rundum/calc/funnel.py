"""Teams of different size beside each other: which of them differ from the whole by more than chance.

A small team moves more by chance than a large one, so a ranking mostly sorts by size and luck. Here every team is
judged by limits of its own size about the common target; nothing is ordered.

Source: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005)
1185-1202. Own code because no maintained library has it; quantiles are scipy's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import asin, sqrt

import numpy as np
import scipy
from numpy.typing import NDArray

from rundum.calc.control_charts import FEW
from rundum.calc.detection import Direction

ALERT, ALARM = 0.95, 0.998
"""Share of steady teams within the inner and the outer limits."""
TRIM = 0.1
LEAST_FOR_DISPERSION = 10
"""From fewer teams the spread between them cannot be told from the difference of one."""


class Place(StrEnum):
    """INSIDE: no signal. ALERT: beyond 95 %. ALARM: beyond 99.8 %. TOO_SMALL: no result could be a signal, so none
    can be said to be missing. NOTHING: no cases."""

    INSIDE = "inside"
    ALERT = "alert"
    ALARM = "alarm"
    TOO_SMALL = "too_small"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Band:
    """Limits about the target for one size: within them chance alone keeps the given share of teams."""

    lower: float
    upper: float


@dataclass(frozen=True)
class FunnelTeam:
    """One team, in the place in which it was given. value: its share or rate; None without cases."""

    size: float
    value: float | None
    place: Place
    direction: Direction | None = None
    alert: Band | None = None
    alarm: Band | None = None


@dataclass(frozen=True)
class Funnel:
    """teams: in the order given. target: of all teams together, or the one given. expected_outside: how many teams lie
    beyond 95 % by chance alone. dispersion: phi, None where too few teams tell; adjusted: the limits are wider by √phi.
    """

    of_shares: bool
    n: int
    target: float
    teams: tuple[FunnelTeam, ...]
    expected_outside: float
    dispersion: float | None
    adjusted: bool

    def bands(self, sizes: Sequence[float]) -> list[tuple[Band, Band]]:
        """The inner and the outer limits for each size above 0, to draw the funnel with."""
        factor = sqrt(self.dispersion) if self.adjusted and self.dispersion else 1.0
        return _bands(self.of_shares, sizes, self.target, factor)


def share_funnel(numerators: Sequence[int], denominators: Sequence[int], *, target: float | None = None) -> Funnel:
    """Teams by a share. numerators of denominators: of each team; target: None for the share of all teams together.

    Raises ValueError for a part outside its whole, or no cases at all.
    """
    if any(not 0 <= part <= whole for part, whole in zip(numerators, denominators, strict=True)):
        raise ValueError("The part lies between 0 and the whole.")
    if not sum(denominators):
        raise ValueError("Nothing observed, so there is nothing to compare.")
    common = sum(numerators) / sum(denominators) if target is None else target
    z = [
        (asin(sqrt(part / whole)) - asin(sqrt(common))) * 2 * sqrt(whole)
        for part, whole in zip(numerators, denominators, strict=True)
        if whole
    ]
    return _funnel(True, numerators, denominators, common, dispersion(z))


def count_funnel(counts: Sequence[int], sizes: Sequence[float], *, target: float | None = None) -> Funnel:
    """Teams by events per unit of their size (customers, concerns, hours); target: None for the rate of all together.

    Raises ValueError for negative counts or sizes, or no size at all.
    """
    if any(count < 0 or size < 0 for count, size in zip(counts, sizes, strict=True)):
        raise ValueError("Counts and sizes are not negative.")
    if not sum(sizes):
        raise ValueError("Nothing observed, so there is nothing to compare.")
    common = sum(counts) / sum(sizes) if target is None else target
    expected = [(count, size * common) for count, size in zip(counts, sizes, strict=True) if size * common]
    return _funnel(False, counts, sizes, common, dispersion([2 * (sqrt(o) - sqrt(e)) for o, e in expected]))


def count_bands(expected: Sequence[float], level: float) -> list[Band]:
    """Limits of observed by expected for counts, by chi² quantiles as Spiegelhalter has them.

    expected: above 0. level: share between the limits. They multiply the target. Where fewer than five events are
    expected, none of them is passed by a count that chance brings more often than it says: no event where half of one
    is expected is no signal.
    """
    outside, e = (1 - level) / 2, np.asarray(expected, float)
    lower = scipy.stats.chi2.ppf(outside, 2 * e) / (2 * e)
    upper = scipy.stats.chi2.isf(outside, 2 * (e + 1)) / (2 * e)
    few = e < FEW
    lower[few] = np.minimum(lower[few], scipy.stats.poisson.ppf(outside, e[few]) / e[few])
    upper[few] = np.maximum(upper[few], scipy.stats.poisson.isf(outside, e[few]) / e[few])
    return [Band(float(low), float(high)) for low, high in zip(lower, upper, strict=True)]


def share_bands(sizes: Sequence[float], target: float, level: float) -> list[Band]:
    """Limits of shares of so many cases, by binomial quantiles interpolated to a smooth line (Spiegelhalter, A.1.1).

    With r the smallest count whose distribution function reaches the probability p outside, the lower limit is
    (r - a)/n, where a = (P(X <= r) - p) / P(X = r), not below 0. The upper one is that of the counterpart: so a share
    and what it leaves give the same answer, and no limit is passed by a result that chance brings more often than p.
    (Interpolated from below, as in the paper, the upper limit is passed by 5 of 5 where 95 % is usual.)
    """
    lower = _lower_share(sizes, target, (1 - level) / 2)
    upper = 1 - _lower_share(sizes, 1 - target, (1 - level) / 2)
    return [Band(float(low), float(high)) for low, high in zip(lower, upper, strict=True)]


def _lower_share(sizes: Sequence[float], target: float, outside: float) -> NDArray[np.float64]:
    n = np.asarray(sizes, float)
    r = scipy.stats.binom.ppf(outside, n, target)
    over = (scipy.stats.binom.cdf(r, n, target) - outside) / scipy.stats.binom.pmf(r, n, target)
    limits: NDArray[np.float64] = np.maximum((r - over) / n, 0.0)
    return limits


def dispersion(z: Sequence[float], *, trim: float = TRIM) -> float | None:
    """phi: the mean square of the standardised distances from the target, the outermost tenth on each side pulled in.

    1 where teams differ by chance alone. None without teams.
    """
    if not len(z):
        return None
    trimmed = np.asarray(scipy.stats.mstats.winsorize(np.asarray(z, float), limits=(trim, trim)))
    return float(np.mean(trimmed**2))


def _funnel(of_shares: bool, parts: Sequence[int], sizes: Sequence[float], target: float, phi: float | None) -> Funnel:
    compared = [size for size in sizes if size]
    told = phi if len(compared) >= LEAST_FOR_DISPERSION else None
    adjusted = told is not None and told > 1
    factor = sqrt(told) if told is not None and adjusted else 1.0
    varies = target > 0 and not (of_shares and target >= 1)
    bands = iter(_bands(of_shares, compared, target, factor) if varies else [None] * len(compared))
    teams = tuple(
        _team(of_shares, part, size, target, next(bands)) if size else FunnelTeam(size, None, Place.NOTHING)
        for part, size in zip(parts, sizes, strict=True)
    )
    return Funnel(of_shares, len(sizes), target, teams, len(compared) * (1 - ALERT), told, adjusted)


def _team(of_shares: bool, part: int, size: float, target: float, bands: tuple[Band, Band] | None) -> FunnelTeam:
    value = part / size
    if bands is None:  # the target is 0 or 1: chance has nothing to vary
        return FunnelTeam(size, value, Place.TOO_SMALL)
    alert, alarm = bands
    if alert.lower <= value <= alert.upper:
        cannot = of_shares and alert.lower <= 0 and alert.upper >= 1
        return FunnelTeam(size, value, Place.TOO_SMALL if cannot else Place.INSIDE, None, alert, alarm)
    place = Place.ALERT if alarm.lower <= value <= alarm.upper else Place.ALARM
    return FunnelTeam(size, value, place, Direction.UP if value > target else Direction.DOWN, alert, alarm)


def _bands(of_shares: bool, sizes: Sequence[float], target: float, factor: float) -> list[tuple[Band, Band]]:
    """Inner and outer limits about the target, wider by `factor`; a share's stay within 0 and 1."""

    def at(level: float) -> list[Band]:
        if of_shares:
            return [_wider(band, target, factor, 1.0) for band in share_bands(sizes, target, level)]
        by_target = count_bands([size * target for size in sizes], level)
        return [_wider(Band(b.lower * target, b.upper * target), target, factor, np.inf) for b in by_target]

    return list(zip(at(ALERT), at(ALARM), strict=True))


def _wider(band: Band, target: float, factor: float, most: float) -> Band:
    lower, upper = (target + (limit - target) * factor for limit in (band.lower, band.upper))
    return Band(max(lower, 0.0), min(upper, most))

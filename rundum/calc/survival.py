"""How long it takes until something is settled, when part of it is still open.

Leaving open cases out makes a team look quick while its difficult cases pile up (SPEC AC6.1). The product-limit
estimate uses an open case for what it does tell: it has taken at least this long.

Source: Kaplan & Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958) 457-481. Limits of a
quantile: Brookmeyer & Crowley, Biometrics 38 (1982) 29-41, on Greenwood's variance of log(-log S), as in R's
survfit(conf.type = "log-log") and in lifelines, which is the oracle of the tests.

The curve and Greenwood's variance are statsmodels'. The quantile is read off here, as SurvfuncRight.quantile wants
strictly less than half left (as SAS does) where Kaplan and Meier, R and lifelines say half; and its limits are given
on the scale of log(-log S), which SurvfuncRight.quantile_ci leaves undefined once nothing is left open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, isfinite, log

import scipy

ROUNDING = 1e-9  # a product of shares that ought to be exactly one half may miss it by this much


@dataclass(frozen=True)
class Step:
    """The estimate from `time` until the next step: the share still open, with its limits.

    at_risk: cases that were still open just before `time`. events: cases closed at `time`.
    lower, upper: limits of `share`; equal to 0 and None where nothing is left open and the variance has no value.
    """

    time: float
    at_risk: int
    events: int
    share: float
    lower: float
    upper: float | None


@dataclass(frozen=True)
class Quantile:
    """The time by which a given share of cases is settled, in the unit of the durations.

    n, events, censored: all cases, closed ones, open ones. value: the time, or None when fewer than that share are
    known to be settled within `longest`, the longest time observed: then say "more than `longest`". `longest` is None
    without any case. lower, upper: limits of value; None where the data set no limit on that side.
    """

    n: int
    events: int
    censored: int
    share: float
    confidence: float
    value: float | None
    lower: float | None
    upper: float | None
    longest: float | None


def product_limit(closed: Sequence[float], still_open: Sequence[float], *, confidence: float = 0.95) -> Iterator[Step]:
    """The Kaplan-Meier estimate of the share still open, one step for each time at which a case was closed.

    closed: durations of closed cases; still_open: how long the open ones have been open so far; both in one unit, not
    negative, in any order. A case still open at a time when others close counts as open then. A reopened concern
    belongs here once, with the clock running on. confidence: of the limits, above 0 and below 1.
    Raises ValueError for a negative or infinite duration or a confidence out of range.
    """
    if not 0 < confidence < 1:
        raise ValueError("Confidence lies between 0 and 1.")
    if any(not isfinite(duration) or duration < 0 for duration in (*closed, *still_open)):
        raise ValueError("A duration is a finite number that is not negative.")
    return _steps(closed, still_open, float(scipy.stats.norm.ppf(0.5 + confidence / 2)))


def _steps(closed: Sequence[float], still_open: Sequence[float], z: float) -> Iterator[Step]:
    if not closed:
        return
    from statsmodels.duration.survfunc import SurvfuncRight  # see rundum.calc: heavy, so not before it is needed

    curve = SurvfuncRight([*closed, *still_open], [1] * len(closed) + [0] * len(still_open))
    columns = (curve.surv_times, curve.n_risk, curve.n_events, curve.surv_prob, curve.surv_prob_se)
    for time, at_risk, events, share, error in zip(*(column.tolist() for column in columns), strict=True):
        if events < at_risk:
            width = z * error / (share * log(share))
            yield Step(time, round(at_risk), round(events), share, share ** exp(-width), share ** exp(width))
        else:
            yield Step(time, round(at_risk), round(events), 0.0, 0.0, None)


def quantile_time(
    closed: Sequence[float], still_open: Sequence[float], *, share: float = 0.5, confidence: float = 0.95
) -> Quantile:
    """The time by which `share` of all cases is settled, open cases counted for as long as they have been open.

    Arguments and errors as for product_limit; share: above 0 and below 1, 0.5 for the median. The answer is one of
    the observed times: the first at which no more than 1 - share is still open. Nothing is interpolated.
    """
    if not 0 < share < 1:
        raise ValueError("The share lies between 0 and 1.")
    steps = list(product_limit(closed, still_open, confidence=confidence))
    left = 1 - share + ROUNDING
    return Quantile(
        n=len(closed) + len(still_open),
        events=len(closed),
        censored=len(still_open),
        share=share,
        confidence=confidence,
        value=next((step.time for step in steps if step.share <= left), None),
        lower=next((step.time for step in steps if step.lower <= left), None),
        upper=next((step.time for step in steps if step.upper is not None and step.upper <= left), None),
        longest=max((*closed, *still_open), default=None),
    )


def median_time(closed: Sequence[float], still_open: Sequence[float], *, confidence: float = 0.95) -> Quantile:
    """The time by which half of all cases are settled; see quantile_time."""
    return quantile_time(closed, still_open, share=0.5, confidence=confidence)

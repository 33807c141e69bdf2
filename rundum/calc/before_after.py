"""Before and after: how much a figure has changed, with the interval in which the change lies.

The two periods are unpaired (METHODS.md): other concerns, other weeks. An interval that holds zero is no evidence of
a change, whatever the two figures look like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

LEAST = 2
"""So many weeks a period needs before its variation is known at all."""


class How(StrEnum):
    """The method behind an interval.

    NEWCOMBE: of two shares, by the cases in them. WELCH: of two means of weekly values, by how these vary.
    """

    NEWCOMBE = "newcombe"
    WELCH = "welch"


@dataclass(frozen=True)
class Change:
    """after - before with its interval. n_before, n_after: cases for shares, weeks for means."""

    how: How
    before: float
    after: float
    lower: float
    upper: float
    n_before: int
    n_after: int
    confidence: float

    @property
    def difference(self) -> float:
        return self.after - self.before


def share_change(before: tuple[int, int], after: tuple[int, int], confidence: float = 0.95) -> Change | None:
    """How a share has changed, from (part, whole) of each period; None where a period has no cases.

    Newcombe's hybrid score interval for the difference of two independent proportions; ends lie within -1 and 1.
    Raises ValueError for a part outside its whole.
    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
    """
    for part, whole in (before, after):
        if not 0 <= part <= whole:
            raise ValueError("The part lies between 0 and the whole.")
    if not before[1] or not after[1]:
        return None
    from statsmodels.stats.proportion import confint_proportions_2indep

    lower, upper = confint_proportions_2indep(
        *after, *before, method="newcomb", compare="diff", alpha=1 - confidence, correction=False
    )
    shares = (before[0] / before[1], after[0] / after[1])
    return Change(How.NEWCOMBE, *shares, float(lower), float(upper), before[1], after[1], confidence)


def mean_change(before: Sequence[float], after: Sequence[float], confidence: float = 0.95) -> Change | None:
    """How the mean of weekly values has changed; None with fewer than two weeks in a period, or where no week differs
    from another, so that nothing says how far chance reaches.

    Welch's interval, which does not take the two periods for equally variable.
    Source: Welch, Biometrika 34 (1947) 28-35.
    """
    if len(before) < LEAST or len(after) < LEAST:
        return None
    if len(set(before)) == 1 and len(set(after)) == 1:
        return None
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    first, second = DescrStatsW(before), DescrStatsW(after)
    lower, upper = CompareMeans(second, first).tconfint_diff(alpha=1 - confidence, usevar="unequal")
    if not (isfinite(lower) and isfinite(upper)):
        return None
    means = (float(first.mean), float(second.mean))
    return Change(How.WELCH, *means, float(lower), float(upper), len(before), len(after), confidence)


class Fulfilled(StrEnum):
    """A prediction beside what came. AS_PREDICTED: a change that is none of chance, and the figure got there. LESS:
    such a change, but the figure did not get there. AGAINST: such a change the other way. UNCLEAR: the interval holds
    zero, so even a figure that got there says nothing yet."""

    AS_PREDICTED = "as_predicted"
    LESS = "less"
    AGAINST = "against"
    UNCLEAR = "unclear"


def fulfilled(change: Change, target: float, *, upward: bool) -> Fulfilled:
    """How a change compares with the prediction that the figure goes to `target`. A figure on the target got there."""
    sign = 1 if upward else -1
    if change.lower <= 0 <= change.upper:
        return Fulfilled.UNCLEAR
    if sign * change.lower < 0:
        return Fulfilled.AGAINST
    return Fulfilled.AS_PREDICTED if sign * (change.after - target) >= 0 else Fulfilled.LESS

"""What a share seen in few cases says about the share behind them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proportion:
    """x of n as a share with its limits, all between 0 and 1."""

    x: int
    n: int
    confidence: float
    share: float
    lower: float
    upper: float


def wilson(x: int, n: int, *, confidence: float = 0.95) -> Proportion:
    """The share x of n with its Wilson score interval, without continuity correction.

    0 of n has the lower limit 0 and an upper one below 1; n of n the other way round. Not rounded.
    Raises ValueError for nothing at all (n = 0: there is no share to state), for x outside 0 to n and for a
    confidence outside 0 to 1.
    Source: Wilson, JASA 22 (1927) 209-212; method 3 in Newcombe, Statistics in Medicine 17 (1998) 857-872.
    """
    if n <= 0:
        raise ValueError("Nothing observed, so there is no share.")
    if not 0 <= x <= n:
        raise ValueError("The part lies between 0 and the whole.")
    if not 0 < confidence < 1:
        raise ValueError("Confidence lies between 0 and 1.")
    from statsmodels.stats.proportion import proportion_confint  # see rundum.calc: heavy, so not before it is needed

    lower, upper = proportion_confint(x, n, alpha=1 - confidence, method="wilson")
    return Proportion(
        x=x,
        n=n,
        confidence=confidence,
        share=x / n,
        # At both ends the root is exact on paper only.
        lower=lower if x else 0.0,
        upper=upper if x < n else 1.0,
    )

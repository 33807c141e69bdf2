"""How varied the work of one person is, for that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

MONOTONOUS = 0.9
"""From this share of one kind on, work is monotonous (SPEC AC8.5)."""
FEWEST = 8
"""Steps below which nothing is said: one a week over the eight weeks looked at."""


@dataclass(frozen=True)
class Variety[Kind]:
    """n: steps counted. most, share: the most frequent kind and its share. index: Shannon's entropy over its highest
    value for as many kinds, from 0 (all alike) to 1 (all kinds equally often); 0 for one kind."""

    n: int
    most: Kind
    share: float
    index: float

    @property
    def is_monotonous(self) -> bool:
        return self.n >= FEWEST and self.share >= MONOTONOUS


def variety[Kind](counts: Mapping[Kind, int]) -> Variety[Kind] | None:
    """The variety of steps counted by kind; None without any. Raises ValueError for a negative count.

    Source: Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27 (1948) 379-423; divided
    by log(kinds), as Pielou, Journal of Theoretical Biology 13 (1966) 131-144.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is not negative")
    n = sum(counts.values())
    if not n:
        return None
    shares = [count / n for count in counts.values() if count]
    most = max(counts, key=lambda kind: counts[kind])
    index = -sum(share * log(share) for share in shares) / log(len(shares)) if len(shares) > 1 else 0.0
    return Variety(n, most, counts[most] / n, index)

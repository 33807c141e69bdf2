"""How many could step in for each customer, and how few would have to be away for most customers to know nobody.

The truck factor after Avelino, Passos, Hora and Valente, A novel approach for estimating truck factors (ICPC 2016):
the least people whose absence leaves more than half unknown. They remove the one who knows most, again and again; up
to twelve people all sets are tried here, which is exact.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

EXACT_UP_TO = 12
ENOUGH = 2


@dataclass(frozen=True)
class Coverage:
    """Customers by how many could step in: nobody, one person only, enough; all of them."""

    orphans: int
    one_only: int
    enough: int

    @property
    def customers(self) -> int:
        return self.orphans + self.one_only + self.enough

    @property
    def share(self) -> float | None:
        """Of the customers for whom enough could step in; None without customers."""
        return self.enough / self.customers if self.customers else None


@dataclass(frozen=True)
class TruckFactor:
    """number: of people whose absence leaves more than half of the customers unknown; 0: it is so already.

    people: one such set. is_exact: whether every set was tried; else a smaller one may exist.
    """

    number: int
    people: frozenset[int]
    is_exact: bool


def coverage(known: Mapping[int, Collection[int]], away: Collection[int] = ()) -> Coverage:
    """How the customers are covered. known: by customer who could step in; away: people not there, for "today"."""
    counts = Counter(min(len(set(people) - set(away)), ENOUGH) for people in known.values())
    return Coverage(orphans=counts[0], one_only=counts[1], enough=counts[ENOUGH])


def truck_factor(members: Collection[int], known: Mapping[int, Collection[int]]) -> TruckFactor | None:
    """The truck factor of a team; None where it has no customers.

    members: of the team; knowledge of anyone else does not count. A customer known by nobody is unknown from the
    start; a team without members has factor 0. Up to 12 members exact, above by greedy removal.
    """
    if not known:
        return None
    people = sorted(set(members))
    # Customers known by the same people are one case, counted: however many customers, at most 4,096 cases.
    cases = Counter(frozenset(who) & frozenset(people) for who in known.values())
    if len(people) <= EXACT_UP_TO:
        sets = (frozenset(some) for number in range(len(people) + 1) for some in combinations(people, number))
        least = next(some for some in sets if _is_lost(cases, some))
        return TruckFactor(len(least), least, is_exact=True)
    gone: frozenset[int] = frozenset()
    while not _is_lost(cases, gone):
        gone |= {max(people, key=lambda one: _worth(cases, gone, one))}
    return TruckFactor(len(gone), gone, is_exact=False)


def _is_lost(cases: Counter[frozenset[int]], gone: frozenset[int]) -> bool:
    return 2 * sum(count for who, count in cases.items() if who <= gone) > cases.total()


def _worth(cases: Counter[frozenset[int]], gone: frozenset[int], one: int) -> tuple[bool, int, int]:
    """Who knows most of what is still known goes next; of these who leaves most unknown."""
    left = [(who, count) for who, count in cases.items() if not who <= gone and one in who]
    alone = sum(count for who, count in left if who <= gone | {one})
    return one not in gone, sum(count for _who, count in left), alone

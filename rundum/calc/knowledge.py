"""How many could step in for each customer, and how few would have to be away for most customers to know nobody.

The truck factor after Avelino, Passos, Hora and Valente, A novel approach for estimating truck factors (ICPC 2016):
the least people whose absence leaves more than half unknown. They remove the one who knows most, again and again; up
to twelve people all sets are tried here, which is exact.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

EXACT_UP_TO = 12
ENOUGH = 2

type Cases = Mapping[frozenset[int], int]
"""How many customers are known by exactly these people. However many customers, 12 people make at most 4,096 cases."""


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

    people: one such set. is_exact: whether every set was tried; else `number` is an upper bound,
    as a smaller set may exist.
    """

    number: int
    people: frozenset[int]
    is_exact: bool


def cases_of(known: Iterable[Collection[int]]) -> Cases:
    """The cases of customers one by one. known: for each customer who could step in."""
    return Counter(frozenset(people) for people in known)


def coverage(cases: Cases, away: Collection[int] = ()) -> Coverage:
    """How the customers are covered. away: people not there, for "today"."""
    counts: Counter[int] = Counter()
    for people, customers in cases.items():
        counts[min(len(people.difference(away)), ENOUGH)] += customers
    return Coverage(orphans=counts[0], one_only=counts[1], enough=counts[ENOUGH])


def truck_factor(members: Collection[int], cases: Cases) -> TruckFactor | None:
    """The truck factor of a team; None where it has no customers.

    members: of the team; knowledge of anyone else does not count. A customer known by nobody is unknown from the
    start; a team without members has factor 0. Up to 12 members exact, above by greedy removal.
    """
    people = sorted(set(members))
    # A set of people is a number here, one bit each: a customer known by `who` is lost when all bits of `who` are gone.
    bit = {person: 1 << place for place, person in enumerate(people)}
    counted: Counter[int] = Counter()
    for who, customers in cases.items():
        counted[sum(bit.get(person, 0) for person in who)] += customers
    if not counted.total():
        return None
    is_exact = len(people) <= EXACT_UP_TO
    gone = _least_by_trying(len(people), counted) if is_exact else _least_by_greed(len(people), counted)
    named = frozenset(person for person in people if bit[person] & gone)
    return TruckFactor(len(named), named, is_exact=is_exact)


def _least_by_trying(people: int, counted: Counter[int]) -> int:
    """The smallest set whose absence loses more than half; of equals the one of the first people.

    lost[gone] sums the customers of every subset of `gone`, person by person (Yates 1937), so that all sets together
    cost people x 2^people additions, however many customers there are.
    """
    lost = [counted[who] for who in range(1 << people)]
    for place in range(people):
        for gone in range(1 << people):
            if gone >> place & 1:
                lost[gone] += lost[gone ^ 1 << place]
    enough = (gone for gone, customers in enumerate(lost) if 2 * customers > counted.total())
    return min(enough, key=lambda gone: (gone.bit_count(), gone))


def _least_by_greed(people: int, counted: Counter[int]) -> int:
    """Take away who knows most of what is still known, of these who leaves most unknown, until more than half is."""
    gone = 0
    while 2 * sum(customers for who, customers in counted.items() if not who & ~gone) <= counted.total():
        gone |= max((1 << place for place in range(people) if not gone >> place & 1), key=_worth(counted, gone))
    return gone


def _worth(counted: Counter[int], gone: int) -> Callable[[int], tuple[int, int]]:
    def worth(one: int) -> tuple[int, int]:
        left = [(who, customers) for who, customers in counted.items() if who & ~gone and who & one]
        alone = sum(customers for who, customers in left if not who & ~(gone | one))
        return sum(customers for _who, customers in left), alone

    return worth

"""Who could step in, and how few make the difference."""

from itertools import combinations
from random import Random

import pytest

from rundum.calc.knowledge import cases_of, coverage, truck_factor


def test_customers_are_counted_by_how_many_could_step_in() -> None:
    found = coverage(cases_of([[], [10], [10, 11], [10, 11, 12]]))
    assert (found.orphans, found.one_only, found.enough, found.share) == (1, 1, 2, 0.5)


def test_today_counts_without_those_who_are_away() -> None:
    found = coverage(cases_of([[10], [10, 11], [10, 11, 12]]), away=[10])
    assert (found.orphans, found.one_only, found.enough) == (1, 1, 1)


def test_without_customers_there_is_neither_share_nor_factor() -> None:
    assert coverage({}).share is None
    assert truck_factor([1, 2], {}) is None


def test_a_team_without_members_and_customers_known_by_nobody_have_lost_them_already() -> None:
    empty = truck_factor([], cases_of([[], [9]]))
    orphaned = truck_factor([1], cases_of([[], [], [1]]))
    assert empty is not None
    assert (empty.number, empty.is_exact) == (0, True)
    assert orphaned is not None
    assert orphaned.number == 0


def test_half_is_not_more_than_half() -> None:
    found = truck_factor([1, 2], cases_of([[1], [2]]))
    assert found is not None
    assert found.number == 2


def test_those_who_know_most_are_not_always_those_who_count() -> None:
    """1 knows as many customers as anybody, but always beside 2 or 3."""
    known = {1: [4], 2: [4], 3: [4], 4: [1, 2], 5: [1, 3], 6: [1, 2]}
    found = truck_factor([1, 2, 3, 4], cases_of(known.values()))
    assert found is not None
    assert found.number == _by_trying({1, 2, 3, 4}, known)


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_trying_everything(seed: int) -> None:
    draw = Random(seed)
    known = {c: draw.sample(range(6), draw.randint(0, 4)) for c in range(15)}
    found = truck_factor(range(6), cases_of(known.values()))
    assert found is not None
    assert found.number == _by_trying(set(range(6)), known)


def test_above_twelve_members_it_is_greedy_and_says_so() -> None:
    known = {customer: [customer % 13] for customer in range(26)}
    found = truck_factor(range(13), cases_of(known.values()))
    assert found is not None
    assert (found.number, found.is_exact) == (7, False)


def test_twelve_members_and_a_million_customers_are_tried_exactly_at_once() -> None:
    """Every case there can be, 244 customers each: all sets are tried, and nobody waits for it."""
    cases = {frozenset(p for p in range(12) if who >> p & 1): 244 for who in range(1 << 12)}
    found = truck_factor(range(12), cases)
    assert found is not None
    # Of sets of people drawn evenly, 2^k of 2^12 lie within k who are gone: more than half only with all twelve.
    assert (found.number, found.is_exact) == (12, True)


def test_people_outside_the_team_do_not_count() -> None:
    found = truck_factor([1, 2], cases_of([[1, 9], [1, 9], [2, 9]]))
    assert found is not None
    assert (found.number, found.people) == (1, frozenset([1]))


def _by_trying(members: set[int], known: dict[int, list[int]]) -> int:
    for number in range(len(members) + 1):
        for gone in combinations(members, number):
            lost = sum(set(who) & members <= set(gone) for who in known.values())
            if 2 * lost > len(known):
                return number
    return len(members)

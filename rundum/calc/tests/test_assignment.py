"""The plan for all open work at once, against other solvers and by trying everything."""

from itertools import product
from random import Random
from time import perf_counter

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from rundum.calc.assignment import Choice, Person, plan_work
from rundum.calc.offers import Hindrance


@pytest.mark.parametrize("seed", range(5))
def test_one_to_one_it_agrees_with_the_hungarian_method(seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 100, size=(9, 9))
    rows, columns = linear_sum_assignment(points, maximize=True)
    choices = [Choice(c, p, int(points[p, c])) for p in range(9) for c in range(9)]
    plan = plan_work([Person(p, 1) for p in range(9)], dict.fromkeys(range(9), 1), choices, seed=seed, evenness=0)
    assert plan.objective == points[rows, columns].sum()
    assert plan.is_proven


@pytest.mark.parametrize("seed", range(5))
def test_with_effort_and_capacity_it_agrees_with_trying_everything(seed: int) -> None:
    draw = Random(seed)
    efforts = {c: draw.randint(1, 5) for c in range(6)}
    points = {(c, p): draw.randint(0, 50) for c in range(6) for p in range(3)}
    best = max(
        (
            sum(points[c, p] for c, p in enumerate(ways))
            for ways in product(range(3), repeat=6)
            if all(sum(efforts[c] for c, p in enumerate(ways) if p == who) <= 8 for who in range(3))
        ),
        default=None,
    )
    choices = [Choice(c, p, points[c, p]) for c, p in points]
    plan = plan_work([Person(p, 8) for p in range(3)], efforts, choices, seed=seed, evenness=0)
    if best is None:
        assert plan.rule is Hindrance.CAPACITY
    else:
        assert (plan.objective, plan.is_proven) == (best, True)


def test_too_much_work_names_capacity_and_leaves_as_little_over_as_it_can() -> None:
    people, efforts = [Person(1, 2)], {10: 1, 11: 1, 12: 1}
    choices = [Choice(10, 1, 1), Choice(11, 1, 5), Choice(12, 1, 3)]
    whole = plan_work(people, efforts, choices, seed=1)
    assert (list(whole.chosen), whole.rule) == ([], Hindrance.CAPACITY)
    part = plan_work(people, efforts, choices, seed=1, may_wait=True)
    assert (list(part.left_over), part.rule) == ([10], Hindrance.CAPACITY)


def test_a_concern_nobody_may_take_names_the_skills() -> None:
    assert plan_work([Person(1, 9)], {10: 1}, [], seed=1).rule is Hindrance.SKILLS


def test_learning_takes_time_of_both_and_names_the_pair_rule_where_it_lacks() -> None:
    choices = [Choice(10, 1, 5, learn_with=2), Choice(11, 2, 5)]
    fits = plan_work([Person(1, 4), Person(2, 5)], {10: 4, 11: 4}, choices, seed=1)
    assert len(fits.chosen) == 2
    assert plan_work([Person(1, 4), Person(2, 4)], {10: 4, 11: 4}, choices, seed=1).rule is Hindrance.PAIR


def test_equal_offers_go_to_who_had_less_in_the_weeks_before() -> None:
    people = [Person(1, 10, recent=20, recent_capacity=30), Person(2, 10, recent=5, recent_capacity=30)]
    choices = [Choice(10, 1, 5), Choice(10, 2, 5)]
    assert [choice.person for choice in plan_work(people, {10: 4}, choices, seed=1).chosen] == [2]


def test_fifteen_people_and_two_hundred_concerns_are_planned_in_two_seconds_and_alike_each_time() -> None:
    draw = Random(23)
    people = [Person(p, draw.choice([20, 32, 40]) * 2, draw.randint(0, 60), 120) for p in range(15)]
    efforts = {c: draw.randint(1, 6) for c in range(200)}
    choices = [
        Choice(c, p, draw.randint(5, 90), draw.choice([None, None, None, (p + 1) % 15]))
        for c in efforts
        for p in range(15)
        if draw.random() < 0.6
    ]
    began = perf_counter()
    plan = plan_work(people, efforts, choices, seed=7)
    seconds = perf_counter() - began
    assert len(plan.chosen) == 200
    assert plan.gap <= 0.05
    assert (plan.method, plan.n, plan.seed, bool(plan.version)) == ("CP-SAT", 200, 7, True)
    assert list(plan_work(people, efforts, choices, seed=7).chosen) == list(plan.chosen)
    assert seconds < 2

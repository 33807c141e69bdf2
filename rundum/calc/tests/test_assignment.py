"""The plan for all open work at once, against other solvers and by trying everything."""

from collections import Counter
from itertools import product
from random import Random
from time import process_time

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
    began = process_time()  # of one worker: as long as it takes where nothing else runs
    plan = plan_work(people, efforts, choices, seed=7)
    seconds = process_time() - began
    assert len(plan.chosen) == 200
    assert plan.gap <= 0.05
    assert (plan.method, plan.n, plan.seed, bool(plan.version)) == ("CP-SAT", 200, 7, True)
    assert list(plan_work(people, efforts, choices, seed=7).chosen) == list(plan.chosen)
    assert seconds < 2


@pytest.mark.parametrize("room", [9, 14, 30])
@pytest.mark.parametrize("fits", [0.3, 0.6, 1.0])
def test_boards_that_are_hard_because_little_fits_or_all_is_alike_take_no_longer(fits: float, room: int) -> None:
    draw = Random(int(fits * 10))
    people = [Person(p, room, draw.randint(0, 7), 8) for p in range(15)]
    choices = [Choice(c, p, 50 if fits == 1 else draw.randint(0, 100)) for c in range(200) for p in range(15)]
    choices = [choice for choice in choices if draw.random() < fits]
    able = {choice.concern for choice in choices}
    plan_work(people[:2], {0: 1}, choices[:1], seed=1)  # what is loaded once is loaded here
    began = process_time()
    plan = plan_work(people, dict.fromkeys(able, 1), choices, seed=7, may_wait=True)
    assert process_time() - began < 2
    assert len(plan.chosen) == min(len(able), 15 * room)
    assert plan.gap < 0.01


@pytest.mark.parametrize("seed", range(8))
def test_where_not_all_can_be_taken_it_agrees_with_trying_everything(seed: int) -> None:
    draw = Random(seed)
    people = [Person(p, draw.randint(1, 5), draw.randint(0, 4), 5) for p in range(3)]
    efforts = {c: draw.randint(1, 3) for c in range(5)}
    offered = {
        (c, p): Choice(c, p, draw.randint(0, 50), draw.choice([None, (p + 1) % 3])) for c in efforts for p in range(3)
    }

    def worth(ways: tuple[int | None, ...]) -> tuple[int, int] | None:
        """How many find somebody, and the points less the imbalance; None where it is more than there is time for."""
        chosen = [offered[c, p] for c, p in enumerate(ways) if p is not None]
        load = Counter({person.key: 0 for person in people})
        for choice in chosen:
            load[choice.person] += efforts[choice.concern]
            if choice.learn_with is not None:
                load[choice.learn_with] += -(-efforts[choice.concern] // 4)
        if any(load[person.key] > person.capacity for person in people):
            return None
        full = [100 * (load[one.key] + one.recent) / (one.capacity + one.recent_capacity) for one in people]
        imbalance = int(-(-max(full) // 1)) - int(min(full))
        return len(chosen), sum(choice.points for choice in chosen) - imbalance

    best = max(found for ways in product([None, 0, 1, 2], repeat=5) if (found := worth(ways)))
    plan = plan_work(people, efforts, list(offered.values()), seed=seed, may_wait=True)
    assert (len(plan.chosen), plan.objective, plan.is_proven) == (*best, True)


def test_who_suits_alike_is_offered_work_in_turn() -> None:
    people, choices = [Person(p, 3) for p in range(6)], [Choice(c, p, 50) for c in range(3) for p in range(6)]
    offered = Counter(
        choice.person
        for day in range(60)
        for choice in plan_work(people, dict.fromkeys(range(3), 1), choices, seed=day, may_wait=True).chosen
    )
    assert min(offered[person.key] for person in people) > 15  # of 30 on average

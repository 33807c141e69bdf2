"""Offers: reasons that add up, nobody pushed, nobody first by name."""

from dataclasses import fields

import pytest

from rundum.calc.offers import USUAL_WEIGHTS, Candidate, Hindrance, Reason, offers_for

WELD = 7
ANNA, BEN, CEM, DORA = 1, 2, 3, 4


def test_the_points_shown_add_up_to_what_counts() -> None:
    one = Candidate(ANNA, {WELD: 3}, at_best=True, has_spoken=True, has_held=True, knows=True)
    (offer,) = offers_for({WELD: 3}, [one], USUAL_WEIGHTS, seed="a").all
    assert offer.points == {Reason.SKILL: 30, Reason.STRENGTH: 10, Reason.ROOM: 20, Reason.CONTINUITY: 15}
    assert offer.sum == 75


@pytest.mark.parametrize("reason", Reason)
def test_a_weight_of_nothing_removes_the_reason(reason: Reason) -> None:
    people = [
        Candidate(ANNA, {WELD: 3}, frozenset({WELD}), at_best=True, has_spoken=True),
        Candidate(BEN, {WELD: 3}, knows=True),
    ]
    with_it = offers_for({WELD: 3}, people, USUAL_WEIGHTS, seed="a").all
    without = offers_for({WELD: 3}, people, {**USUAL_WEIGHTS, reason: 0}, seed="a").all
    assert any(reason in offer.points for offer in with_it)
    assert all(reason not in offer.points for offer in without)


def test_a_job_title_is_no_input() -> None:
    assert not {"title", "position", "job"} & {field.name for field in fields(Candidate)}


def test_who_lacks_the_level_is_offered_it_only_to_learn_it_beside_someone_who_has_it() -> None:
    able, eager, idle = Candidate(ANNA, {WELD: 3}), Candidate(BEN, {WELD: 1}, frozenset({WELD})), Candidate(CEM)
    offers = {offer.key: offer for offer in offers_for({WELD: 3}, [able, eager, idle], USUAL_WEIGHTS, seed="a").all}
    assert offers[ANNA].learn_with is None
    assert offers[BEN].learn_with == ANNA
    assert CEM not in offers


def test_nobody_is_offered_to_learn_alone() -> None:
    offers = offers_for({WELD: 3}, [Candidate(BEN, {WELD: 1}, frozenset({WELD}))], USUAL_WEIGHTS, seed="a")
    assert (list(offers.all), offers.hindrance) == ([], Hindrance.PAIR)


def test_who_is_away_is_neither_offered_it_nor_learned_with() -> None:
    people = [Candidate(ANNA, {WELD: 4}, is_away=True), Candidate(BEN, {WELD: 1}, frozenset({WELD}))]
    offers = offers_for({WELD: 3}, people, USUAL_WEIGHTS, seed="a")
    assert (list(offers.all), offers.hindrance) == ([], Hindrance.ABSENCE)


def test_the_rule_is_named_where_nobody_can() -> None:
    assert offers_for({WELD: 3}, [Candidate(ANNA)], USUAL_WEIGHTS, seed="a").hindrance is Hindrance.SKILLS
    assert offers_for({}, [], USUAL_WEIGHTS, seed="a").hindrance is Hindrance.ABSENCE


def test_room_weighs_open_threads_by_share_of_time() -> None:
    full, half = Candidate(ANNA, open_threads=4), Candidate(BEN, open_threads=2, share=0.5)
    points = {offer.key: offer.points for offer in offers_for({}, [full, half], USUAL_WEIGHTS, seed="a").all}
    assert points[ANNA] == points[BEN] == {Reason.ROOM: 10}


def test_knowledge_spreads_to_a_second_person_only() -> None:
    knows, new = Candidate(ANNA, knows=True), Candidate(BEN)
    points = {offer.key: offer.points for offer in offers_for({}, [knows, new], USUAL_WEIGHTS, seed="a").all}
    assert (Reason.SPREAD in points[BEN], Reason.SPREAD in points[ANNA]) == (True, False)
    both = [knows, Candidate(CEM, knows=True), new]
    assert all(Reason.SPREAD not in offer.points for offer in offers_for({}, both, USUAL_WEIGHTS, seed="a").all)


def test_equals_take_turns_by_day_whatever_their_order() -> None:
    people = [Candidate(key) for key in (ANNA, BEN, CEM, DORA)]
    first = [offers_for({}, people, USUAL_WEIGHTS, seed=f"{day}:1").all[0].key for day in range(400)]
    turned = [offers_for({}, people[::-1], USUAL_WEIGHTS, seed=f"{day}:1").all[0].key for day in range(400)]
    assert first == turned
    assert all(60 < first.count(key) < 140 for key in (ANNA, BEN, CEM, DORA))


def test_at_most_three_are_shown() -> None:
    offers = offers_for({}, [Candidate(key) for key in (ANNA, BEN, CEM, DORA)], USUAL_WEIGHTS, seed="a")
    assert (len(offers.all), len(offers.shown)) == (4, 3)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        offers_for({}, [Candidate(ANNA)], {Reason.ROOM: -1}, seed="a")

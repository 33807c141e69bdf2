"""The drawing against the exact distribution: the sum of w independent weeks is the w-fold convolution of one week."""

import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.forecast import (
    FEWEST_WEEKS,
    HORIZON,
    ODDS,
    Ground,
    chance_within,
    done_by,
    done_in_part,
    ground_of,
    when_done,
)

WEEKS = [3, 0, 5, 2, 4, 1, 0, 6, 3, 2]
WIDEST = 0.025  # three standard errors of a share of 4000 drawings


def exactly(finished: Sequence[int], weeks: int, count: int) -> float:
    """The chance that `weeks` weeks drawn with equal odds finish at least `count`."""
    one = np.bincount(finished) / len(finished)
    total = np.ones(1)
    for _week in range(weeks):
        total = np.convolve(total, one)
    return float(total[count:].sum())


@pytest.mark.parametrize("count", [1, 4, 9, 20, 41])
@pytest.mark.parametrize("weeks", [1, 2, 5, 9, 14])
def test_the_chance_is_that_of_the_exact_convolution(count: int, weeks: int) -> None:
    assert chance_within(WEEKS, count, weeks) == pytest.approx(exactly(WEEKS, weeks, count), abs=WIDEST)


@pytest.mark.parametrize("count", [1, 7, 26, 60])
def test_the_weeks_said_are_those_of_the_exact_convolution(count: int) -> None:
    (answer,) = when_done(WEEKS, [count])
    for chance in ODDS:
        weeks = answer.within(chance)
        assert weeks is not None
        after = int(np.ceil(weeks))
        assert exactly(WEEKS, after - 1, count) < chance + WIDEST
        assert exactly(WEEKS, after, count) > chance - WIDEST


@pytest.mark.parametrize("weeks", [1, 3, 8, 20])
def test_what_is_possible_is_that_of_the_exact_convolution(weeks: int) -> None:
    answer = done_by(WEEKS, weeks)
    for chance, count in answer.at_least:
        assert exactly(WEEKS, weeks, count) > chance - WIDEST
        assert exactly(WEEKS, weeks, count + 1) < chance + WIDEST


def test_the_same_weeks_give_the_same_answer_in_whatever_order_they_come() -> None:
    assert when_done(WEEKS, [12, 30]) == when_done(WEEKS, [12, 30]) == when_done(WEEKS[::-1], [12, 30])


def test_looking_at_more_of_the_backlog_changes_nothing_of_the_rest() -> None:
    assert when_done(WEEKS, [12]) == when_done(WEEKS, [12, 90])[:1]


def test_an_even_pace_has_no_spread() -> None:
    (answer,) = when_done([4] * FEWEST_WEEKS, [10])
    assert [each.weeks for each in answer.odds] == [2.5, 2.5, 2.5]
    assert done_by([4] * FEWEST_WEEKS, 2.5).at_least == ((0.50, 10), (0.85, 10), (0.95, 10))


def test_weeks_in_which_nothing_was_finished_count() -> None:
    with_pauses, without = when_done([4, 0] * 5, [20])[0], when_done([4] * 10, [20])[0]
    assert with_pauses.within(0.85) > without.within(0.85)


def test_fewer_than_eight_weeks_give_a_range_from_the_slowest_and_the_fastest() -> None:
    (answer,) = when_done([2, 5, 4], [10])
    assert (answer.ground, answer.n, answer.odds) == (Ground.RANGE, 3, ())
    assert (answer.fastest, answer.slowest) == (2.0, 5.0)
    possible = done_by([2, 5, 4], 3)
    assert (possible.ground, possible.least, possible.most) == (Ground.RANGE, 6, 15)


def test_at_the_pace_of_a_week_without_anything_it_never_ends() -> None:
    (answer,) = when_done([0, 5], [10])
    assert (answer.fastest, answer.slowest) == (2.0, None)


def test_nothing_finished_in_any_week_is_never() -> None:
    assert when_done([0] * 20, [1])[0].ground is Ground.NEVER
    assert done_by([0] * 20, 4).ground is Ground.NEVER


def test_without_any_week_there_is_nothing_to_stand_on() -> None:
    assert ground_of([]) is Ground.NOTHING
    assert when_done([], [3])[0].ground is Ground.NOTHING


def test_an_empty_backlog_is_done_at_once() -> None:
    assert [each.weeks for each in when_done(WEEKS, [0])[0].odds] == [0.0, 0.0, 0.0]


def test_what_comes_in_puts_the_end_off_and_may_put_it_off_for_good() -> None:
    finished, arrived = [5, 3, 6, 4, 5, 2, 6, 5], [2, 3, 1, 2, 4, 2, 1, 3]
    alone, with_new = (when_done(finished, [20], arrived=each)[0].within(0.85) for each in (None, arrived))
    assert alone is not None
    assert with_new is not None
    assert with_new > alone
    flooded = when_done(finished, [20], arrived=[each + 9 for each in finished])[0]
    assert [each.weeks for each in flooded.odds] == [None, None, None]


def test_half_the_team_needs_twice_as_long() -> None:
    whole, half = when_done([4] * 8, [12])[0], when_done([4] * 8, [12], pace=0.5)[0]
    assert (whole.within(0.5), half.within(0.5)) == (3.0, 6.0)


def paced(finished: Sequence[int], paces: Sequence[float], count: int) -> float:
    """The chance that weeks drawn with equal odds, each at its own pace, finish at least `count`; paces: of tenths."""
    total = np.ones(1)
    for pace in paces:
        week = np.zeros(round(max(finished) * pace * 10) + 1)
        for each in finished:
            week[round(each * pace * 10)] += 1 / len(finished)
        total = np.convolve(total, week)
    return float(total[count * 10 :].sum())


@pytest.mark.parametrize("count", [1, 5, 9, 14])
def test_weeks_of_different_pace_have_the_chance_of_the_exact_convolution(count: int) -> None:
    paces = [1.0, 0.6, 0.0, 0.3, 1.2, 0.9]
    for weeks in range(1, len(paces) + 1):
        drawn = chance_within(WEEKS, count, weeks, pace=paces)
        assert drawn == pytest.approx(paced(WEEKS, paces[:weeks], count), abs=WIDEST)
        for chance, reached in done_by(WEEKS, weeks, pace=paces).at_least:
            assert paced(WEEKS, paces[:weeks], reached) > chance - WIDEST


def test_weeks_with_the_usual_hours_change_nothing_of_the_forecast() -> None:
    arrived = [2, 1, 3, 2, 2, 1, 0, 4, 2, 1]
    even = [1.0] * HORIZON
    assert when_done(WEEKS, [12, 90], pace=even) == when_done(WEEKS, [12, 90])
    assert when_done(WEEKS, [12], arrived=arrived, pace=even) == when_done(WEEKS, [12], arrived=arrived)
    assert done_by(WEEKS, 7.5, pace=even) == done_by(WEEKS, 7.5)
    assert when_done(WEEKS[:3], [12], pace=even) == when_done(WEEKS[:3], [12])


def test_a_week_in_which_nobody_is_there_puts_the_rest_off_by_a_week() -> None:
    (answer,) = when_done([4] * 8, [10], pace=[1.0, 0.0, 1.0])
    assert [each.weeks for each in answer.odds] == [3.5, 3.5, 3.5]
    assert done_by([4] * 8, 2, pace=[1.0, 0.0, 1.0]).at_least == ((0.50, 4), (0.85, 4), (0.95, 4))
    (few,) = when_done([2, 4], [10], pace=[1.0, 0.0, 1.0])
    assert (few.fastest, few.slowest) == (3.5, 6.0)
    assert done_by([2, 4], 2.5, pace=[1.0, 0.0, 1.0]).most == 6


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 1.0, 1.3, 2.0])
def test_a_part_of_a_week_has_the_chances_of_its_concerns_one_by_one(share: float) -> None:
    """Against throwing a coin for each concern of each past week."""
    chance = np.random.default_rng(5)
    drawn = chance.choice(WEEKS, size=200_000)
    done = drawn * int(share) + chance.binomial(drawn, share - int(share))
    for odds, count in done_in_part(WEEKS, share).at_least:
        assert np.mean(done >= count) > odds - 0.01
        assert np.mean(done >= count + 1) < odds + 0.01


def test_a_whole_week_in_one_part_is_the_week_itself() -> None:
    assert done_in_part(WEEKS[:9], 1.0).at_least == done_by(WEEKS[:9], 1).at_least
    assert (done_in_part([2, 4], 0.5).least, done_in_part([2, 4], 0.5).most) == (1, 2)
    assert done_in_part([0] * 9, 1.0).ground is Ground.NEVER
    with pytest.raises(ValueError, match="below 0"):
        done_in_part(WEEKS, -0.1)


def test_half_a_year_in_which_nobody_is_there_has_a_date_after_it() -> None:
    (answer,) = when_done([4] * 8, [10], pace=[1.0, *[0.0] * 26, 1.0])
    assert answer.within(0.95) == 28.5


def test_a_team_that_ends_has_no_date_for_what_is_left() -> None:
    (answer,) = when_done([4] * 8, [10], pace=[1.0, 0.0])
    assert answer.within(0.5) is None
    (few,) = when_done([2, 4], [10], pace=[1.0, 0.0])
    assert (few.fastest, few.slowest) == (None, None)


def test_new_concerns_come_in_whoever_is_there() -> None:
    (answer,) = when_done([4] * 8, [6], arrived=[2] * 8, pace=[0.0, 1.0])
    assert answer.within(0.5) == 5.0


def test_a_backlog_beyond_the_weeks_looked_ahead_has_no_date() -> None:
    assert when_done([1] * 8, [HORIZON + 10])[0].within(0.5) is None


@given(
    finished=st.lists(st.integers(0, 30), min_size=FEWEST_WEEKS, max_size=30).filter(any),
    counts=st.lists(st.integers(0, 80), min_size=1, max_size=6),
)
def test_further_back_is_never_earlier_and_surer_is_never_sooner(finished: list[int], counts: list[int]) -> None:
    far = HORIZON + 1.0
    answers = when_done(finished, sorted(counts), trials=300)
    for chance in ODDS:
        weeks = [far if (found := each.within(chance)) is None else found for each in answers]
        assert weeks == sorted(weeks)
    for answer in answers:
        odds = [far if each.weeks is None else each.weeks for each in answer.odds]
        assert odds == sorted(odds)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: when_done([-1, 2], [3]), "from 0"),
        (lambda: when_done([2], [-3]), "from 0"),
        (lambda: when_done([2], [3], pace=-0.1), "below 0"),
        (lambda: when_done([2], [3], pace=()), "below 0"),
        (lambda: when_done([2, 3], [3], arrived=[1]), "same weeks"),
        (lambda: done_by([2], -1), "behind us"),
        (lambda: done_by([2], HORIZON + 1), "too far"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        wrong()


def test_a_page_of_forecasts_is_quick() -> None:
    finished = [(7 * week) % 13 for week in range(26)]
    took = []
    for _time in range(5):
        began = time.process_time()
        when_done(finished, range(1, 41))
        took.append(time.process_time() - began)
    assert min(took) < 0.02

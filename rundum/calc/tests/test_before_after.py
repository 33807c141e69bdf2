"""Before and after, with the numbers of Newcombe (1998) and of Student's sleep data."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.before_after import Fulfilled, How, fulfilled, mean_change, share_change
from rundum.calc.proportions import wilson


@pytest.mark.parametrize(
    ("one", "other", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_of_shares_as_newcombe_prints_it(one, other, lower, upper):
    """Table II of the paper, method 10."""
    change = share_change(other, one)
    assert change is not None
    assert (change.lower, change.upper) == pytest.approx((lower, upper), abs=5e-5)
    assert change.how is How.NEWCOMBE


def test_the_difference_of_means_of_students_sleep_data():
    """t.test(extra ~ group, data = sleep) in R: -3.3654832 to 0.2054832, means 0.75 and 2.33."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    change = mean_change(second, first)
    assert change is not None
    assert (change.before, change.after) == pytest.approx((2.33, 0.75))
    assert (change.lower, change.upper) == pytest.approx((-3.3654832, 0.2054832))


def test_a_period_without_cases_or_with_one_week_says_nothing():
    assert share_change((0, 0), (3, 4)) is None
    assert mean_change([4.0], [3.0, 2.0]) is None
    assert mean_change([4.0, 4.0], [3.0, 3.0]) is None


def test_a_prediction_is_compared_by_what_chance_alone_would_not_do():
    change = mean_change([10, 11, 9, 10], [5, 6, 4, 5])
    unclear = mean_change([10, 2, 18, 10], [5, 9, 1, 5])
    assert change is not None
    assert unclear is not None
    assert fulfilled(change, 5, upward=False) is Fulfilled.AS_PREDICTED
    assert fulfilled(change, 4.9, upward=False) is Fulfilled.LESS
    assert fulfilled(change, 12, upward=True) is Fulfilled.AGAINST
    assert fulfilled(unclear, 6, upward=False) is Fulfilled.UNCLEAR


def test_a_part_beyond_its_whole_is_a_mistake():
    with pytest.raises(ValueError, match="between 0 and the whole"):
        share_change((5, 4), (1, 2))


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_the_interval_is_made_of_the_two_wilson_intervals(x: int, m: int, y: int, n: int):
    """Newcombe's own definition of method 10, from Wilson's limits of each share."""
    x, y = min(x, m), min(y, n)
    change = share_change((x, m), (y, n))
    assert change is not None
    one, two = wilson(y, n), wilson(x, m)
    p, q = y / n, x / m
    assert change.lower == pytest.approx(p - q - sqrt((p - one.lower) ** 2 + (two.upper - q) ** 2), abs=1e-9)
    assert change.upper == pytest.approx(p - q + sqrt((one.upper - p) ** 2 + (q - two.lower) ** 2), abs=1e-9)
    assert change.lower - 1e-9 <= change.difference <= change.upper + 1e-9

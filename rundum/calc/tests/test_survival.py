from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_waltons
from lifelines.utils import median_survival_times

from rundum.calc.survival import median_time, product_limit, quantile_time

# Freireich et al., Blood 21 (1963) 699-716: weeks in remission of 42 children, the textbook example of the method
# (Borgan, Oslo, "Leukemia data").
WITH_6MP = [6, 6, 6, 7, 10, 13, 16, 22, 23]
WITH_6MP_STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_three_closed_in_a_day_and_seven_open_for_thirty_do_not_make_a_median_of_one_day():
    """SPEC AC6.1."""
    median = median_time([1, 1, 1], [30] * 7)
    assert median.value is None
    assert median.longest == 30
    assert (median.n, median.events, median.censored) == (10, 3, 7)


def test_the_textbook_example():
    steps = list(product_limit(WITH_6MP, WITH_6MP_STILL))
    assert [step.time for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in steps] == [21, 17, 15, 12, 11, 7, 6]
    assert [round(step.share, 3) for step in steps] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert median_time(WITH_6MP, WITH_6MP_STILL).value == 23
    assert median_time(WITH_6MP, WITH_6MP_STILL).upper is None
    assert median_time(PLACEBO, []).value == 8


def test_without_open_cases_the_median_is_the_plain_one():
    assert median_time([3, 1, 2], []).value == 2
    assert median_time([1, 2, 3, 10], []).value == 2


def test_a_product_that_should_be_one_half_is_taken_as_one_half():
    """At 2, ten cases are left of which three close, then of seven two: 0.7 * 5/7 = 0.5 but for rounding."""
    assert median_time([1] * 3 + [2] * 2, [9] * 5).value == 2


def test_a_case_still_open_when_others_close_counts_as_open_then():
    assert [step.at_risk for step in product_limit([5], [5])] == [2]


def test_nothing_observed_has_no_median():
    nothing = median_time([], [])
    assert (nothing.n, nothing.value, nothing.longest) == (0, None, None)
    only_open = median_time([], [4, 9])
    assert (only_open.n, only_open.value, only_open.longest) == (2, None, 9)


def test_a_single_closed_case_has_a_median_and_no_upper_limit():
    single = median_time([4], [])
    assert (single.value, single.upper) == (4, None)


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_impossible_durations_are_refused(wrong):
    with pytest.raises(ValueError, match="duration"):
        median_time([wrong], [])
    with pytest.raises(ValueError, match="duration"):
        median_time([], [wrong])


@pytest.mark.parametrize("share", [0, 1, -0.5, 2])
def test_impossible_shares_are_refused(share):
    with pytest.raises(ValueError, match="share"):
        quantile_time([1], [], share=share)
    with pytest.raises(ValueError, match="Confidence"):
        median_time([1], [], confidence=share)


@pytest.mark.parametrize("group", ["control", "miR-137"])
def test_median_and_limits_agree_with_lifelines_on_its_own_example(group):
    flies = load_waltons()
    flies = flies[flies["group"] == group]
    oracle = KaplanMeierFitter().fit(flies["T"], flies["E"])
    limits = median_survival_times(oracle.confidence_interval_).to_numpy()[0]
    median = median_time([*flies["T"][flies["E"] == 1]], [*flies["T"][flies["E"] == 0]])
    assert median.value == oracle.median_survival_time_
    assert [median.lower, median.upper] == list(limits)


days = st.lists(st.integers(0, 40), max_size=30)


@settings(max_examples=60, deadline=None)
@given(days, days)
def test_the_curve_and_its_limits_agree_with_lifelines(closed, still_open):
    if not closed:
        assert list(product_limit(closed, still_open)) == []
        return
    oracle = KaplanMeierFitter().fit(closed + still_open, [1] * len(closed) + [0] * len(still_open))
    limits = oracle.confidence_interval_
    for step in product_limit(closed, still_open):
        assert step.share == pytest.approx(oracle.predict(step.time), abs=1e-9)
        if step.share:
            lower, upper = limits.loc[step.time]
            assert (step.lower, step.upper) == (pytest.approx(lower, abs=1e-9), pytest.approx(upper, abs=1e-9))


@given(days, days)
def test_the_curve_only_falls_and_stays_between_its_limits(closed, still_open):
    steps = list(product_limit(closed, still_open))
    shares = [step.share for step in steps]
    assert shares == list(accumulate(shares, min))
    assert all(step.lower <= step.share for step in steps)
    assert all(step.upper is None or step.share <= step.upper <= 1 for step in steps)


@given(days, days, st.integers(0, 40))
def test_one_more_open_case_never_makes_the_median_shorter(closed, still_open, more):
    before, after = median_time(closed, still_open), median_time(closed, [*still_open, more])
    if more >= max([*closed, *still_open], default=0):
        assert after.value is None or (before.value is not None and after.value >= before.value)

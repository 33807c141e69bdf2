import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.detection import Direction, Rule
from rundum.calc.run_chart import run_chart


@pytest.mark.parametrize(
    ("n", "longest", "crossings"),
    [(10, 6, 2), (11, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8), (28, 8, 9), (40, 8, 14), (64, 9, 25)],
)
def test_the_critical_values_are_those_of_anhoej_and_olesen(n, longest, crossings):
    """Table 1 in Anhøj & Olesen 2014; 20, 24, 28, 40 and 64 also in the reference results of qicharts2's tests."""
    chart = run_chart([1, -1] * (n // 2) + [1] * (n % 2), centre=0)
    assert (chart.useful, chart.longest_expected, chart.crossings_expected) == (n, longest, crossings)


def test_the_failures_of_montgomery_show_no_shift():
    """Example 7.6 as analysed by qicharts2: 20 useful points, longest run 5, 10 crossings, no signal."""
    times = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
    chart = run_chart(times, centre=430.040952)
    assert (chart.useful, chart.longest, chart.crossings, chart.signals) == (20, 5, 10, ())


def test_a_run_longer_than_chance_makes_it_is_a_signal_with_its_side_and_its_beginning():
    assert run_chart([1, -1, 1, -1, 1, 1, 1, 1, 1, 1], centre=0).signals == ()
    longer = run_chart([1, -1, 1, -1, 1, 1, 1, 1, 1, 1, 1], centre=0).signals
    assert [(s.rule, s.direction, s.start, s.end) for s in longer] == [(Rule.LONG_RUN, Direction.UP, 4, 10)]


def test_too_few_crossings_are_a_signal_without_a_side():
    chart = run_chart([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8])
    assert (chart.crossings, chart.crossings_expected) == (1, 3)
    assert [(s.rule, s.direction, s.start, s.end) for s in chart.signals] == [(Rule.FEW_CROSSINGS, None, 0, 11)]


def test_points_on_the_median_do_not_count():
    chart = run_chart([3, 1, 3, 5, 3, 1, 3, 5, 3])
    assert (chart.median, chart.n, chart.useful, chart.crossings) == (3, 9, 4, 3)


def test_fewer_than_ten_useful_points_have_no_rule():
    chart = run_chart([1] * 4 + [9] * 5, centre=5)
    assert not chart.has_rule
    assert chart.signals == ()
    assert run_chart([1] * 5 + [9] * 5, centre=5).has_rule


def test_where_most_points_lie_on_their_median_the_others_lie_on_one_side_and_say_nothing():
    nearly_always = [1, 1, 0.5, 1, 1, 0.8, 1] * 7
    chart = run_chart(nearly_always)
    assert (chart.median, chart.useful, chart.longest, chart.has_rule, chart.signals) == (1, 14, 14, False, ())
    assert run_chart(nearly_always, centre=0.9).has_rule  # of another line they may say something


def test_all_on_the_median_and_nothing_at_all():
    flat, nothing = run_chart([4] * 30), run_chart([None, None])
    assert (flat.useful, flat.longest, flat.signals) == (0, 0, ())
    assert (nothing.n, nothing.median, nothing.signals) == (0, None, ())


def test_missing_weeks_are_left_out():
    values = [1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8]
    with_gaps = [value for pair in zip(values, [None] * 12, strict=True) for value in pair]
    assert run_chart(with_gaps).crossings == run_chart(values).crossings
    assert run_chart(with_gaps).signals[0].end == 22


@given(st.lists(st.integers(-9, 9), max_size=60))
def test_runs_and_crossings_are_two_views_of_one_series(values):
    chart = run_chart(values, centre=0)
    assert chart.useful == sum(value != 0 for value in values)
    assert chart.crossings <= max(chart.useful - chart.longest, 0)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.control_charts import Limits, Method, individuals_limits, p_limits, u_limits
from rundum.calc.detection import Direction, Rule, Signal, find_signals

UP, DOWN = Direction.UP, Direction.DOWN
# The rules as the Western Electric handbook (1956) states them, on a chart of centre 0 and sigma 1.
ALL = (Rule.WE1, Rule.WE2, Rule.WE3, Rule.WE4)


def chart(n):
    return Limits(Method.XMR, n, (0, n), 0.0, (-3.0,) * n, (3.0,) * n, (1.0,) * n)


def found(values, rules=ALL):
    return find_signals(values, chart(len(values)), rules)


def test_a_point_beyond_a_limit_is_a_signal_and_one_on_it_is_not():
    assert found([0.5, 3.1, -0.5]) == (Signal(Rule.WE1, UP, 1, 1, 1),)
    assert found([0.5, 3.0, -0.5]) == ()
    assert found([-3.2]) == (Signal(Rule.WE1, DOWN, 0, 0, 0),)


def test_neighbours_beyond_the_same_limit_are_one_signal():
    three_weeks = found([0, -4, -5, None, -4, 0, -4], (Rule.WE1,))
    assert three_weeks == (Signal(Rule.WE1, DOWN, 1, 4, 1), Signal(Rule.WE1, DOWN, 6, 6, 6))


def test_eight_in_a_row_on_one_side_are_a_signal_that_began_with_the_first():
    assert found([-1, *[0.5] * 7, -1]) == ()
    assert found([-1, *[0.5] * 8, -1]) == (Signal(Rule.WE4, UP, 1, 8, 8),)
    assert found([*[-0.5] * 10]) == (Signal(Rule.WE4, DOWN, 0, 9, 7),)


def test_a_point_on_the_line_breaks_a_run_and_a_missing_one_does_not():
    assert found([*[0.5] * 4, 0, *[0.5] * 4]) == ()
    assert found([*[0.5] * 4, None, *[0.5] * 4]) == (Signal(Rule.WE4, UP, 0, 8, 8),)


def test_two_of_three_beyond_two_sigma():
    assert found([0, 2.5, -0.1, 2.2]) == (Signal(Rule.WE2, UP, 1, 3, 3),)
    assert found([0, 2.5, 0, 0, 2.2]) == ()
    assert found([2.5, -2.5, 0]) == ()


def test_four_of_five_beyond_one_sigma():
    assert found([0, -1.5, -1.2, 0.1, -1.1, -1.9]) == (Signal(Rule.WE3, DOWN, 1, 5, 5),)
    assert found([-1.5, -1.2, 0.1, -1.1]) == ()


def test_windows_that_overlap_are_one_signal():
    assert found([2.5, 2.5, -0.1, 2.5], (Rule.WE2,)) == (Signal(Rule.WE2, UP, 0, 3, 1),)
    assert len(found([2.5, 2.5, 0, 0, 0, 2.5, 2.5], (Rule.WE2,))) == 2


def test_by_default_only_the_two_rules_one_sees_are_used():
    values = [0, 2.5, -0.1, 2.2, -1.5, -1.2, 0.1, -1.1, -1.9]
    assert find_signals(values, chart(len(values))) == ()


def test_zones_are_unknown_to_charts_without_sigma():
    limits = Limits(Method.G, 3, (0, 3), 1.0, (0.0,) * 3, (9.0,) * 3, None)
    assert find_signals([8, 8, 8], limits, ALL) == ()


def test_limits_of_another_length_are_refused():
    with pytest.raises(ValueError, match="limits"):
        find_signals([1, 2], chart(3))


def test_the_signals_of_the_loan_costs():
    """Montgomery, example 6.5, phase II: weeks 39 and 40 lie above the limit."""
    costs = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
    costs += [305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328]
    limits = individuals_limits(costs, baseline=slice(0, 20))
    assert find_signals(costs, limits, (Rule.WE1,)) == (Signal(Rule.WE1, UP, 38, 39, 38),)


points = st.lists(st.one_of(st.none(), st.floats(-5, 5).map(lambda value: round(value, 1))), max_size=40)


@given(points)
def test_turning_the_chart_over_turns_every_signal_over(values):
    turned = found([None if value is None else -value for value in values])
    other = {UP: DOWN, DOWN: UP}
    assert {(s.rule, s.start, s.end, s.seen, s.direction) for s in turned} == {
        (s.rule, s.start, s.end, s.seen, other[s.direction]) for s in found(values)
    }


@given(points)
def test_a_signal_lies_within_the_series_and_is_seen_within_itself(values):
    for signal in found(values):
        assert 0 <= signal.start <= signal.seen <= signal.end < len(values)
        assert values[signal.start] is not None
        assert values[signal.end] is not None


@given(points)
def test_missing_weeks_change_no_number_of_signals(values):
    assert len(found([value for value in values if value is not None])) == len(found(values))


def test_a_share_that_sits_at_its_end_is_no_signal_as_long_as_chance_alone_puts_it_there():
    """19 of 20 in the baseline, four cases a week: all four of them with 0.95**4 = 81 percent, so a run takes
    ln(1/256)/ln(0.8145) = 27.02, so 28 weeks to be as improbable as eight heads in a row."""
    baseline = [4, 4, 3, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3]
    for weeks, signals in ((8, 0), (27, 0), (28, 1)):
        parts = [*baseline, *[4] * weeks]
        sizes = [4] * len(parts)
        limits = p_limits(parts, sizes, baseline=slice(0, 20))
        found = find_signals([part / 4 for part in parts], limits, (Rule.WE4,))
        assert len(found) == signals, weeks
    assert (found[0].direction, found[0].start, found[0].seen) == (UP, 20, 47)


def test_a_run_on_the_unlikely_side_is_a_signal_after_eight_as_ever():
    parts = [4, 4, 3, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3, *[3] * 8]
    limits = p_limits(parts, [4] * len(parts), baseline=slice(0, 20))
    (found,) = find_signals([part / 4 for part in parts], limits, (Rule.WE4,))
    assert (found.direction, found.start, found.seen) == (DOWN, 19, 26)


def test_weeks_without_a_rare_fault_are_no_signal_after_eight():
    """One fault in ten weeks: none in a week with exp(-0.1) = 90 percent."""
    counts = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    limits = u_limits(counts, [1] * 20)
    assert find_signals(counts, limits, (Rule.WE4,)) == ()


def test_where_cases_are_many_eight_in_a_row_stay_a_signal():
    parts = [80, 82, 78, 81, 79, 80, 82, 78, 81, 79, 80, 82, *[83] * 8]
    limits = p_limits(parts, [100] * 20, baseline=slice(0, 12))
    (found,) = find_signals([part / 100 for part in parts], limits, (Rule.WE4,))
    assert (found.direction, found.start, found.end) == (UP, 11, 19)

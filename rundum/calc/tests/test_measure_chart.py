from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.choosing import DataKind, Weeks, limits_for, method_for
from rundum.calc.control_charts import Method
from rundum.calc.detection import Direction, Rule
from rundum.calc.goals import GoalCode, Good
from rundum.calc.measure_chart import Code, Favour, Note, measure_chart

STEADY = [10, 12, 9, 11, 10, 13, 8, 11, 9, 12, 10, 11, 9, 12, 8, 11, 10, 9, 10, 12]
LOWER = [6, 7, 5, 6, 7, 5, 6, 7]


def values(points):
    return Weeks(DataKind.MEASUREMENT, values=tuple(points))


def shares(parts, whole):
    return Weeks(DataKind.SHARE, tuple(parts), (whole,) * len(parts))


@pytest.mark.parametrize(
    ("weeks", "method"),
    [
        (shares([1] * 12, 20), Method.P),
        (shares([999] * 12, 2000), Method.P),
        (shares([999] * 12, 2001), Method.P_PRIME),
        (Weeks(DataKind.COUNT, (3,) * 12, (9,) * 12), Method.U),
        (Weeks(DataKind.COUNT, (3,) * 12), Method.U),
        (Weeks(DataKind.GAP, values=(3,) * 12), Method.G),
        (Weeks(DataKind.TIME_BETWEEN, values=(3.5,) * 12), Method.T),
        (Weeks(DataKind.MEASUREMENT, values=(3.5,) * 12), Method.XMR),
        (Weeks(DataKind.DURATION, values=(3.5, None) * 6), Method.XMR),
    ],
)
def test_the_chart_follows_the_kind_of_data(weeks, method):
    """METHODS.md, the line under the table; SPEC AC25.2."""
    assert method_for(weeks) is method


def test_each_kind_has_its_limits():
    varied = [3, 5, 2, 6, 3, 4, 5, 2, 3, 6, 4, 3]
    for kind in (DataKind.MEASUREMENT, DataKind.DURATION, DataKind.GAP, DataKind.TIME_BETWEEN):
        assert limits_for(Weeks(kind, values=tuple(varied))).upper[0] > 6
    assert limits_for(shares(varied, 50)).method is Method.P
    assert limits_for(shares([part * 300 for part in varied], 3000)).method is Method.P_PRIME
    assert limits_for(Weeks(DataKind.COUNT, tuple(varied))).centre == pytest.approx(46 / 12)
    assert limits_for(values(varied), by_median=True).method is Method.XMR_MEDIAN


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Weeks(DataKind.SHARE, values=(1,)),
        lambda: Weeks(DataKind.MEASUREMENT, numerators=(1,)),
        lambda: Weeks(DataKind.SHARE, (1, 2), (3,)),
        lambda: Weeks(DataKind.SHARE, (1, 2)),
        lambda: measure_chart(values(STEADY), changes=[21]),
        lambda: measure_chart(values(STEADY), changes=[-1]),
    ],
)
def test_the_wrong_columns_and_changes_outside_are_refused(wrong):
    with pytest.raises(ValueError, match=r"kind|have|denominator|change"):
        wrong()


def test_a_week_without_cases_is_missing_and_not_zero():
    weeks = Weeks(DataKind.SHARE, (0, None, 0, 3), (0, 4, 4, 4))
    assert weeks.points == (None, None, 0, 0.75)


def test_fewer_than_eight_points_say_nothing():
    chart = measure_chart(values(STEADY[:7]))
    assert (chart.verdict.code, chart.verdict.n, chart.verdict.needed) == (Code.TOO_FEW, 7, 8)
    assert (chart.now.centre, chart.now.limits, chart.signals) == (None, None, ())


def test_fewer_than_twelve_points_are_a_run_chart_without_limits():
    nine, eleven, twelve = (measure_chart(values(STEADY[:n])) for n in (9, 11, 12))
    assert (nine.verdict.code, nine.verdict.needed) == (Code.NO_RULE, 12)
    assert nine.now.centre == 10
    assert (eleven.now.method, eleven.now.limits) == (None, None)
    assert twelve.now.method is Method.XMR


def test_limits_are_provisional_until_the_baseline_is_complete_and_then_stand_still():
    early, full, later = (measure_chart(values(points)) for points in (STEADY[:15], STEADY, STEADY + LOWER))
    assert Note.PROVISIONAL in early.now.notes
    assert full.now.frozen
    assert Note.PROVISIONAL not in full.now.notes
    assert later.now.limits.centre == full.now.limits.centre
    assert later.now.limits.upper[0] == full.now.limits.upper[0]


def test_what_becomes_known_of_a_kept_baseline_moves_no_limit():
    then = measure_chart(values(STEADY + LOWER)).now
    corrected = values([*STEADY[:3], 90, *STEADY[4:], *LOWER])
    moved, kept = measure_chart(corrected).now, measure_chart(corrected, kept={0: then.baseline}).now
    assert moved.centre > then.centre
    assert (kept.limits, kept.centre, kept.frozen) == (then.limits, then.centre, True)
    assert [one.signal.rule for one in kept.signals][:1] == [Rule.WE1]  # the corrected week is judged by them


def test_a_kept_baseline_may_lie_anywhere_in_its_stretch():
    """Weeks before it were imported later."""
    then = measure_chart(values(STEADY)).now
    kept = measure_chart(values([3] * 10 + STEADY), kept={0: replace(then.baseline, start=10, end=30)}).now
    assert kept.limits.upper[0] == then.limits.upper[0]
    assert len(kept.limits.upper) == 30
    assert (kept.baseline.start, kept.baseline.end) == (10, 30)


def test_after_a_change_the_kept_limits_before_it_are_the_measure_of_it():
    before = measure_chart(values(STEADY)).now.baseline
    corrected = [90] * 20 + LOWER
    chart = measure_chart(values(corrected), good=Good.DOWN, changes=[20], kept={0: before})
    (evidence,) = [one for one in chart.now.against_before if one.signal.rule is Rule.WE4]
    assert (evidence.signal.direction, evidence.favour) == (Direction.DOWN, Favour.FAVOURABLE)
    assert chart.stretches[0].limits.upper[0] == measure_chart(values(STEADY)).now.limits.upper[0]


def test_the_baseline_of_a_stretch_that_has_ended_is_complete():
    early = measure_chart(values(STEADY[:15] + LOWER), changes=[15]).stretches[0]
    assert (early.frozen, early.baseline.end) == (True, 15)


def test_a_run_that_lasts_is_the_verdict_with_its_beginning():
    chart = measure_chart(values(STEADY + LOWER), good=Good.DOWN)
    assert (chart.verdict.code, chart.verdict.favour) == (Code.SHIFT, Favour.FAVOURABLE)
    signal = chart.verdict.signal.signal
    assert (signal.rule, signal.direction, signal.start, signal.seen) == (Rule.WE4, Direction.DOWN, 20, 27)
    assert measure_chart(values(STEADY + LOWER), good=Good.UP).verdict.favour is Favour.UNFAVOURABLE
    assert measure_chart(values(STEADY + LOWER)).verdict.favour is Favour.NEITHER


def test_a_point_beyond_the_limits_is_the_verdict_while_it_is_the_latest():
    chart = measure_chart(values([*STEADY, 30]), good=Good.DOWN)
    assert (chart.verdict.code, chart.verdict.favour) == (Code.BEYOND, Favour.UNFAVOURABLE)
    after = measure_chart(values([*STEADY, 30, 10, 11]), good=Good.DOWN)
    assert (after.verdict.code, after.verdict.favour) == (Code.PAST, Favour.NEITHER)
    assert after.verdict.signal.signal.start == 20
    assert after.signals[0].favour is Favour.UNFAVOURABLE


def test_a_missing_last_week_ends_no_signal():
    assert measure_chart(values([*STEADY, 30, None])).verdict.code is Code.BEYOND


def test_no_signal_no_reaction():
    chart = measure_chart(values(STEADY))
    assert (chart.verdict.code, chart.signals, chart.verdict.signal) == (Code.NO_SIGNAL, (), None)


def test_limits_are_computed_anew_at_an_entered_change_and_the_old_ones_stay():
    chart = measure_chart(values(STEADY + LOWER + LOWER), good=Good.DOWN, changes=[20])
    before, after = chart.stretches
    assert (before.start, before.end, after.start, after.end) == (0, 20, 20, 36)
    assert before.limits == measure_chart(values(STEADY)).now.limits
    assert after.limits.upper[0] < before.limits.centre
    assert chart.verdict.code is Code.NO_SIGNAL


def test_what_came_after_a_change_is_also_judged_by_the_limits_before_it():
    chart = measure_chart(values(STEADY + LOWER), good=Good.DOWN, changes=[20])
    (evidence,) = [one for one in chart.now.against_before if one.signal.rule is Rule.WE4]
    assert (evidence.signal.start, evidence.signal.end, evidence.favour) == (20, 27, Favour.FAVOURABLE)
    assert measure_chart(values([*STEADY, 11, 10, 9]), changes=[20]).now.against_before == ()


def test_just_after_a_change_there_is_no_verdict():
    chart = measure_chart(values([*STEADY, 6, 7, 6]), changes=[20])
    assert (chart.verdict.code, chart.verdict.n) == (Code.TOO_FEW, 3)
    assert measure_chart(values(STEADY), changes=[20]).verdict.code is Code.NO_SIGNAL


def test_a_run_does_not_reach_across_a_change():
    chart = measure_chart(values([*STEADY, 9, 9, 9, 9, 9, 9, 9, 9]), changes=[24])
    assert all(judged.signal.rule is not Rule.WE4 for judged in chart.signals)


def test_the_same_value_every_week_is_a_run_chart_that_says_so():
    chart = measure_chart(values([5] * 20))
    assert chart.now.notes == (Note.NO_VARIATION,)
    assert (chart.now.limits, chart.now.centre) == (None, 5)
    assert chart.verdict.code is Code.NO_RULE


def test_a_share_that_was_always_full_and_now_mostly_is_has_no_signal():
    """Neither limits nor runs: every point off the median lies below it."""
    later = [2, 2, 1, 2, 2, 2, 1, 2, 2, 2] * 4
    chart = measure_chart(shares([2] * 20 + later + [1] * 3, 2), good=Good.UP)
    assert chart.signals == ()
    assert chart.verdict.code is Code.NO_RULE


def test_few_events_and_memory_are_noted():
    assert Note.EXACT in measure_chart(shares([1, 2, 1, 0] * 5, 20)).now.notes
    assert Note.AUTOCORRELATED in measure_chart(values(range(20))).now.notes


def test_a_lower_limit_below_what_can_be_is_noted():
    times = [2, 30, 1, 25, 3, 28, 2, 31, 4, 26, 1, 30]
    chart = measure_chart(Weeks(DataKind.DURATION, values=times, least=0))
    assert Note.CLIPPED in chart.now.notes
    assert chart.now.limits.lower[0] == 0
    assert Note.CLIPPED not in measure_chart(Weeks(DataKind.MEASUREMENT, values=times)).now.notes


def test_shares_are_drawn_with_their_sizes():
    chart = measure_chart(Weeks(DataKind.SHARE, (9, 45) * 10, (10, 50) * 10))
    assert chart.sizes[:2] == (10, 50)
    assert chart.now.limits.lower[0] < chart.now.limits.lower[1]


def test_a_goal_beyond_the_natural_limits_is_not_reachable_by_trying_harder():
    """SPEC AC24.3."""
    goal = measure_chart(values(STEADY), good=Good.DOWN, goal=1).goal
    assert goal.code is GoalCode.UNREACHABLE
    assert goal.limit == measure_chart(values(STEADY)).now.limits.lower[0]
    assert measure_chart(values(STEADY), good=Good.DOWN, goal=7).goal.code is GoalCode.OPEN
    assert measure_chart(values(STEADY), good=Good.UP, goal=30).goal.code is GoalCode.UNREACHABLE


def test_a_goal_reached_within_natural_variation_is_not_distinguishable_from_noise_yet():
    """SPEC AC25.4."""
    chart = measure_chart(values([*STEADY, 8]), good=Good.DOWN, goal=8)
    assert (chart.goal.code, chart.goal.in_a_row) == (GoalCode.REACHED_IN_NOISE, 1)


def test_a_goal_reached_with_a_favourable_signal_is_reached_and_after_eight_weeks_kept():
    reached = measure_chart(values([*STEADY, *LOWER[:7], 2]), good=Good.DOWN, goal=4)
    assert reached.goal.code is GoalCode.REACHED
    kept = measure_chart(values(STEADY + LOWER), good=Good.DOWN, goal=7)
    assert (kept.goal.code, kept.goal.in_a_row, kept.goal.needed) == (GoalCode.KEPT, 8, 8)
    seven = measure_chart(values([*STEADY[:19], 12, *LOWER[:7]]), good=Good.DOWN, goal=7)
    assert seven.goal.code is not GoalCode.KEPT


def test_without_a_direction_or_points_the_goal_is_not_known():
    assert measure_chart(values(STEADY), goal=7).goal.code is GoalCode.NOT_KNOWN
    assert measure_chart(values([None]), good=Good.UP, goal=7).goal.code is GoalCode.NOT_KNOWN
    assert measure_chart(values(STEADY)).goal is None


def test_nothing_at_all_is_a_chart_too():
    chart = measure_chart(values([]))
    assert (chart.verdict.code, chart.n, chart.last) == (Code.TOO_FEW, 0, None)


points = st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=60)


@given(
    points, st.lists(st.integers(0, 60), max_size=3), st.sampled_from(list(Good)), st.one_of(st.none(), st.just(9.0))
)
def test_every_series_has_a_chart(series, changes, good, goal):
    within = [change for change in changes if change <= len(series)]
    chart = measure_chart(values(series), good=good, changes=within, goal=goal)
    assert chart.stretches[0].start == 0
    assert chart.stretches[-1].end == len(series)
    assert all(before.end == after.start for before, after in zip(chart.stretches, chart.stretches[1:], strict=False))
    assert chart.n == sum(point is not None for point in series)
    for judged in chart.signals:
        assert series[judged.signal.start] is not None
        assert judged.count <= judged.signal.end - judged.signal.start + 1


@given(st.lists(st.integers(0, 30), min_size=20, max_size=40), st.lists(st.integers(0, 30), max_size=10))
def test_new_weeks_never_change_what_was_said_of_old_ones(series, later):
    before, after = measure_chart(values(series)), measure_chart(values(series + later))
    if before.now.limits is None:
        return
    ends = len(series) - 8
    assert [one for one in before.signals if one.signal.end < ends] == [
        one for one in after.signals if one.signal.end < ends
    ]

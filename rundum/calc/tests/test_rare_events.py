"""Rare events: when the chart turns to what lies between them, and what it says then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.control_charts import Method, g_limits, t_limits
from rundum.calc.detection import Direction, Rule
from rundum.calc.goals import GoalCode, Good
from rundum.calc.measure_chart import Baseline, Code, Favour, Note, measure_chart
from rundum.calc.rare_events import between_events

GAPS = (3, 6, 2, 5, 9, 4, 3, 7, 5, 2, 6, 4, 8)


def seldom(gaps=GAPS, after=0):
    """Weeks with one event each, so many weeks apart, then some without."""
    weeks = [1]
    for gap in gaps:
        weeks += [0] * (gap - 1) + [1]
    return weeks + [0] * after


def events(weeks):
    return Weeks(DataKind.EVENTS, values=tuple(weeks), least=0)


def share(parts, whole):
    return Weeks(DataKind.SHARE, tuple(parts), tuple(whole))


def test_events_of_which_most_weeks_have_none_are_charted_by_the_weeks_from_one_to_the_next():
    chart = measure_chart(events(seldom()), good=Good.DOWN)
    assert chart.points == GAPS
    assert chart.now.method is Method.T
    assert chart.now.limits.upper == t_limits(GAPS).upper
    assert (chart.weeks[0], chart.weeks[-1]) == (3, sum(GAPS))
    assert chart.verdict.code is Code.NO_SIGNAL


def test_rare_cases_of_a_share_are_charted_by_the_cases_in_between():
    weeks = seldom()
    chart = measure_chart(share(weeks, [10] * len(weeks)), good=Good.DOWN)
    # One in the middle of its ten cases to one in the middle of ten, gap weeks later: 10 × gap, less the second.
    assert chart.points == tuple(10 * gap - 1 for gap in GAPS)
    assert chart.now.method is Method.G
    assert chart.now.limits.upper == g_limits(chart.points).upper
    assert not chart.between.exceptions


def test_of_a_share_that_nearly_always_holds_the_exceptions_are_the_events():
    weeks = seldom((*GAPS, 60))
    chart = measure_chart(share([10 - one for one in weeks], [10] * len(weeks)), good=Good.UP)
    assert chart.between.exceptions
    assert chart.points[: len(GAPS)] == tuple(10 * gap - 1 for gap in GAPS)
    assert chart.verdict.code is Code.BEYOND
    assert chart.verdict.favour is Favour.FAVOURABLE


def test_a_rate_is_charted_by_its_opportunities_in_between():
    weeks = seldom()
    chart = measure_chart(Weeks(DataKind.COUNT, tuple(weeks), (2.5,) * len(weeks)))
    assert chart.now.method is Method.T
    assert chart.points == tuple(2.5 * gap for gap in GAPS)


def test_several_events_of_a_week_lie_evenly_in_it():
    between = between_events(events([0, 2, 0, 1, *seldom()]), [0]).between
    assert between.values[:3] == (0.5, 1.75, 1)
    assert between.ends[:3] == (1, 3, 4)


def test_a_week_of_which_nothing_is_known_passes_no_time():
    weeks = seldom()
    known = measure_chart(events(weeks)).between
    assert measure_chart(events([weeks[0], None, None, *weeks[1:]])).between.values == known.values


@pytest.mark.parametrize(
    "weeks",
    [
        [1, 0] * 20,  # half of the weeks have one
        [1] * 20 + seldom(),  # they were not rare when the limits came about
        seldom() + [20] * 10,  # nor are they on the whole
        seldom(GAPS[:11]),  # eleven gaps
        [0] * 80,
        [each / 2 for each in seldom()],  # no whole events
    ],
)
def test_else_the_weeks_are_charted(weeks):
    assert measure_chart(events(weeks)).between is None


def test_until_there_are_twelve_gaps_rare_events_have_the_exact_limits_of_counts():
    """Measured as a value, each event would be a signal, and so would the weeks without one."""
    few = seldom((7, 12, 5, 20, 9, 14, 3))
    chart = measure_chart(events(few), good=Good.DOWN)
    assert chart.now.method is Method.U
    assert Note.EXACT in chart.now.notes
    assert not chart.signals
    assert chart.sizes == ()


def test_a_measurement_that_is_mostly_at_the_least_that_can_be_has_no_limits_and_no_signal():
    hours = [0, 0, 40, 0, 0, 0, 12, 0, 0, 55, *[0] * 30, 80]
    chart = measure_chart(Weeks(DataKind.MEASUREMENT, values=tuple(hours), least=0), good=Good.DOWN)
    assert (chart.now.limits, chart.signals, chart.verdict.code) == (None, (), Code.NO_RULE)
    assert chart.now.notes == (Note.MOSTLY_LEAST,)
    below = measure_chart(Weeks(DataKind.MEASUREMENT, values=tuple(hours)), good=Good.DOWN)
    assert below.now.limits is not None  # where nobody knows what can be, 0 is a value like any other


def test_every_stretch_with_limits_of_its_own_has_rare_events():
    weeks = seldom()
    assert measure_chart(events(weeks + [1] * 12), changes=[len(weeks)]).between is None
    assert measure_chart(events(weeks + [1] * 11), changes=[len(weeks)]).between is not None


def test_nothing_for_a_long_time_is_a_signal_before_the_next_one_comes():
    steady = measure_chart(events(seldom(after=4)), good=Good.DOWN)
    assert steady.points == GAPS
    long = measure_chart(events(seldom(after=60)), good=Good.DOWN)
    assert long.points == (*GAPS, 60.5)
    assert long.weeks[-1] == sum(GAPS) + 60
    assert long.verdict.code is Code.BEYOND
    assert long.verdict.favour is Favour.FAVOURABLE
    assert long.now.limits.baseline == (0, len(GAPS))
    assert long.now.limits.centre == steady.now.limits.centre


def test_events_that_come_oftener_are_a_run_below_the_centre():
    chart = measure_chart(events(seldom((*GAPS, *GAPS[:7], *[2, 1, 2, 1, 1, 2, 1, 2]))), good=Good.DOWN)
    (signal,) = [one for one in chart.signals if one.signal.rule is Rule.WE4]
    assert (signal.signal.direction, signal.favour) == (Direction.DOWN, Favour.UNFAVOURABLE)


def test_limits_begin_anew_with_the_first_event_after_a_change():
    weeks = seldom((*GAPS, *[12] * 13))
    change = sum(GAPS) + 1
    chart = measure_chart(events(weeks), good=Good.DOWN, changes=[change])
    assert [(one.start, one.end) for one in chart.stretches] == [(0, len(GAPS)), (len(GAPS), len(GAPS) + 13)]
    assert chart.stretches[0].limits == measure_chart(events(seldom())).now.limits
    assert [one.favour for one in chart.now.against_before] == [Favour.FAVOURABLE]


def test_the_goal_is_about_the_weeks_and_not_about_the_gaps():
    chart = measure_chart(events(seldom(after=7)), good=Good.DOWN, goal=0)
    assert chart.goal.code is GoalCode.REACHED_IN_NOISE
    assert chart.goal.in_a_row == 7
    assert chart.line_of_goal is None
    assert measure_chart(events(seldom(after=8)), good=Good.DOWN, goal=0).goal.code is GoalCode.KEPT


def test_events_that_became_frequent_after_they_were_rare_are_a_signal():
    """Their weeks were measurements then, whose limits would have lain at 0 and were none."""
    chart = measure_chart(events([*seldom(), 40, 60, 50, 70]), good=Good.DOWN)
    assert chart.between is None
    assert chart.now.method is Method.U
    assert (chart.verdict.code, chart.verdict.favour) == (Code.BEYOND, Favour.UNFAVOURABLE)


def test_until_there_are_twelve_gaps_no_baseline_is_complete():
    few = measure_chart(events(seldom((7, 12, 5, 20, 9, 14, 3)))).now
    assert not few.frozen
    assert Note.PROVISIONAL not in few.notes  # what follows is another chart; these limits do not move with each week


def test_a_kept_baseline_of_gaps_stays_the_measure_whatever_its_weeks_become():
    gaps = (*GAPS, *GAPS)
    weeks = seldom(gaps)
    then = measure_chart(events(weeks), good=Good.DOWN)
    assert then.now.frozen
    last = then.weeks[then.now.baseline.end - 1]
    kept = {0: Baseline(then.now.baseline.points, then.weeks[0], last + 1)}
    corrected = [1] * 12 + weeks[12:]  # in most of the first twenty weeks there is one now
    assert measure_chart(events(corrected), good=Good.DOWN).between is None
    now = measure_chart(events(corrected), good=Good.DOWN, kept=kept)
    assert now.between is not None
    assert now.now.limits.upper[-1] == then.now.limits.upper[-1]
    assert now.weeks[now.now.baseline.end - 1] == last


def test_a_kept_baseline_of_weeks_keeps_the_chart_of_weeks():
    then = measure_chart(events([1, 2, 0, 3] * 10)).now
    assert then.method is Method.XMR
    seldom_now = events([1 if at % 5 == 0 else 0 for at in range(100)])
    assert measure_chart(seldom_now).between is not None
    chart = measure_chart(seldom_now, kept={0: then.baseline})
    assert (chart.between, chart.now.limits.upper[0]) == (None, then.limits.upper[0])


@given(
    st.lists(st.one_of(st.none(), st.sampled_from([0, 0, 0, 0, 1, 2])), max_size=150),
    st.lists(st.integers(0, 150), max_size=2),
    st.sampled_from([DataKind.EVENTS, DataKind.COUNT, DataKind.SHARE]),
)
def test_every_series_has_a_chart_and_the_gaps_make_up_the_time(points, changes, kind):
    within = [change for change in changes if change <= len(points)]
    sizes = (3,) * len(points)
    weeks = events(points) if kind is DataKind.EVENTS else Weeks(kind, tuple(points), sizes)
    chart = measure_chart(weeks, good=Good.DOWN, changes=within, goal=1)
    assert len(chart.weeks) == len(chart.points)
    assert list(chart.weeks) == sorted(chart.weeks)
    assert chart.stretches[-1].end == len(chart.points)
    if chart.between is not None:
        passed = sum(point is not None for point in points) * (1 if kind is DataKind.EVENTS else 3)
        assert sum(chart.points) <= passed
        assert all(point >= 0 for point in chart.points)

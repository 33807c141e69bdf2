import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rundum.calc.control_charts import (
    Method,
    NoLimits,
    g_limits,
    individuals_limits,
    is_autocorrelated,
    p_limits,
    p_prime_limits,
    t_limits,
    u_limits,
)

# Montgomery, Introduction to Statistical Quality Control, as tabled in the tests of qicharts2 (tests/testthat,
# test_montgomery.R with its reference results).
LOAN_COSTS = [
    *(310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304),
    *(305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328),
]  # example 6.5, limits from the first 20
JUICE = [
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, None, 8, 10, 5, 13, 11, 20, 18, None, 15, 9, 12, 7, 13, 9, 6),
]  # example 7.1, samples 15 and 23 left out
ORDERS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
ORDER_SIZES = [
    *(100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90)
]  # table 7.4
CLOTH = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
CLOTH_SIZES = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5]  # example 7.5, in units of 50 square metres
FAILURES = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Wheeler & Chambers, Understanding Statistical Process Control, 3rd ed., p. 386.
WHEELER = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]

# Patients in English A&E departments seen within 4 hours, by week: Mohammed et al. 2013, nhs_accidents in qicharts2.
SEEN = [
    *(266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320),
    *(267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989),
]
CAME = [
    *(280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529),
    *(279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772),
]
GAPS = [
    *(23, 39, 15, 34, 1, 49, 98, 29, 27, 13, 45, 7, 10, 27, 24, 14, 20, 38, 44, 11, 10, 3, 113, 183, 3, 47, 18, 18, 33),
    *(15, 2, 38, 27, 27, 1, 52, 23, 7, 26, 82, 5, 49, 5, 17, 24, 44, 26, 2, 27, 46, 55, 97, 22, 22, 20, 4, 60, 51, 7),
    *(21, 66, 36, 25, 72, 15, 5, 3),
]  # PowerBI-SPC, test/Chart Types/g.test.ts


def test_the_individuals_chart_of_the_nist_handbook():
    limits = individuals_limits(FLOW)
    assert (round(limits.centre, 2), round(limits.range_centre, 4)) == (50.81, 1.8778)
    assert (round(limits.lower[0], 4), round(limits.upper[0], 4)) == (45.8159, 55.8041)
    assert (limits.method, limits.n, limits.baseline) == (Method.XMR, 10, (0, 10))


def test_the_individuals_chart_of_wheeler_and_chambers():
    limits = individuals_limits(WHEELER)
    assert [round(number) for number in (limits.centre, limits.lower[0], limits.upper[0])] == [4136, 3189, 5082]
    assert (round(limits.range_centre, 1), round(limits.range_upper)) == (355.9, 1163)


def test_a_frozen_baseline_gives_later_points_the_limits_of_the_first():
    """Montgomery, example 6.5: the first 20 weeks; the last two of 40 lie above."""
    limits = individuals_limits(LOAN_COSTS, baseline=slice(0, 20))
    assert limits.centre == 300.5
    assert {round(limit, 6) for limit in limits.lower} == {279.783315}
    assert {round(limit, 6) for limit in limits.upper} == {321.216685}
    assert (round(limits.range_centre, 6), round(limits.range_upper, 4)) == (7.789474, 25.4482)
    assert (limits.n, limits.baseline, len(limits.upper)) == (20, (0, 20), 40)


def test_limits_by_the_median_moving_range():
    """By hand from METHODS.md: the moving ranges are 2 2 2 2 30 32, their median 2; ± 3.145 × 2, and 3.865 × 2."""
    limits = individuals_limits([10, 12, 10, 12, 10, 40, 8], by_median=True)
    assert limits.method is Method.XMR_MEDIAN
    assert limits.upper[0] - limits.centre == pytest.approx(3.145 * 2, abs=0.001)
    assert limits.range_upper == pytest.approx(7.73)
    assert limits.upper[0] < individuals_limits([10, 12, 10, 12, 10, 40, 8]).upper[0]


def test_a_missing_point_is_neither_zero_nor_bridged():
    assert individuals_limits([1, 2, None, 9, 8]).range_centre == 1
    assert individuals_limits([1, 2, None, 9, 8]).n == 4
    with pytest.raises(NoLimits):
        individuals_limits([1, None, 2, None, 3])


def test_without_variation_there_are_no_limits():
    for flat in (lambda: individuals_limits([5] * 20), lambda: p_limits([0] * 20, [9] * 20)):
        with pytest.raises(NoLimits, match="variation"):
            flat()
    with pytest.raises(NoLimits, match="variation"):
        p_limits([9] * 20, [9] * 20)
    with pytest.raises(NoLimits, match="variation"):
        u_limits([0] * 20, [9] * 20)


def test_more_than_half_ties_leave_the_median_version_without_limits_but_not_the_mean_version():
    ties = [5, 5, 5, 5, 5, 5, 7, 5]
    assert individuals_limits(ties).upper[0] > 5
    with pytest.raises(NoLimits):
        individuals_limits(ties, by_median=True)


def test_the_p_chart_of_the_juice_cans():
    limits = p_limits(JUICE, [50] * 30)
    assert limits.centre == pytest.approx(0.215)
    assert (round(limits.lower[0], 6), round(limits.upper[0], 6)) == (0.040703, 0.389297)
    assert limits.n == 28
    assert limits.lower[14] is None
    assert not limits.exact


def test_the_p_chart_with_stepped_limits():
    limits = p_limits(ORDERS, ORDER_SIZES)
    assert round(limits.centre, 5) == 0.09551
    assert [round(limit, 4) for limit in limits.upper[:4]] == [0.1837, 0.1941, 0.1941, 0.1837]
    assert [round(limit, 4) for limit in limits.lower[:5]] == [0.0073, 0.0, 0.0, 0.0073, 0.0114]


def test_few_cases_have_exact_binomial_limits():
    """R: qbinom(pnorm(-3), 20, 0.9) = 12; qbinom(pnorm(-3), 20, 0.1, lower = FALSE) = 7 (cumulated by hand)."""
    rare, usual = p_limits([2] * 12, [20] * 12), p_limits([18] * 12, [20] * 12)
    assert rare.exact
    assert (rare.lower[0], usual.upper[0]) == (0, 1)
    cumulated, most = 0.0, None
    for k, chance in enumerate(_binomial(20, 0.1)):
        cumulated += chance
        if most is None and 1 - cumulated <= 0.0013498980:
            most = k
    assert rare.upper[0] == pytest.approx(most / 20)
    assert usual.lower[0] == pytest.approx(1 - most / 20)


def _binomial(n, p):
    chance = (1 - p) ** n
    for k in range(n + 1):
        yield chance
        chance *= (n - k) / (k + 1) * p / (1 - p)


def test_laneys_chart_of_the_emergency_departments():
    """PowerBI-SPC, test/Chart Types/pprime.test.ts; on a p chart most of these weeks alarm, on p′ none."""
    limits = p_prime_limits(SEEN, CAME)
    assert [round(100 * limit, 4) for limit in limits.upper[:4]] == [96.567, 96.5753, 96.5421, 96.5326]
    assert [round(100 * limit, 4) for limit in limits.lower[:4]] == [94.013, 94.0046, 94.0378, 94.0473]
    assert limits.sigma_z > 10
    shares = [part / whole for part, whole in zip(SEEN, CAME, strict=True)]
    assert _outside(shares, p_limits(SEEN, CAME)) > 10
    assert _outside(shares, limits) == 0


def _outside(values, limits):
    return sum(not low <= value <= high for value, low, high in zip(values, limits.lower, limits.upper, strict=True))


def test_the_u_chart_of_the_dyed_cloth():
    """Montgomery, example 7.5: 1.42 nonconformities per 50 square metres."""
    limits = u_limits(CLOTH, CLOTH_SIZES)
    assert round(limits.centre, 6) == 1.423256
    assert [round(limit, 6) for limit in limits.upper[:3]] == [2.555038, 2.688626, 2.415894]
    assert [round(limit, 6) for limit in limits.lower[:3]] == [0.291474, 0.157885, 0.430617]


def test_few_events_have_exact_poisson_limits():
    """With 2 expected, P(X > 8) = 0.00024 and P(X > 7) = 0.0011 stay under 0.00135, P(X > 6) = 0.0045 does not."""
    limits = u_limits([2] * 12, [1] * 12)
    assert limits.exact
    assert (limits.lower[0], limits.upper[0]) == (0, 7)


def test_gaps_between_rare_events():
    limits = g_limits(GAPS)
    assert round(limits.upper[0], 2) == 128.17
    assert limits.lower[0] == 0
    assert limits.centre == 24


def test_times_between_rare_events():
    """Montgomery, example 7.6."""
    limits = t_limits(FAILURES)
    assert (round(limits.centre, 6), round(limits.upper[0], 6)) == (430.040952, 6937.933488)
    assert limits.lower[0] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: p_limits([3], [2]),
        lambda: p_limits([1], [2, 3]),
        lambda: u_limits([-1, 2], [1, 1]),
        lambda: g_limits([-1, 2]),
        lambda: t_limits([0, 2, 3]),
    ],
)
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(ValueError, match=r"part|denominator|negative|above zero"):
        wrong()


@pytest.mark.parametrize(
    "empty",
    [
        lambda: individuals_limits([]),
        lambda: individuals_limits([None, 3]),
        lambda: p_limits([], []),
        lambda: p_limits([None, 0], [3, 0]),
        lambda: u_limits([], []),
        lambda: g_limits([4]),
        lambda: t_limits([]),
    ],
)
def test_nothing_to_compute_from_has_no_limits(empty):
    with pytest.raises(NoLimits):
        empty()


def test_a_series_that_remembers_is_told():
    drifting = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert is_autocorrelated(drifting)
    assert is_autocorrelated([*drifting[:6], None, *drifting[6:]])
    assert not is_autocorrelated(FLOW)
    assert not is_autocorrelated([3.0] * 20)
    assert not is_autocorrelated([])
    assert not is_autocorrelated(ORDERS)


numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
series = st.lists(st.one_of(st.none(), numbers), min_size=2, max_size=40)


@given(series, st.booleans())
def test_limits_lie_on_both_sides_of_the_centre_and_keep_the_length(values, by_median):
    try:
        limits = individuals_limits(values, by_median=by_median)
    except NoLimits:
        return
    assert len(limits.lower) == len(limits.upper) == len(values)
    assert limits.lower[0] < limits.centre < limits.upper[0]


@given(st.lists(numbers, min_size=20, max_size=25), st.lists(numbers, max_size=10))
def test_later_points_never_move_frozen_limits(baseline, later):
    try:
        before = individuals_limits(baseline, baseline=slice(0, 20))
    except NoLimits:
        return
    after = individuals_limits([*baseline, *later], baseline=slice(0, 20))
    assert (before.centre, before.lower[0], before.upper[0]) == (after.centre, after.lower[0], after.upper[0])


def test_no_lower_limit_lies_below_what_can_be():
    times = [2.0, 30.0, 1.0, 25.0, 3.0, 28.0, 2.0, 31.0, 4.0, 26.0, 1.0, 30.0]
    free, bound = individuals_limits(times), individuals_limits(times, least=0)
    assert free.lower[0] < 0
    assert (bound.lower[0], bound.upper, bound.clipped) == (0, free.upper, True)
    assert not individuals_limits([50 + value / 10 for value in times], least=0).clipped


cases = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=30
)


@given(cases)
@example([(0, 1), (0, 340), (1, 400)])
def test_a_share_and_its_counterpart_have_mirrored_limits(points):
    parts, wholes = [part for part, _whole in points], [whole for _part, whole in points]
    try:
        one = p_limits(parts, wholes)
    except NoLimits:
        return
    other = p_limits([whole - part for part, whole in points], wholes)
    assert [*one.upper] == pytest.approx([1 - limit for limit in other.lower], abs=1e-9)
    assert all(0 <= low <= one.centre <= high <= 1 for low, high in zip(one.lower, one.upper, strict=True))

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from rundum.calc.detection import Direction
from rundum.calc.funnel import Place, count_bands, count_funnel, dispersion, share_bands, share_funnel


def test_the_limits_of_counts_are_those_of_funnelplotr():
    """FunnelPlotR, tests/testthat/test-poisson_limits.R."""
    inner, outer = count_bands([15, 20, 30], 0.95), count_bands([15, 20, 30], 0.998)
    assert [round(band.lower, 7) for band in inner] == [0.5596924, 0.6108260, 0.6746958]
    assert [round(band.upper, 6) for band in inner] == [1.649348, 1.544419, 1.427562]
    assert [round(band.lower, 7) for band in outer] == [0.3862650, 0.4479107, 0.5289724]
    assert [round(band.upper, 6) for band in outer] == [2.082907, 1.902094, 1.702771]


def test_dispersion_is_that_of_funnelplotr():
    """FunnelPlotR, tests/testthat/test-classes_methods.R: six groups, whose truncation leaves all of them."""
    groups = [(100, 108), (150, 112), (180, 165), (80, 95), (120, 100), (225, 220)]
    z = [sqrt(expected) * log(observed / expected) for observed, expected in groups]
    assert round(dispersion(z, trim=0), 6) == 2.948033


def test_the_outermost_are_pulled_in_before_dispersion_is_measured():
    """Of ten, a tenth on each side is one: -9 becomes -1 and 30 becomes 1."""
    assert dispersion([-9, -1, -1, -1, 0, 0, 1, 1, 1, 30]) == pytest.approx(0.8)
    assert dispersion([]) is None


def test_the_limits_of_shares_are_interpolated_binomial_quantiles():
    """Spiegelhalter 2005, A.1.1, by hand for 10 cases at one half: P(X <= 1) = 11/1024 and P(X <= 2) = 56/1024 lie
    about 0.025, so r = 2, a = (56/1024 - 0.025)/(45/1024)."""
    (band,) = share_bands([10], 0.5, 0.95)
    assert band.lower == pytest.approx((2 - (56 / 1024 - 0.025) / (45 / 1024)) / 10)
    assert band.upper == pytest.approx(1 - band.lower)


def test_all_of_a_few_is_no_signal_where_nearly_all_is_usual():
    assert share_bands([5], 0.95, 0.95)[0].upper == 1


def test_a_team_beyond_its_own_limits_is_told_with_its_side():
    funnel = share_funnel([190, 188, 150, 191], [200, 200, 200, 200])
    assert funnel.target == pytest.approx(719 / 800)
    assert [team.place for team in funnel.teams] == [Place.ALERT, Place.INSIDE, Place.ALARM, Place.ALERT]
    assert [team.direction for team in funnel.teams] == [Direction.UP, None, Direction.DOWN, Direction.UP]
    assert funnel.expected_outside == pytest.approx(0.2)


def test_the_same_share_is_a_signal_for_a_large_team_only():
    funnel = share_funnel([14, 700], [20, 1000], target=0.8)
    assert [team.place for team in funnel.teams] == [Place.INSIDE, Place.ALARM]


def test_a_team_too_small_for_any_signal_is_told_so():
    funnel = share_funnel([0, 90, 0], [2, 100, 0], target=0.5)
    assert [team.place for team in funnel.teams] == [Place.TOO_SMALL, Place.ALARM, Place.NOTHING]
    assert funnel.teams[2].value is None


def test_where_all_are_alike_nobody_stands_out():
    funnel = share_funnel([20, 30], [20, 30])
    assert {team.place for team in funnel.teams} == {Place.TOO_SMALL}


def test_counts_are_compared_by_their_rate():
    funnel = count_funnel([10, 12, 60], [100.0, 110.0, 200.0])
    assert [team.place for team in funnel.teams] == [Place.ALERT, Place.ALERT, Place.ALERT]
    assert [team.direction for team in funnel.teams] == [Direction.DOWN, Direction.DOWN, Direction.UP]


def test_teams_that_differ_more_than_by_chance_are_judged_by_wider_limits():
    parts = [50 + 12 * (-1) ** team for team in range(12)]
    adjusted = share_funnel(parts, [100] * 12)
    assert adjusted.adjusted
    assert adjusted.dispersion == pytest.approx(5.86, abs=0.05)
    assert {team.place for team in adjusted.teams} == {Place.INSIDE}
    few = share_funnel(parts[:6], [100] * 6)
    assert (few.adjusted, few.dispersion) == (False, None)
    assert {team.place for team in few.teams} == {Place.ALERT}


def test_the_drawn_funnel_and_the_judged_teams_have_the_same_limits():
    funnel = share_funnel([50 + 12 * (-1) ** team for team in range(12)], [100 + team for team in range(12)])
    assert [(team.alert, team.alarm) for team in funnel.teams] == funnel.bands([team.size for team in funnel.teams])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: share_funnel([3], [2]),
        lambda: share_funnel([0], [0]),
        lambda: share_funnel([], []),
        lambda: count_funnel([-1], [2.0]),
        lambda: count_funnel([1], [0.0]),
    ],
)
def test_impossible_teams_are_refused(wrong):
    with pytest.raises(ValueError, match=r"part|Nothing|negative"):
        wrong()


teams = st.lists(
    st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=15
)


@given(teams)
def test_a_share_and_its_counterpart_tell_the_same(compared):
    parts, wholes = [part for part, _n in compared], [n for _part, n in compared]
    if not sum(wholes):
        return
    one = share_funnel(parts, wholes)
    other = share_funnel([n - part for part, n in compared], wholes)
    assert [team.place for team in one.teams] == [team.place for team in other.teams]


@given(st.floats(0.01, 0.99), st.integers(1, 500))
def test_no_limit_is_passed_by_what_chance_brings_more_often(target, n):
    (band,) = share_bands([n], target, 0.95)
    below = [k for k in range(n + 1) if k / n < band.lower]
    above = [k for k in range(n + 1) if k / n > band.upper]
    assert not below or binom.cdf(below[-1], n, target) <= 0.025 + 1e-9
    assert not above or binom.sf(above[0] - 1, n, target) <= 0.025 + 1e-9


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("expected", [0.1, 0.7, 1.5, 3.0, 3.7, 4.2, 4.9])
def test_with_few_events_no_count_is_outside_that_chance_brings_more_often(expected, level):
    (band,) = count_bands([expected], level)
    outside = (1 - level) / 2
    for count in range(30):
        if count / expected < band.lower:
            assert poisson.cdf(count, expected) <= outside
        if count / expected > band.upper:
            assert poisson.sf(count - 1, expected) <= outside


def test_no_event_where_hardly_one_is_expected_is_no_signal():
    funnel = count_funnel([0, 3, 0], [18, 39, 20])
    assert [team.place for team in funnel.teams] == [Place.INSIDE] * 3

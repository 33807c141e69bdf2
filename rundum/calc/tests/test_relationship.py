from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.relationship import gap_from, is_gap, strength_of

TODAY = date(2026, 11, 23)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=n) for n in days]


@pytest.mark.parametrize(("days", "gap"), [(29, False), (30, False), (31, True), (300, True)])
def test_a_contact_is_a_gap_on_the_day_after_the_agreed_cadence(days, gap):
    """SPEC AC1.5."""
    assert is_gap(ago(days)[0], 30, TODAY, known_since=date(2020, 1, 1)) is gap


def test_one_real_reply_removes_the_gap():
    assert is_gap(ago(90)[0], 30, TODAY, known_since=date(2020, 1, 1))
    assert not is_gap(TODAY, 30, TODAY, known_since=date(2020, 1, 1))


def test_a_contact_nobody_has_spoken_with_is_counted_from_when_we_know_them():
    assert not is_gap(None, 30, TODAY, known_since=ago(30)[0])
    assert is_gap(None, 30, TODAY, known_since=ago(31)[0])


def test_the_gap_has_a_date():
    assert gap_from(date(2026, 11, 1), 7, date(2020, 1, 1)) == date(2026, 11, 9)


def test_a_cadence_of_nothing_is_refused():
    with pytest.raises(ValueError, match="cadence"):
        is_gap(TODAY, 0, TODAY, known_since=TODAY)


def test_weekly_contact_is_full_strength_and_less_is_less():
    weekly = strength_of(ago(*range(0, 182, 7)), TODAY)
    monthly = strength_of(ago(10, 40, 70, 100, 130, 160), TODAY)
    quarterly = strength_of(ago(45, 135), TODAY)
    assert weekly.strength == 1
    assert weekly.times == 26
    assert weekly.strength > monthly.strength > quarterly.strength > 0


def test_nobody_spoke():
    nothing = strength_of([], TODAY)
    assert (nothing.times, nothing.last, nothing.strength) == (0, None, 0)


def test_only_the_window_counts():
    found = strength_of([*ago(0, 181, 182, 500), TODAY + timedelta(days=1)], TODAY)
    assert found.times == 2
    assert found.last == TODAY


def test_a_window_below_a_week_is_refused():
    with pytest.raises(ValueError, match="window"):
        strength_of([], TODAY, window_days=6)


past = st.lists(st.integers(0, 400), max_size=60)


@given(past)
def test_strength_lies_between_none_and_full(days):
    found = strength_of(ago(*days), TODAY)
    assert 0 <= found.strength <= 1
    assert (found.times == 0) == (found.strength == 0)


@given(past, st.integers(0, 400))
def test_speaking_once_more_never_weakens(days, more):
    assert strength_of(ago(*days, more), TODAY).strength >= strength_of(ago(*days), TODAY).strength


@given(past, st.integers(0, 60))
def test_silence_never_strengthens(days, silence):
    later = TODAY + timedelta(days=silence)
    assert strength_of(ago(*days), later).strength <= strength_of(ago(*days), TODAY).strength

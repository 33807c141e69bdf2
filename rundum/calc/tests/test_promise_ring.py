from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.promise_ring import NO_PROMISE, RingState, promise_ring
from rundum.calc.working_time import WorkingCalendar

BERLIN = ZoneInfo("Europe/Berlin")
office = WorkingCalendar("Europe/Berlin", {weekday: ((time(8), time(16)),) for weekday in range(5)})
MONDAY = datetime(2026, 11, 23, 8, tzinfo=BERLIN)


def ring(days: float, hours_gone: float, **ends: datetime):
    """A promise given on Monday at opening for so many working days, after so many open hours."""
    due = office.add_open_time(MONDAY, timedelta(hours=8 * days))
    now = office.add_open_time(MONDAY, timedelta(hours=hours_gone))
    return promise_ring(MONDAY, due, now, office, **ends)


def test_nothing_promised():
    assert promise_ring(None, None, MONDAY, office) == NO_PROMISE


def test_a_withdrawn_promise_is_none():
    assert ring(5, 10, withdrawn_at=MONDAY) == NO_PROMISE


def test_a_promise_of_a_week_turns_risky_when_two_thirds_are_used():
    assert ring(6, 0).state == RingState.OK
    assert ring(6, 31.9).state == RingState.OK
    assert ring(6, 32).state == RingState.RISK
    assert ring(6, 32).used == pytest.approx(2 / 3)


def test_a_promise_of_two_days_turns_risky_in_its_last_working_day():
    assert ring(1.9, 7.5).state == RingState.OK
    assert ring(1.9, 7.7).state == RingState.RISK


def test_a_promise_of_an_hour_is_not_risky_from_its_first_minute():
    assert ring(1 / 8, 0.1).state == RingState.OK
    assert ring(1 / 8, 0.5).state == RingState.RISK


def test_the_night_and_the_weekend_use_up_nothing():
    friday, monday = MONDAY + timedelta(days=4, hours=7), MONDAY + timedelta(days=7, hours=2)
    night = friday + timedelta(hours=20)
    assert promise_ring(friday, monday, night, office).used == pytest.approx(1 / 3)


def test_a_promise_in_closed_time_is_measured_on_the_clock():
    saturday = MONDAY + timedelta(days=5)
    noon = saturday + timedelta(hours=4)
    assert promise_ring(saturday, noon, saturday + timedelta(hours=1), office).used == pytest.approx(1 / 4)
    assert promise_ring(saturday, noon, saturday + timedelta(hours=3), office).state == RingState.RISK
    assert promise_ring(saturday, noon, noon + timedelta(seconds=1), office).state == RingState.BROKEN


def test_kept_at_the_last_moment_is_kept_and_a_second_later_is_broken():
    due = MONDAY + timedelta(hours=4)
    later = due + timedelta(days=1)
    assert promise_ring(MONDAY, due, later, office, kept_at=due).state == RingState.KEPT
    assert promise_ring(MONDAY, due, later, office, kept_at=due + timedelta(seconds=1)).state == RingState.BROKEN


def test_an_open_promise_past_its_time_is_broken_without_anyone_saying_so():
    due = MONDAY + timedelta(hours=4)
    assert promise_ring(MONDAY, due, due, office).state == RingState.RISK
    assert promise_ring(MONDAY, due, due + timedelta(seconds=1), office).state == RingState.BROKEN


def test_a_promise_said_to_be_broken_is_broken_before_its_time():
    assert ring(5, 10, broken_at=MONDAY).state == RingState.BROKEN


def test_what_happens_later_has_not_happened_yet():
    tomorrow = MONDAY + timedelta(days=1)
    assert ring(5, 1, kept_at=tomorrow).state == RingState.OK
    assert ring(5, 1, broken_at=tomorrow).state == RingState.OK
    assert ring(5, 1, withdrawn_at=tomorrow).state == RingState.OK


def test_a_team_without_opening_hours_still_has_rings():
    empty = WorkingCalendar("Europe/Berlin", {})
    due = MONDAY + timedelta(hours=3)
    assert promise_ring(MONDAY, due, MONDAY + timedelta(hours=1), empty).used == pytest.approx(1 / 3)


hours = st.floats(0, 400, allow_nan=False)


@given(hours, hours, hours)
def test_a_running_promise_only_gets_worse(length, gone, more):
    order = [RingState.OK, RingState.RISK, RingState.BROKEN]
    due = MONDAY + timedelta(hours=length)
    early = promise_ring(MONDAY, due, MONDAY + timedelta(hours=gone), office)
    late = promise_ring(MONDAY, due, MONDAY + timedelta(hours=gone + more), office)
    assert order.index(early.state) <= order.index(late.state)
    assert 0 <= early.used <= late.used <= 1

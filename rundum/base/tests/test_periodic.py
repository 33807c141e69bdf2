"""What Rundum does by itself, and how often."""

import logging
import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from rundum.base import periodic
from rundum.base.periodic import Periodic, carry_out, registered, repeat

QUARTER = timedelta(minutes=15)
REGISTERED = [each.name for each in registered()]


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> dict[str, Periodic]:
    registered()  # what the areas have stays out of these tests
    empty: dict[str, Periodic] = {}
    monkeypatch.setattr(periodic, "_register", empty)
    return empty


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"])
def test_a_quarter_of_an_hour_falls_on_midnight_in_every_zone(zone: str) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=ZoneInfo(zone))
    each = Periodic("tests.quarterly", QUARTER, list)
    assert each.next_after(midnight - timedelta(seconds=1)) == midnight
    assert each.next_after(midnight) == midnight + QUARTER


def test_an_action_may_not_run_without_a_pause_or_under_a_name_that_is_taken() -> None:
    repeat("tests.counting", every=QUARTER, act=list)
    repeat("tests.counting", every=QUARTER, act=list)
    with pytest.raises(ValueError, match="taken"):
        repeat("tests.counting", every=QUARTER, act=dict)
    with pytest.raises(ValueError, match="pause"):
        repeat("tests.rushing", every=timedelta(0), act=list)
    assert [each.name for each in registered()] == ["tests.counting"]


def test_lower_areas_come_first_as_higher_ones_read_what_they_keep_up_to_date() -> None:
    order = [app.name for app in apps.get_app_configs()]
    areas = [f"rundum.{name.split('.')[0]}" for name in REGISTERED]
    assert areas == sorted(areas, key=order.index)
    assert areas.index("rundum.measures") < areas.index("rundum.improvement")


@pytest.mark.django_db
def test_one_that_fails_is_logged_and_keeps_no_other_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    done = []
    repeat("tests.failing", every=QUARTER, act=lambda: 1 / 0)
    repeat("tests.working", every=QUARTER, act=lambda: done.append(1))
    with caplog.at_level(logging.INFO):
        call_command("housekeeping", "--once")
    assert done == [1]
    assert "tests.failing failed" in caplog.text
    assert "tests.working: None" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_do_the_same_at_once() -> None:
    began, may_end, done = threading.Event(), threading.Event(), []
    slow = Periodic("tests.slow", QUARTER, lambda: (began.set(), may_end.wait(10)))
    quick = Periodic("tests.slow", QUARTER, lambda: done.append(1))

    def first() -> None:
        carry_out(slow)
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    assert began.wait(10)
    assert not carry_out(quick)
    may_end.set()
    other.join()
    assert carry_out(quick)
    assert done == [1]


def test_it_begins_at_once_and_goes_on_when_due(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 23, 7, 58, tzinfo=UTC)
    done: list[datetime] = []

    def sleep(seconds: float) -> None:
        nonlocal moment
        moment += timedelta(seconds=seconds)
        if moment > datetime(2026, 11, 23, 8, 16, tzinfo=UTC):
            raise KeyboardInterrupt

    monkeypatch.setattr(periodic, "now", lambda: moment)
    monkeypatch.setattr(periodic.time, "sleep", sleep)
    monkeypatch.setattr(periodic, "carry_out", lambda _each: done.append(moment))
    monkeypatch.setattr(periodic.connection, "close", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        periodic.carry_out_for_ever([Periodic("tests.quarterly", QUARTER, list)])
    assert [f"{each:%H:%M}" for each in done] == ["07:58", "08:00", "08:15"]

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from rundum.base.refusals import NotAllowed, Refused
from rundum.teams.actions import set_working_hours
from rundum.teams.models import Team, WorkingHours
from rundum.teams.queries import holidays_of, working_calendar_of, working_days
from rundum.timeline.models import Entry
from tests.world import World

BERLIN = ZoneInfo("Europe/Berlin")
REFORMATION_DAY = date(2025, 10, 31)  # a Friday; a holiday in Schleswig-Holstein, not in Hesse


def test_the_holidays_are_those_of_the_land(world: World) -> None:
    calendar = working_calendar_of(world.hanse)
    assert not calendar.is_working_day(REFORMATION_DAY)
    Team.objects.filter(pk=world.hanse.pk).update(land="HE")
    assert working_calendar_of(Team.objects.get(pk=world.hanse.pk)).is_working_day(REFORMATION_DAY)


def test_a_due_time_skips_closed_days(world: World) -> None:
    friday_before = datetime(2025, 10, 30, 16, 0, tzinfo=BERLIN)
    due = working_calendar_of(world.hanse).add_open_time(friday_before, timedelta(hours=2))
    assert due == datetime(2025, 11, 3, 9, 0, tzinfo=BERLIN)


def test_holidays_are_named_in_the_language_of_the_page(world: World) -> None:
    with override("de"):
        assert holidays_of(world.hanse).named_from(date(2026, 12, 24), 1) == [
            (date(2026, 12, 25), "Erster Weihnachtstag")
        ]
    with override("en"):
        assert holidays_of(world.hanse).named_from(date(2026, 12, 27), 1) == [(date(2027, 1, 1), "New Year's Day")]


def test_a_country_nobody_knows_has_no_holidays(world: World) -> None:
    team = Team(country="XX", land="")
    assert date(2026, 1, 1) not in holidays_of(team)


def test_a_team_without_hours_is_taken_to_work_on_weekdays(world: World) -> None:
    WorkingHours.objects.all().delete()
    assert len(working_days(world.hanse, date(2026, 11, 23), 7)) == 5


def test_members_set_the_working_hours(world: World) -> None:
    hours = [(0, time(8), time(12)), (0, time(13), time(17)), (5, time(9), time(12))]
    set_working_hours(world.hanse, hours=hours, by=world.aylin)
    calendar = working_calendar_of(world.hanse)
    assert calendar.open_seconds_on(date(2026, 11, 23)) == 8 * 3600
    assert calendar.is_working_day(date(2026, 11, 28))
    assert Entry.objects.get().verb == "teams.hours_set"


@pytest.mark.parametrize(
    "hours", [[], [(0, time(12), time(8))], [(0, time(8), time(12)), (0, time(11), time(17))], [(0, time(8), time(8))]]
)
def test_no_hours_and_hours_that_overlap_or_run_backwards_are_refused(
    world: World, hours: list[tuple[int, time, time]]
) -> None:
    with pytest.raises(Refused):
        set_working_hours(world.hanse, hours=hours, by=world.aylin)
    assert world.hanse.working_hours.count() == 5
    assert not Entry.objects.exists()


def test_a_coach_does_not_set_the_working_hours(world: World) -> None:
    with pytest.raises(NotAllowed):
        set_working_hours(world.hanse, hours=[], by=world.henrik)
    assert world.hanse.working_hours.count() == 5

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.teams.actions import add_absence, cover_function, end_membership, found_team, uncover_function
from rundum.teams.models import Cover, Membership, Team
from rundum.teams.queries import FunctionCoverage, coverage_of, coverage_without, people_of
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, join, make_person

TODAY = MONDAY.date()
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def on_monday():
    with standing_at(MONDAY):
        yield


def of(team: Team, key: str) -> FunctionCoverage:
    return next(each for each in coverage_of([team], TODAY)[team.pk] if each.function.key == key)


def test_a_function_somebody_covers_has_no_gap(world: World) -> None:
    accounts = of(world.hanse, "accounts")
    assert accounts.is_covered
    assert accounts.hangs_on_one
    assert accounts.gaps == []


def test_when_the_last_one_lets_go_of_a_function_it_is_a_gap_at_once(world: World) -> None:
    uncover_function(world.hanse, function=world.accounts, user=world.aylin, by=world.emeka)
    (gap,) = of(world.hanse, "accounts").gaps
    assert gap.already
    assert gap.absent == []


def test_when_the_last_one_leaves_the_team_the_gap_begins_on_the_next_working_day(world: World) -> None:
    end_membership(Membership.objects.get(user=world.aylin), ends_on=FRIDAY, by=world.emeka)
    (gap,) = of(world.hanse, "accounts").gaps
    assert gap.run.first == date(2026, 11, 30)
    assert gap.run.open_ended
    assert not gap.already


def test_an_absence_of_the_only_one_is_a_gap_from_its_first_to_its_last_working_day(world: World) -> None:
    add_absence(world.aylin, kind="leave", starts_on=FRIDAY, ends_on=date(2026, 12, 6), by=world.aylin)
    (gap,) = of(world.hanse, "accounts").gaps
    assert (gap.run.first, gap.run.last, gap.run.open_ended) == (FRIDAY, date(2026, 12, 4), False)
    assert gap.absent == [world.aylin]


def test_a_team_is_founded_uncovered_and_its_gaps_stay(world: World) -> None:
    team = found_team(name="Weser", land="NI", by=world.ada)
    assert [len(each.gaps) for each in coverage_of([team], TODAY)[team.pk]] == [1, 1, 1]


def test_planned_days_away_that_would_open_a_gap_are_told_before(world: World) -> None:
    gaps = coverage_without(world.aylin, FRIDAY, FRIDAY, TODAY)
    assert [(gap.function.key, gap.run.first, gap.run.last) for gap in gaps] == [
        ("sales", FRIDAY, FRIDAY),
        ("accounts", FRIDAY, FRIDAY),
    ]
    assert coverage_without(world.chiara, FRIDAY, FRIDAY, TODAY) == []


def test_only_a_member_of_today_covers_a_function(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        cover_function(world.hanse, function=world.accounts, user=world.piet, by=world.aylin)
    assert refusal.value.code == "not_a_member"
    assert not Entry.objects.exists()


def test_a_coach_does_not_say_who_covers_what(world: World) -> None:
    with pytest.raises(NotAllowed):
        cover_function(world.hanse, function=world.accounts, user=world.emeka, by=world.henrik)
    with pytest.raises(NotAllowed):
        uncover_function(world.hanse, function=world.accounts, user=world.aylin, by=world.henrik)
    assert Cover.objects.count() == 3
    assert not Entry.objects.exists()


def test_covering_twice_is_written_down_once(world: World) -> None:
    for _ in range(2):
        cover_function(world.hanse, function=world.accounts, user=world.emeka, by=world.aylin)
    assert Entry.objects.count() == 1


def test_what_is_lent_is_taken_off_the_share_at_home(world: World) -> None:
    chiara = next(person for person in people_of(world.foerde, TODAY) if person.user == world.chiara)
    assert chiara.share == Decimal("0.80")
    assert [loan.team for loan in chiara.lent_to] == [world.hanse]
    on_loan = next(person for person in people_of(world.hanse, TODAY) if person.user == world.chiara)
    assert (on_loan.on_loan, on_loan.home, on_loan.share) == (True, world.foerde, Decimal("0.20"))


def test_absences_that_follow_each_other_over_a_weekend_read_as_one(world: World) -> None:
    add_absence(world.aylin, kind="leave", starts_on=TODAY, ends_on=FRIDAY, by=world.aylin)
    add_absence(world.aylin, kind="training", starts_on=date(2026, 11, 30), ends_on=date(2026, 12, 1), by=world.emeka)
    aylin = people_of(world.hanse, TODAY)[0]
    assert aylin.away
    assert (aylin.away.since, aylin.away.until) == (TODAY, date(2026, 12, 1))


def test_absences_of_one_kind_that_overlap_become_one(world: World) -> None:
    add_absence(world.aylin, kind="leave", starts_on=TODAY, ends_on=FRIDAY, by=world.aylin)
    add_absence(world.aylin, kind="leave", starts_on=FRIDAY, ends_on=FRIDAY + timedelta(3), by=world.aylin)
    absence = world.aylin.absences.get()
    assert (absence.starts_on, absence.ends_on) == (TODAY, FRIDAY + timedelta(3))


def test_absences_are_entered_by_those_who_share_a_team(world: World) -> None:
    with pytest.raises(NotAllowed):
        add_absence(world.aylin, kind="leave", starts_on=TODAY, ends_on=FRIDAY, by=world.henrik)
    assert not world.aylin.absences.exists()
    assert not Entry.objects.exists()


def test_people_and_coverage_cost_the_same_queries_for_three_and_for_thirty(world: World) -> None:
    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as people:
            people_of(world.hanse, TODAY)
        with CaptureQueriesContext(connection) as coverage:
            coverage_of(list(Team.objects.all()), TODAY)
        return len(people), len(coverage)

    small = cost()
    for number in range(30):
        person = make_person(f"Person{number} Beispiel")
        join(person, world.hanse)
        Cover.objects.create(team=world.hanse, function=world.service, user=person)
    assert cost() == small

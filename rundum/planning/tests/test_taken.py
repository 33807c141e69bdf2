"""Offers are even over weeks: what people took on before counts, by the time they were there."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at, today
from rundum.concerns.models import Holding
from rundum.planning.queries.board_plan import board_plan
from rundum.planning.queries.taken import Taken, taken_by
from rundum.teams.models import Absence, Team
from rundum.teams.queries import people_of
from tests.world import World, make_concern

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 12, 18, 9, tzinfo=timezone.get_fixed_timezone(60))


@pytest.fixture(autouse=True)
def _now():
    with standing_at(FRIDAY):
        yield


def took(world: World, person: User, days_ago: int, count: int, *, still: bool = False) -> None:
    """Closed concerns of the dairy whose thread somebody took then, or (still) open ones they hold."""
    for nth in range(count):
        number = 3000 + Holding.objects.count()
        since = now() - timedelta(days=days_ago, hours=nth)
        concern = make_concern(world.dairy, world.complaint, "Erledigt", number=number)
        concern.holder, concern.closed_at = (person, None) if still else (None, since + timedelta(hours=1))
        concern.save()
        until = None if still else concern.closed_at
        Holding.objects.create(customer=world.dairy, concern=concern, user=person, since=since, until=until)


def taken(team: Team) -> dict[int, Taken]:
    day = today(team.zone)
    return taken_by(team, {person.user.pk: person for person in people_of(team, day)}, day)


def test_whoever_took_much_in_the_weeks_before_is_offered_less(world: World) -> None:
    for nth in range(3):
        make_concern(world.dairy, world.complaint, "Frei", number=4000 + nth)

    def offered() -> set[User]:
        return {row.offer.user for row in board_plan(world.hanse, world.aylin).rows if row.offer}

    assert world.aylin in offered()
    took(world, world.aylin, 10, 8)
    assert offered() == {world.emeka, world.chiara}


def test_it_counts_four_weeks_and_what_is_held_still(world: World) -> None:
    took(world, world.aylin, 10, 2)
    took(world, world.aylin, 40, 3)
    took(world, world.aylin, 50, 1, still=True)
    took(world, world.aylin, 3, 1, still=True)
    found = taken(world.hanse)
    assert found[world.aylin.pk].threads == 4
    assert found[world.emeka.pk].threads == 0
    assert found[world.emeka.pk].share == found[world.aylin.pk].share == 1


def test_the_same_concern_taken_twice_counts_once_and_what_another_team_has_does_not(world: World) -> None:
    took(world, world.aylin, 10, 1)
    once = Holding.objects.get()
    Holding.objects.create(
        customer=world.dairy, concern=once.concern, user=world.aylin, since=now() - timedelta(days=2), until=now()
    )
    elsewhere = make_concern(world.clinic, world.complaint, "Anderswo", number=5000)
    Holding.objects.create(customer=world.clinic, concern=elsewhere, user=world.aylin, since=now())
    assert taken(world.hanse)[world.aylin.pk].threads == 1


def test_whoever_was_away_or_is_new_had_less_time_to_take_anything(world: World) -> None:
    monday = date(2026, 11, 30)
    Absence.objects.create(user=world.aylin, starts_on=monday, ends_on=monday + timedelta(days=6))
    Absence.objects.create(user=world.aylin, starts_on=monday + timedelta(days=3), ends_on=monday + timedelta(days=7))
    membership = world.emeka.memberships.get(team=world.hanse)
    membership.starts_on = date(2026, 12, 11)
    membership.save()
    found = taken(world.hanse)
    assert found[world.aylin.pk].share == 14 / 20  # five days and the Monday after
    assert found[world.emeka.pk].share == 5 / 20
    assert found[world.chiara.pk].share == 0.2  # lent to Hanse for a fifth of her time


def test_nobody_there_in_these_weeks_makes_a_plan_all_the_same(world: World) -> None:
    for person in (world.aylin, world.emeka, world.chiara):
        Absence.objects.create(user=person, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 17))
        took(world, person, 5, 40)
    make_concern(world.dairy, world.complaint, "Frei", number=4000)
    board = board_plan(world.hanse, world.aylin)
    assert [row.offer is not None for row in board.rows] == [True]
    assert board.plan.is_proven

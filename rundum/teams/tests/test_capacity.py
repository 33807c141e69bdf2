"""A team's week in hours, from memberships, loans, absences, holidays and opening hours as they are entered."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from rundum.calc.periods import Week
from rundum.teams.models import Absence, Membership
from rundum.teams.queries import week_of_team, weeks_of_teams
from tests.world import World, join, make_person

pytestmark = pytest.mark.django_db

WEEK = Week(2026, 48)


def test_the_week_says_what_was_taken_off_and_who_is_away(world: World):
    Absence.objects.create(user=world.piet, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 24))
    week = week_of_team(world.foerde, WEEK)
    assert week.hours == 80 - 8 - 16
    assert sum(day.lent for day in week.days) == 8
    assert sum(day.absent for day in week.days) == 16
    assert [[user.name for user in week.away_on(day.day)] for day in week.days[:3]] == [["Piet Janssen"]] * 2 + [[]]


def test_who_is_on_loan_counts_where_they_are_lent_to(world: World):
    assert week_of_team(world.hanse, WEEK).hours == 88


def test_a_loan_between_two_loans_takes_nothing_from_a_team_they_are_not_at_home_in(world: World):
    third = join(world.chiara, type(world.hanse).objects.create(name="Alster"), kind=Membership.Kind.LOAN, share="0.10")
    assert third.pk
    assert week_of_team(world.hanse, WEEK).hours == 88
    assert week_of_team(world.foerde, WEEK).hours == 68


def test_somebody_who_has_left_and_cannot_sign_in_any_more_has_no_hours(world: World):
    world.piet.is_active = False
    world.piet.save()
    assert week_of_team(world.foerde, WEEK).hours == 32


def test_people_stand_by_name_and_a_share_counts_as_such(world: World):
    join(make_person("Öznur Acar"), world.hanse, share="0.50")
    week = week_of_team(world.hanse, WEEK)
    assert [user.name for user, _working in week.people] == ["Aylin Kaya", "Chiara Rossi", "Emeka Okafor", "Öznur Acar"]
    assert week.hours == Decimal(108)


def test_one_team_or_many_make_the_same_number_of_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(4):
        weeks_of_teams([world.hanse], WEEK)
    world.hanse.refresh_from_db()
    with django_assert_num_queries(4):
        weeks_of_teams([world.hanse, world.foerde], WEEK)

from datetime import timedelta

import pytest

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.base.reading import ask
from rundum.base.refusals import NotAllowed, Refused
from rundum.customers.actions.expecting import add_expectation
from rundum.customers.actions.reading import confirm_reading
from rundum.customers.actions.talking import record_customer_talk, write_customer_note
from rundum.customers.models import Reading
from rundum.customers.queries.knowers import knowers_of
from rundum.customers.queries.knowledge import who_knows
from rundum.teams.models import Absence, Membership
from rundum.timeline.models import Entry
from tests.world import MONDAY, World


def _spoke(world: World, by: User, *, days_ago: int, kind: str = "call") -> None:
    with standing_at(MONDAY - timedelta(days=days_ago)):
        record_customer_talk(world.dairy, kind=kind, contact=world.brandl, by=by, text="Kurz gesprochen")


def _read(world: World, by: User, *, days_ago: int) -> None:
    with standing_at(MONDAY - timedelta(days=days_ago)):
        confirm_reading(world.dairy, by=by)


@pytest.fixture
def told(world: World) -> World:
    """A world in which something is written down about the dairy."""
    add_expectation(world.dairy, text="Rückruf am selben Tag", source="said", by=world.aylin)
    return world


def test_who_knows_the_customer_are_members_who_spoke_within_120_days(world: World) -> None:
    _spoke(world, world.emeka, days_ago=119)
    _spoke(world, world.aylin, days_ago=121)
    _spoke(world, world.henrik, days_ago=1)
    with standing_at(MONDAY):
        known = who_knows(world.dairy)
    assert known.people == [world.emeka]
    assert [(one.function, one.people) for one in known.by_function] == [
        (world.sales, []),
        (world.service, [world.emeka]),
        (world.accounts, []),
    ]


def test_a_note_or_a_one_way_mail_is_no_knowing(world: World) -> None:
    with standing_at(MONDAY):
        write_customer_note(world.dairy, text="Nur notiert", by=world.emeka)
        assert who_knows(world.dairy).people == []


def test_who_has_read_and_confirmed_knows_them_for_as_long_as_who_has_spoken(told: World) -> None:
    _read(told, told.aylin, days_ago=119)
    _read(told, told.emeka, days_ago=121)
    with standing_at(MONDAY):
        assert who_knows(told.dairy).people == [told.aylin]
    with standing_at(MONDAY + timedelta(days=2)):
        assert who_knows(told.dairy).people == []


def test_confirming_again_counts_anew_and_leaves_one_row_and_an_entry_each(told: World) -> None:
    _read(told, told.aylin, days_ago=121)
    _read(told, told.aylin, days_ago=1)
    with standing_at(MONDAY):
        assert who_knows(told.dairy).people == [told.aylin]
    assert Reading.objects.count() == 1
    assert Entry.objects.filter(verb="customers.read", customer_id=told.dairy.pk, by=told.aylin).count() == 2


def test_while_nothing_is_written_down_there_is_nothing_to_read(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        confirm_reading(world.dairy, by=world.aylin)
    assert refusal.value.code == "nothing_to_read"
    assert not Reading.objects.exists()
    assert not Entry.objects.filter(verb="customers.read").exists()


@pytest.mark.parametrize("name", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_confirms_that_they_could_step_in(told: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        confirm_reading(told.dairy, by=getattr(told, name))
    assert not Reading.objects.exists()
    assert not Entry.objects.filter(verb="customers.read").exists()


def test_who_has_left_the_team_no_longer_counts(told: World) -> None:
    _read(told, told.emeka, days_ago=5)
    Membership.objects.filter(user=told.emeka).update(ends_on=MONDAY.date() - timedelta(days=1))
    with standing_at(MONDAY):
        assert who_knows(told.dairy).people == []


def test_who_is_away_knows_them_and_is_not_here(told: World) -> None:
    _spoke(told, told.emeka, days_ago=3)
    _read(told, told.chiara, days_ago=2)
    Absence.objects.create(user=told.emeka, starts_on=MONDAY.date(), ends_on=MONDAY.date())
    with standing_at(MONDAY):
        known = who_knows(told.dairy)
    assert (known.people, known.here, known.only_one) == ([told.chiara, told.emeka], [told.chiara], None)


def test_one_rule_says_who_knows_and_whether_they_have_spoken(told: World) -> None:
    """What the page of a customer and the offers of work ask is the same question."""
    _spoke(told, told.emeka, days_ago=3)
    for member in (told.aylin, told.emeka):
        _read(told, member, days_ago=2)
    with standing_at(MONDAY):
        asked = knowers_of([told.dairy.pk, told.clinic.pk], [told.aylin.pk, told.emeka.pk])
        found = {(row.customer_id, row.user_id): row.spoke for row in ask(asked).of(asked)}
    assert found == {(told.dairy.pk, told.aylin.pk): False, (told.dairy.pk, told.emeka.pk): True}

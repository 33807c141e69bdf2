from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.customers.actions.talking import record_customer_talk, write_customer_note
from rundum.customers.queries.relations import relationship_map
from rundum.timeline.actions import add_entry
from tests.world import MONDAY, World, make_contact


def _spoke(world: World, by: User, *, days_ago: int, kind: str = "call") -> None:
    with standing_at(MONDAY - timedelta(days=days_ago)):
        record_customer_talk(world.dairy, kind=kind, contact=world.brandl, by=by, text="Kurz gesprochen")


def test_a_contact_is_a_gap_from_the_day_after_the_cadence_until_one_real_reply(world: World) -> None:
    world.brandl.cadence_days = 30
    world.brandl.save()
    _spoke(world, world.emeka, days_ago=30)
    with standing_at(MONDAY):
        assert not relationship_map(world.dairy).gaps
    with standing_at(MONDAY + timedelta(days=1)):
        assert [gap.contact for gap in relationship_map(world.dairy).gaps] == [world.brandl]
        assert relationship_map(world.dairy).gaps[0].since == date(2026, 11, 24)
        add_entry("customers.emailed", by=world.aylin, customer=world.dairy.pk, contact=world.brandl.pk)  # a mass mail
        assert relationship_map(world.dairy).gaps
        record_customer_talk(world.dairy, kind="email", contact=world.brandl, by=world.vera)
        assert not relationship_map(world.dairy).gaps


def test_a_contact_nobody_has_spoken_with_is_a_gap_counted_from_when_we_met_them(world: World) -> None:
    with standing_at(MONDAY):
        petrov = make_contact(world.dairy, "Nikolai", "Petrov", cadence_days=7)
    with standing_at(MONDAY + timedelta(days=7)):
        assert not relationship_map(world.dairy).gaps
    with standing_at(MONDAY + timedelta(days=8)):
        assert [(gap.contact, gap.last) for gap in relationship_map(world.dairy).gaps] == [(petrov, None)]


def test_who_left_is_no_gap(world: World) -> None:
    with standing_at(MONDAY):
        make_contact(world.dairy, "Nikolai", "Petrov", cadence_days=7, left_on="2026-11-24")
    with standing_at(MONDAY + timedelta(days=20)):
        assert not relationship_map(world.dairy).gaps


def test_ties_are_told_from_two_way_contact_of_the_last_six_months(world: World) -> None:
    for days_ago in (1, 8, 15):
        _spoke(world, world.emeka, days_ago=days_ago)
    _spoke(world, world.henrik, days_ago=20, kind="visit")
    _spoke(world, world.aylin, days_ago=190)
    with standing_at(MONDAY):
        write_customer_note(world.dairy, text="Notiz", by=world.aylin)
        drawn = relationship_map(world.dairy)
    assert [tie.colleague for tie in drawn.ties] == [world.emeka, world.henrik]
    assert drawn.ties[0].strength > drawn.ties[1].strength > 0


@pytest.mark.parametrize("talks", [1, 30])
def test_the_map_takes_three_queries_however_much_was_said(world: World, talks: int) -> None:
    for days_ago in range(talks):
        _spoke(world, world.emeka, days_ago=days_ago)
    with standing_at(MONDAY), CaptureQueriesContext(connection) as queries:
        relationship_map(world.dairy)
    assert len(queries) == 3

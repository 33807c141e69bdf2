from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.actions.assigning import (
    assign_customer,
    confirm_handover,
    offer_customer,
    tick_handover_item,
    withdraw_handover,
)
from rundum.customers.actions.expecting import add_expectation
from rundum.customers.models import Assignment, Customer, HandoverItem, TeamHandover, WorkingAgreement
from rundum.customers.queries.lists import waiting_for_a_team
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_customer


def test_a_team_takes_a_customer_from_the_queue(world: World) -> None:
    newcomer = make_customer("Werft Nord", None, number=1003)
    assert list(waiting_for_a_team(world.vera)) == [newcomer]
    with standing_at(MONDAY):
        assign_customer(newcomer, team=world.hanse, reason="Liegt am Hafen", by=world.chiara)
    newcomer.refresh_from_db()
    assert (newcomer.team, newcomer.team_since) == (world.hanse, MONDAY)
    assert not waiting_for_a_team(world.vera)
    assert Entry.objects.get(customer_id=newcomer.pk).team_id == world.hanse.pk


def test_nobody_outside_gives_a_team_a_customer(world: World) -> None:
    newcomer = make_customer("Werft Nord", None, number=1003)
    for outsider in (world.piet, world.henrik, world.vera):
        with pytest.raises(NotAllowed):
            assign_customer(newcomer, team=world.hanse, reason="", by=outsider)
    newcomer.refresh_from_db()
    assert newcomer.team is None
    assert not Entry.objects.exists()


def test_a_customer_with_a_team_cannot_be_taken(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        assign_customer(world.dairy, team=world.foerde, reason="", by=world.piet)
    assert refusal.value.code == "has_team"
    assert Assignment.objects.filter(customer=world.dairy).count() == 1
    assert not Entry.objects.exists()


def test_the_checklist_names_promises_expectations_agreement_and_people(world: World) -> None:
    add_expectation(world.dairy, text="Rückruf binnen 60 Minuten", source="said", by=world.aylin)
    decide_agreement(world.dairy, by=world.aylin, channel="phone", terms=["Nur dienstags"])
    handover = _offered(world, "Ersatzteile bis Freitag")
    assert {(item.kind, item.text) for item in handover.items.all()} == {
        ("promise", "Ersatzteile bis Freitag"),
        ("expectation", "Rückruf binnen 60 Minuten"),
        ("agreement", f"{WorkingAgreement.Channel.PHONE.label} · Nur dienstags"),
        ("introduction", "Theresa Brandl"),
    }


def test_the_customer_moves_when_the_receiving_team_confirms_and_not_before(world: World) -> None:
    handover = _offered(world)
    with pytest.raises(Refused) as refusal:
        confirm_handover(handover, by=world.piet)
    assert refusal.value.code == "items_open"
    for item in handover.items.all():
        tick_handover_item(item, by=world.emeka)
    assert Customer.objects.get(pk=world.dairy.pk).team == world.hanse
    with pytest.raises(NotAllowed):
        confirm_handover(handover, by=world.aylin)
    with standing_at(MONDAY):
        confirm_handover(handover, by=world.piet)
    customer = Customer.objects.get(pk=world.dairy.pk)
    assert (customer.team, customer.team_since) == (world.foerde, MONDAY)
    assert [(one.team, one.ends_at) for one in Assignment.objects.filter(customer=customer)] == [
        (world.foerde, None),
        (world.hanse, MONDAY),
    ]


def test_a_customer_is_offered_to_one_team_at_a_time_until_it_is_withdrawn(world: World) -> None:
    handover = _offered(world)
    with pytest.raises(Refused) as refusal:
        _offered(world)
    assert refusal.value.code == "already_offered"
    withdraw_handover(handover, by=world.piet)
    with pytest.raises(Refused) as refusal:
        confirm_handover(handover, by=world.piet)
    assert refusal.value.code == "handover_over"
    _offered(world)
    assert TeamHandover.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(("to", "reason", "code"), [("hanse", "Näher dran", "same_team"), ("foerde", " ", "no_reason")])
def test_an_offer_needs_another_team_and_a_reason(world: World, to: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        offer_customer(world.dairy, to_team=getattr(world, to), reason=reason, by=world.aylin)
    assert refusal.value.code == code
    assert not TeamHandover.objects.exists()
    assert not Entry.objects.exists()


def test_only_the_customers_team_offers_it(world: World) -> None:
    for outsider in (world.piet, world.henrik, world.vera, world.ada):
        with pytest.raises(NotAllowed):
            offer_customer(world.dairy, to_team=world.foerde, reason="Näher dran", by=outsider)
    assert not TeamHandover.objects.exists()


def test_someone_of_neither_team_ticks_nothing(world: World) -> None:
    handover = _offered(world)
    with pytest.raises(NotAllowed):
        tick_handover_item(handover.items.all()[0], by=world.henrik)
    assert not HandoverItem.objects.filter(done_at__isnull=False).exists()


INSERT = """
insert into customers_assignment (customer_id, team_id, starts_at, ends_at, reason) values (%s, %s, %s, %s, '')
"""


@pytest.mark.parametrize("open_end", [True, False])
def test_the_database_itself_refuses_overlapping_periods(world: World, open_end: bool) -> None:
    newcomer = make_customer("Werft Nord", None, number=1003)
    start, day = datetime(2026, 1, 1, tzinfo=UTC), timedelta(days=1)
    end = None if open_end else start + 15 * day
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [newcomer.pk, world.hanse.pk, start, start + 10 * day])
        cursor.execute(INSERT, [newcomer.pk, world.foerde.pk, start + 10 * day, start + 20 * day])  # the next moment
        with pytest.raises(IntegrityError, match="assignment_no_overlap"), transaction.atomic():
            cursor.execute(INSERT, [newcomer.pk, world.foerde.pk, start + 9 * day, end])
        cursor.execute(INSERT, [world.clinic.pk, world.foerde.pk, start - 900 * day, start - 899 * day])
    assert Assignment.objects.filter(customer=newcomer).count() == 2


def _offered(world: World, *promises: str) -> TeamHandover:
    return offer_customer(
        world.dairy, to_team=world.foerde, reason="Das Werk zieht um", by=world.aylin, open_promises=promises
    )

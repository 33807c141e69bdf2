"""Taking in what a customer needs."""

from decimal import Decimal

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.models import Concern
from rundum.concerns.tests.reading import last_entry
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_customer, make_process


def test_a_phone_call_taken_in_is_two_way_contact_and_the_first_reply(world: World) -> None:
    with standing_at(MONDAY):
        concern = take_in_concern(
            world.dairy, process=world.complaint, title="Tropft", channel="phone", contact=world.brandl, by=world.aylin
        )
    assert concern.team == world.hanse
    assert concern.first_reply_at == MONDAY
    assert last_entry().two_way
    assert last_entry().contact_id == world.brandl.pk


def test_an_email_taken_in_is_no_reply_yet(world: World) -> None:
    concern = take_in_concern(
        world.dairy, process=world.complaint, title="Tropft", channel="email", contact=world.brandl, by=world.aylin
    )
    assert concern.first_reply_at is None
    assert not last_entry().two_way


def test_concerns_are_numbered_without_gaps(world: World) -> None:
    numbers = [
        take_in_concern(world.dairy, process=world.complaint, title="x", channel="own", by=world.aylin).number
        for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_a_concern_needs_a_customer_with_a_team(world: World) -> None:
    stray = make_customer("Ohne Team KG", None, number=1003)
    with pytest.raises(Refused, match="no_team"):
        take_in_concern(stray, process=world.complaint, title="x", channel="own", by=world.aylin)
    assert not Concern.objects.exists()
    assert not Entry.objects.exists()


def test_a_sale_carries_its_figures(world: World) -> None:
    concern = take_in_concern(
        world.dairy, process=world.complaint, title="Armaturen", channel="visit", by=world.aylin,
        value=Decimal("12400.00"), probability=60, product="DP-40",
    )  # fmt: skip
    concern.refresh_from_db()
    assert concern.value == Decimal("12400.00")


def test_what_a_sale_is_worth_is_in_the_organisations_currency(world: World) -> None:
    world.organisation.currency = "CHF"
    world.organisation.save()
    sale = make_process("sale", "Verkauf", is_sale=True)
    concern = take_in_concern(
        world.dairy, process=sale, title="Pumpe", channel="own", value=Decimal(4000), by=world.aylin
    )
    assert concern.currency == "CHF"
    client = Client()
    client.force_login(world.aylin)
    for address in (
        f"/concerns/{world.dairy.pk}/{concern.pk}/description/",
        f"/concerns/new/?customer={world.dairy.pk}",
    ):
        html = client.get(address).text
        assert "<span>CHF</span>" in html
        assert "€" not in html

"""The end of a concern: the customer's verdict, the outcome, coming back."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.reopening import reopen_concern
from rundum.concerns.models import Concern, Handover, UnmetNeed
from rundum.concerns.tests.reading import last_entry
from rundum.customers.actions.assigning import confirm_handover, offer_customer, tick_handover_item
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def test_a_concern_with_an_open_promise_cannot_be_closed(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        record_verdict(concern, solved=True, by=world.aylin, contact=world.brandl)
        with pytest.raises(Refused, match="open_promises"):
            close_concern(concern, outcome="served", by=world.aylin)
    concern.refresh_from_db()
    assert concern.is_open
    assert last_entry().verb == "concerns.verdict"


def test_a_served_need_wants_the_customers_verdict(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="no_verdict"):
        close_concern(concern, outcome="served", by=world.aylin)
    record_verdict(concern, solved=True, voice="Danke, läuft.", contact=world.brandl, by=world.aylin)
    close_concern(concern, outcome="served", by=world.aylin)
    concern.refresh_from_db()
    assert concern.solved
    assert not concern.is_open


def test_a_need_not_served_leaves_its_reason(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="no_reason"):
        close_concern(concern, outcome="not_served", by=world.aylin)
    close_concern(concern, outcome="not_served", unmet_reason="Kein Gabelstapler", by=world.aylin)
    assert UnmetNeed.objects.get().reason == "Kein Gabelstapler"


def test_only_a_sale_is_won(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="sale_outcome"):
        close_concern(concern, outcome="won", by=world.aylin)


def test_a_reopened_concern_keeps_its_clock_and_loses_its_verdict(world: World, concern: Concern) -> None:
    record_verdict(concern, solved=True, by=world.aylin)
    close_concern(concern, outcome="served", by=world.aylin)
    reopen_concern(concern, reason="Tropft wieder", by=world.emeka)
    concern.refresh_from_db()
    assert (concern.arrived_at, concern.reopened, concern.solved, concern.phase) == (MONDAY, 1, None, "solve")


def move_customer(world: World) -> None:
    """Hand the dairy over to Förde, a day after."""
    with standing_at(MONDAY + timedelta(days=1)):
        offer = offer_customer(world.dairy, to_team=world.foerde, reason="Näher dran", by=world.aylin)
        for item in offer.items.all():
            tick_handover_item(item, by=world.aylin)
        confirm_handover(offer, by=world.piet)


def closed(world: World, concern: Concern, by: User) -> Concern:
    with standing_at(MONDAY):
        record_verdict(concern, solved=True, by=by)
        close_concern(concern, outcome="served", by=by)
    return concern


def test_the_team_its_customer_is_with_now_reopens_it_and_goes_on(world: World, concern: Concern) -> None:
    closed(world, concern, world.aylin)
    move_customer(world)
    reopen_concern(concern, reason="Tropft wieder", by=world.piet)
    concern.refresh_from_db()
    assert (concern.team, concern.holder, concern.is_open, concern.reopened) == (world.foerde, None, True, 1)
    assert concern.handed_over == 0  # it followed its customer
    assert not Handover.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "concerns.team_followed", "concerns.reopened",
    ]  # fmt: skip


def test_brought_back_from_a_third_team_it_is_counted_as_handed_over(world: World, concern: Concern) -> None:
    hand_over_concern(concern, to_team=world.foerde, reason="Fachfrage", by=world.aylin)
    closed(world, concern, world.piet)
    reopen_concern(concern, reason="Tropft wieder", by=world.aylin)
    concern.refresh_from_db()
    assert (concern.team, concern.handed_over) == (world.hanse, 2)
    last = Handover.objects.latest("pk")
    assert (last.from_team, last.to_team, last.reason) == (world.foerde, world.hanse, "Tropft wieder")


def test_the_team_that_closed_it_reopens_it_in_its_own(world: World, concern: Concern) -> None:
    closed(world, concern, world.aylin)
    move_customer(world)
    reopen_concern(concern, reason="Tropft wieder", by=world.emeka)
    concern.refresh_from_db()
    assert (concern.team, concern.handed_over) == (world.hanse, 0)


@pytest.mark.parametrize("who", ["piet", "henrik", "ada"])
def test_nobody_else_reopens_it(world: World, concern: Concern, who: str) -> None:
    closed(world, concern, world.aylin)
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        reopen_concern(concern, reason="Tropft wieder", by=getattr(world, who))
    concern.refresh_from_db()
    assert not concern.is_open
    assert Entry.objects.count() == before


def test_the_page_offers_it_to_the_team_its_customer_is_with(world: World, concern: Concern, client: Client) -> None:
    closed(world, concern, world.aylin)
    address = f"/concerns/{concern.customer_id}/{concern.pk}/"
    client.force_login(world.piet)
    assert f"{address}reopening/" not in client.get(address).content.decode()
    move_customer(world)
    assert f"{address}reopening/" in client.get(address).content.decode()
    assert "geht dann in eurem Team weiter" in client.get(f"{address}reopening/").content.decode()
    assert client.post(f"{address}reopening/", {"reason": "Tropft wieder"}).status_code == 302
    concern.refresh_from_db()
    assert concern.team == world.foerde

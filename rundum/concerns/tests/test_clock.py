"""Whose clock times are said on: that of the team whose matter it is, for everybody who looks at it (AC6.3)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern, Promise
from tests.world import MONDAY, World, join, make_concern

SAID = "Uhrzeiten von Team Förde (Europe/Lisbon)"
FIVE_IN_LISBON = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in winter Lisbon has the time of UTC


@pytest.fixture
def concern(world: World) -> Concern:
    world.foerde.zone_name = "Europe/Lisbon"
    world.foerde.save()
    return make_concern(world.clinic, world.complaint, "Dosierpumpen undicht")


def client_of(user: User, *, looking_at: int) -> Client:
    client = Client()
    client.force_login(user)
    assert client.post("/teams/current/", {"team": looking_at}).status_code == 302
    return client


def page_of(concern: Concern) -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/"


def test_everybody_reads_a_promise_on_the_clock_of_the_team_that_gave_it(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        give_promise(concern, text="Rückruf", due_at=FIVE_IN_LISBON, by=world.piet)
        for reader, looking_at, is_said in (
            (world.piet, world.foerde, False),
            (world.aylin, world.hanse, True),
            (world.aylin, world.foerde, False),
            (world.vera, world.hanse, True),
        ):
            client = client_of(reader, looking_at=looking_at.pk)
            for address in (page_of(concern), f"/customers/{concern.customer_id}/"):
                shown = client.get(address).text
                assert "17:00" in shown
                assert "18:00" not in shown
                assert (SAID in shown) is is_said


def test_a_promise_is_meant_on_the_teams_clock_whatever_team_its_member_looks_at(
    world: World, concern: Concern
) -> None:
    join(world.aylin, world.foerde)
    with standing_at(MONDAY):
        client = client_of(world.aylin, looking_at=world.hanse.pk)
        form = {"text": "Rückruf", "due": "another", "due_at": "2026-11-25T17:00"}
        assert client.post(f"{page_of(concern)}promises/", form).status_code == 302
        assert Promise.objects.get().due_at == FIVE_IN_LISBON


def test_the_next_page_is_on_the_clock_of_the_team_looked_at_again(world: World, concern: Concern) -> None:
    own = make_concern(world.dairy, world.complaint, "Angebot", number=2419)
    with standing_at(MONDAY):
        give_promise(own, text="Angebot", due_at=FIVE_IN_LISBON, by=world.aylin)
        client = client_of(world.aylin, looking_at=world.hanse.pk)
        client.get(page_of(concern))
        shown = client.get(page_of(own)).text
        assert "18:00" in shown
        assert "Uhrzeiten von Team" not in shown

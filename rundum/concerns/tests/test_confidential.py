"""Who reads a concern of a confidential customer that another team works on: both teams, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.talking import write_note
from rundum.concerns.filters import Filters
from rundum.concerns.models import Concern, Process, Promise
from rundum.concerns.queries.flow import board_of
from rundum.concerns.queries.listing import Order, page_of
from rundum.desk.search.queries import find
from rundum.desk.teamraum.queries.room import room_of
from rundum.teams.policy import is_member
from rundum.timeline.models import Mention
from tests.world import MONDAY, World, make_concern

READERS = ("aylin", "emeka", "chiara", "piet")
OTHERS = ("henrik", "vera", "sven", "ada")


@pytest.fixture
def concern(world: World) -> Concern:
    """Of Hanse's confidential customer, held by Förde. (Chiara is in both teams.)"""
    world.dairy.confidential = True
    world.dairy.save()
    concern = make_concern(world.dairy, world.complaint, "Übernahmegespräche")
    concern.team = world.foerde
    concern.save()
    due = MONDAY + timedelta(minutes=5)
    Promise.objects.create(
        customer=world.dairy, concern=concern, team=world.foerde, text="Rückruf", given_at=MONDAY, due_at=due,
        first_due_at=due,
    )  # fmt: skip
    return concern


def sees(world: World, reader: User, concern: Concern, client: Client) -> set[bool]:
    """The answers of everything that shows concerns; they must be one and the same."""
    inside = is_member(reader, world.foerde.pk)
    with standing_at(MONDAY):
        room = room_of(world.foerde, reader=reader, inside=inside)
        board = board_of(world.foerde, Filters(), reader=reader, inside=inside, processes=list(Process.objects.all()))
        page = page_of(world.foerde, Filters(), Order.PROMISE, reader=reader, inside=inside)
        client.force_login(reader)
        return {
            Concern.objects.visible_to(reader).filter(pk=concern.pk).exists(),
            client.get(f"/concerns/{concern.customer_id}/{concern.pk}/").status_code == 200,
            room.open_concerns == 1,
            len(room.month.rings) == 1,
            room.this_week.promises == 1,
            board.counts.all == 1,
            any(lane.cards for lane in board.lanes),
            page.counts.all == 1,
            bool(find("Übernahme", reader).concerns),
        }


@pytest.mark.parametrize("who", READERS)
def test_both_teams_read_it_everywhere(world: World, concern: Concern, client: Client, who: str) -> None:
    assert sees(world, getattr(world, who), concern, client) == {True}


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_it_anywhere(world: World, concern: Concern, client: Client, who: str) -> None:
    assert sees(world, getattr(world, who), concern, client) == {False}


@pytest.mark.parametrize(("who", "reads"), [("aylin", False), ("emeka", False), ("piet", True), ("vera", False)])
def test_a_concern_that_is_confidential_itself_stays_its_teams_alone(
    world: World, concern: Concern, client: Client, who: str, reads: bool
) -> None:
    concern.confidential = True
    concern.save()
    assert sees(world, getattr(world, who), concern, client) == {reads}


def test_the_customers_team_may_not_work_on_it(world: World, concern: Concern, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.post(f"/concerns/{concern.customer_id}/{concern.pk}/holding/").status_code == 403
    concern.refresh_from_db()
    assert concern.holder is None


def test_those_named_in_a_note_are_of_both_teams(world: World, concern: Concern) -> None:
    write_note(concern, text="@Piet @Aylin @Vera", by=world.chiara)
    assert set(Mention.objects.values_list("user__name", flat=True)) == {"Piet Janssen", "Aylin Kaya"}

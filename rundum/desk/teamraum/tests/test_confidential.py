"""What the Teamraum shows of confidential matters: nothing to those who must not read them."""

from datetime import timedelta

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.editing import set_confidential
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.talking import write_note
from rundum.concerns.models import Promise, UnmetNeed
from rundum.customers.actions.assigning import offer_customer
from rundum.customers.actions.talking import write_customer_note
from rundum.desk.teamraum.queries.room import Room, room_of
from rundum.teams.models import Team
from rundum.teams.policy import is_member
from rundum.timeline.actions import add_entry
from tests.world import MONDAY, World, make_concern


def room(team: Team, reader: User) -> Room:
    return room_of(team, reader=reader, inside=is_member(reader, team.pk))


def test_a_confidential_customer_on_offer_is_named_to_the_receiving_team_alone(world: World) -> None:
    world.clinic.confidential = True
    world.clinic.save()
    offer_customer(world.clinic, to_team=world.hanse, reason="Näher dran", by=world.piet)
    assert [offer.customer_name for offer in room(world.hanse, world.aylin).this_week.incoming]
    assert not room(world.hanse, world.vera).this_week.incoming


def test_who_was_named_is_not_reminded_of_what_they_may_no_longer_read(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Übernahmegespräche")
    write_note(concern, text="@Piet weißt du etwas?", by=world.aylin)
    write_customer_note(world.dairy, text="@Piet kennst du sie?", by=world.aylin)
    assert len(room(world.foerde, world.piet).mentions) == 2
    set_confidential(concern, confidential=True, by=world.aylin)
    assert [mention.concern_id for mention in room(world.foerde, world.piet).mentions] == [None]
    world.dairy.confidential = True
    world.dairy.save()
    assert not room(world.foerde, world.piet).mentions


def test_what_went_to_another_team_and_is_kept_there_leaves_the_room(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Übernahmegespräche", confidential=True)
    add_entry(
        "concerns.verdict", by=world.aylin, customer=world.dairy.pk, concern=concern.pk, team=world.hanse.pk,
        voice="Bitte kein Wort", data={"solved": False},
    )  # fmt: skip
    UnmetNeed.objects.create(customer=world.dairy, concern=concern, team=world.hanse, reason="Niemand darf")
    before = room(world.hanse, world.aylin)
    assert (len(before.voices), len(before.unmet)) == (1, 1)
    hand_over_concern(concern, to_team=world.foerde, reason="Chefsache", by=world.aylin)
    after = room(world.hanse, world.aylin)
    assert (len(after.voices), len(after.unmet)) == (0, 0)


def test_figures_count_what_the_reader_may_see(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Übernahmegespräche", confidential=True)
    due = MONDAY + timedelta(minutes=5)
    Promise.objects.create(
        customer=world.dairy, concern=concern, team=world.hanse, text="Rückruf", given_at=MONDAY, due_at=due,
        first_due_at=due,
    )  # fmt: skip

    def figures(reader: User) -> tuple[int, int, int]:
        with standing_at(MONDAY):
            seen = room(world.hanse, reader)
        return seen.open_concerns, len(seen.month.rings), seen.this_week.promises

    assert figures(world.aylin) == (1, 1, 1)
    assert figures(world.piet) == (0, 0, 0)

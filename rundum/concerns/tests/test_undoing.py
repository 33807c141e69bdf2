"""Taking back what one has just done."""

from datetime import timedelta

import pytest

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.holding import lend_hand, release_concern, take_concern
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.actions.talking import write_note
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.actions.waiting import wait_for
from rundum.concerns.models import Concern, Holding
from rundum.concerns.tests.reading import last_entry, step_after
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def undo_last(by: User) -> None:
    undo_entry(last_entry(), by=by)


def test_undo_gives_everything_back(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        take_concern(concern, by=world.emeka)
        undo_last(world.emeka)
        concern.refresh_from_db()
        assert concern.holder == world.aylin
        release_concern(concern, by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.holder == world.aylin
        assert Holding.objects.filter(until=None).count() == 1
        move_to_step(concern, step=step_after(concern), by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.phase == "arrived"
        assert concern.passages.get().left_at is None
        give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.due_at is None
        close_concern(concern, outcome="served", note="Kunde nicht erreicht", by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert concern.is_open
        hand_over_concern(concern, to_team=world.foerde, reason="x", by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert (concern.team, concern.handed_over, concern.holder) == (world.hanse, 0, world.aylin)


def test_undo_is_for_the_one_who_did_it_and_for_a_moment(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        with pytest.raises(Refused, match="too_late"):
            undo_last(world.emeka)
    with standing_at(MONDAY + timedelta(seconds=16)), pytest.raises(Refused, match="too_late"):
        undo_last(world.aylin)


def test_undo_is_refused_when_something_has_happened_since(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        take_concern(concern, by=world.aylin)
        taken = last_entry()
        write_note(concern, text="Ich bin dran", by=world.emeka)
        with pytest.raises(Refused, match="overtaken"):
            undo_entry(taken, by=world.aylin)


def test_undo_gives_back_the_wait_and_the_helpers_too(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        wait_for(concern, whom="supplier", by=world.aylin)
        lend_hand(concern, by=world.emeka)
        close_concern(concern, outcome="served", note="Kunde nicht erreicht", by=world.aylin)
        undo_last(world.aylin)
        concern.refresh_from_db()
        assert (concern.waiting_for, concern.waiting_since) == ("supplier", MONDAY)
        assert concern.waits.get().until is None
        hand_over_concern(concern, to_team=world.foerde, reason="x", by=world.aylin)
        undo_last(world.aylin)
    assert concern.helps.get(until=None).user == world.emeka

"""Promises: given, kept, broken, withdrawn, moved."""

from datetime import timedelta

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.promising import break_promise, give_promise, keep_promise, move_promise, withdraw_promise
from rundum.concerns.models import Concern
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def test_the_row_repeats_the_promise_due_next(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        later = give_promise(concern, text="Einbau", due_at=TOMORROW + timedelta(days=3), by=world.aylin)
        sooner = give_promise(concern, text="Rückruf", due_at=TOMORROW, by=world.aylin)
        concern.refresh_from_db()
        assert concern.due_at == sooner.due_at
        keep_promise(sooner, by=world.emeka)
    concern.refresh_from_db()
    assert concern.due_at == later.due_at


def test_a_promise_in_the_past_is_refused(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW), pytest.raises(Refused, match="past"):
        give_promise(concern, text="x", due_at=MONDAY, by=world.aylin)
    assert not concern.promises.exists()
    assert not Entry.objects.exists()


def test_a_promise_past_its_time_can_only_be_broken(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        promise = give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
    with standing_at(TOMORROW + timedelta(seconds=1)):
        for act in (
            lambda: keep_promise(promise, by=world.aylin),
            lambda: withdraw_promise(promise, reason="x", by=world.aylin),
            lambda: move_promise(promise, due_at=TOMORROW + timedelta(days=1), told="Anruf", by=world.aylin),
        ):
            with pytest.raises(Refused, match="too_late"):
                act()
        broken = break_promise(promise, reason="Spediteur", by=world.aylin)
    assert broken.broken_at is not None


def test_a_promise_moves_only_with_the_customer_told(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        promise = give_promise(concern, text="x", due_at=TOMORROW, by=world.aylin)
        with pytest.raises(Refused, match="not_told"):
            move_promise(promise, due_at=TOMORROW + timedelta(days=1), told=" ", by=world.aylin)
        move_promise(promise, due_at=TOMORROW + timedelta(days=1), told="Anruf bei Frau Brandl", by=world.aylin)
    promise.refresh_from_db()
    assert promise.due_at == TOMORROW + timedelta(days=1)
    assert promise.first_due_at == TOMORROW

"""Notes for each other, and what customer and team say to each other."""

from datetime import timedelta

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.talking import record_talk, write_note
from rundum.concerns.models import Concern
from rundum.concerns.tests.reading import last_entry
from rundum.customers.actions.talking import Talk
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def test_who_may_talk_is_the_team_that_has_the_concern_now(world: World, concern: Concern) -> None:
    as_read_before = Concern.objects.get(pk=concern.pk)
    hand_over_concern(concern, to_team=world.foerde, reason="Ersatzteil liegt dort", by=world.aylin)
    with pytest.raises(NotAllowed):
        record_talk(as_read_before, kind="call", contact=world.brandl, text="Zu spät", by=world.aylin)
    assert record_talk(as_read_before, kind="call", contact=world.brandl, text="Übernommen", by=world.piet)


def test_a_coach_may_comment(world: World, concern: Concern) -> None:
    write_note(concern, text="Was braucht ihr?", by=world.henrik)
    assert last_entry().by == world.henrik


def test_the_first_talk_is_the_first_reply(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW):
        record_talk(concern, kind=Talk.CALL, contact=world.brandl, text="Rückruf", by=world.emeka)
    with standing_at(TOMORROW + timedelta(hours=1)):
        record_talk(concern, kind=Talk.EMAIL, contact=world.brandl, text="Bestätigt", by=world.emeka)
    concern.refresh_from_db()
    assert concern.first_reply_at == TOMORROW

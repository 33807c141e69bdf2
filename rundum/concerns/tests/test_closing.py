"""The end of a concern: the customer's verdict, the outcome, coming back."""

from datetime import timedelta

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.closing import close_concern, record_verdict, reopen_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern, UnmetNeed
from rundum.concerns.tests.reading import last_entry
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

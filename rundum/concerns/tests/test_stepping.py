"""Steps, the work specification, and waiting."""

from datetime import timedelta

import pytest

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.actions.stepping import check_item, move_to_step
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.models import Concern, SpecificationItem
from rundum.concerns.tests.reading import step_after
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def test_steps_are_passed_one_at_a_time(world: World, concern: Concern) -> None:
    with standing_at(TOMORROW):
        move_to_step(concern, step=step_after(concern), by=world.aylin)
    first, second = concern.passages.order_by("pk")
    assert first.left_at == TOMORROW
    assert second.left_at is None
    concern.refresh_from_db()
    assert concern.phase == "understand"


def test_a_line_of_the_specification_is_ticked_once(world: World, concern: Concern) -> None:
    item = SpecificationItem.objects.create(step=concern.step, position=0, text="Foto anfordern")
    check_item(concern, item=item, by=world.aylin, deviation="Kunde hat schon eins geschickt")
    with pytest.raises(Refused, match="checked"):
        check_item(concern, item=item, by=world.emeka)
    assert Entry.objects.get().verb == "concerns.item_deviated"


def test_waiting_is_a_period_of_its_own(world: World, concern: Concern) -> None:
    wait_for(concern, whom="customer", reason="Foto", by=world.aylin)
    wait_for(concern, whom="supplier", by=world.aylin)
    stop_waiting(concern, by=world.aylin)
    assert concern.waits.filter(until=None).count() == 0
    assert concern.waits.count() == 2
    concern.refresh_from_db()
    assert concern.waiting_for == ""

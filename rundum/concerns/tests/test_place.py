"""The place of a concern among the open ones of its team."""

from datetime import timedelta
from itertools import count

import pytest

from rundum.base.clock import now
from rundum.concerns.filters import Filters
from rundum.concerns.models import Concern
from rundum.concerns.queries.listing import Order, page_of
from rundum.concerns.queries.place import place_of
from rundum.teams.queries.calendars import working_calendar_of
from tests.world import World, make_concern

pytestmark = pytest.mark.django_db


def test_the_place_of_a_concern_is_that_of_the_list(world: World) -> None:
    at, calendar, numbers = now(), working_calendar_of(world.hanse), count(3000)

    def one_more(**fields: object) -> Concern:
        return make_concern(world.dairy, world.complaint, "Offen", number=next(numbers), **fields)

    due = [
        (at - timedelta(hours=1), at + timedelta(days=20)),
        (None, None),
        (at - timedelta(days=3), at - timedelta(hours=1)),
        (at - timedelta(days=9), at + timedelta(hours=1)),
        (at - timedelta(days=9), at + timedelta(hours=2)),
        (None, None),
    ]
    for promised_at, due_at in due:
        one_more(promised_at=promised_at, due_at=due_at)
    one_more(confidential=True)
    late, closed = one_more(), one_more()
    Concern.objects.filter(pk=late.pk).update(phase="secure", arrived_at=at - timedelta(days=90))
    Concern.objects.filter(pk=closed.pk).update(closed_at=at)
    page = page_of(world.hanse, Filters(), Order.PROMISE, reader=world.aylin, inside=True)
    in_order = [card.id for _section, cards in page.sections for card in cards]
    places = {one.pk: place_of(one, at, calendar) for one in Concern.objects.open()}
    assert [places[pk] for pk in in_order] == [(nth, 8) for nth in range(1, 9)]
    assert place_of(Concern.objects.get(pk=closed.pk), at, calendar) is None

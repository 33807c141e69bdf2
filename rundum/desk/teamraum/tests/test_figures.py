"""Every figure of the Teamraum opens the rows it is made of, and they add up to it (AC4.4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from rundum.base.clock import now, standing_at
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.models import Concern, Promise, Wait
from rundum.desk.teamraum.queries.figures import Figure, rows_of_figure
from rundum.desk.teamraum.queries.room import Room, room_of, spans
from rundum.measures.queries.behind import Behind
from rundum.teams.policy import is_member
from tests.world import MONDAY, World, make_concern


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with standing_at(MONDAY):
        yield


def opened(world: World, figure: Figure, at: datetime) -> Behind:
    asked = spans(at.astimezone(world.hanse.zone).date(), world.hanse)
    inside = is_member(world.aylin, world.hanse.pk)
    return rows_of_figure(figure, world.hanse.pk, at, asked, reader=world.aylin.pk, inside=inside)


def lived(world: World, number: int, *, days: float, closed: bool, replied: bool = True) -> Concern:
    concern = make_concern(world.dairy, world.complaint, f"Undicht {number}", number=number)
    arrived = now() - timedelta(days=days)
    Concern.objects.filter(pk=concern.pk).update(
        arrived_at=arrived,
        first_reply_at=arrived + timedelta(hours=number) if replied else None,
        closed_at=arrived + timedelta(days=1) if closed else None,
    )
    return concern


def promise(concern: Concern, *, due: timedelta, **fields: object) -> Promise:
    due_at = now() + due
    return Promise.objects.create(
        customer=concern.customer, concern=concern, team=concern.team, text="Rückruf", due_at=due_at,
        first_due_at=due_at, given_at=now() - timedelta(days=9), **fields,
    )  # fmt: skip


@pytest.fixture
def room(world: World) -> Room:
    for number in range(1, 6):
        lived(world, number, days=20 + number, closed=number < 4, replied=number != 5)
    waiting = Concern.objects.get(number=4)
    Wait.objects.create(
        customer=waiting.customer, concern=waiting, waiting_for="customer", since=now() - timedelta(hours=6),
        until=now() - timedelta(hours=4),
    )  # fmt: skip
    moved = lived(world, 6, days=3, closed=False)
    hand_over_concern(moved, to_team=world.foerde, reason="Näher dran", by=world.aylin)
    promise(waiting, due=timedelta(minutes=2))
    promise(waiting, due=timedelta(minutes=1), kept_at=now() - timedelta(hours=1))
    promise(waiting, due=timedelta(minutes=-1), broken_at=now() - timedelta(minutes=1))
    promise(waiting, due=timedelta(minutes=1), withdrawn_at=now() - timedelta(hours=1))
    give_credit(waiting, amount=Decimal("12.50"), reason="Fracht", by=world.aylin)
    return room_of(world.hanse, reader=world.aylin, inside=True)


def test_the_rows_of_each_figure_add_up_to_it(world: World, room: Room) -> None:
    at = now()
    one_stop, handed = opened(world, Figure.ONE_STOP, at), opened(world, Figure.HANDED_OVER, at)
    assert (one_stop.part, one_stop.whole) == (room.one_stop.whole, room.one_stop.closed) == (3, 3)
    assert (handed.part, handed.total) == (room.one_stop.handed_over, 1)
    kept = opened(world, Figure.PROMISES, at)
    assert (
        (kept.part, kept.whole, kept.total) == (room.month.kept, room.month.ended, len(room.month.rings)) == (1, 2, 3)
    )
    waited = opened(world, Figure.WAITED, at)
    due = opened(world, Figure.DUE_THIS_WEEK, at)
    assert (due.part, due.total) == (room.this_week.promises, 1)
    assert round(waited.part, 3) == 2 == round(room.clock.waited / timedelta(hours=1), 3)


def test_the_figure_is_the_median_of_the_hours_it_opens(world: World, room: Room) -> None:
    reply = opened(world, Figure.FIRST_REPLY, now())
    assert (reply.total, reply.part, reply.whole) == (room.clock.reply.n, 4, 5)
    ended = sorted(float(row.hours) for row in reply.rows if row.ended and row.hours is not None)
    assert [round(hours) for hours in ended] == [1, 2, 3, 4]
    assert room.clock.reply.hours == pytest.approx(ended[2])  # the one without an answer has waited longer than all
    solved = opened(world, Figure.SOLVED, now())
    assert (solved.total, solved.whole - solved.part) == (room.clock.solved.n, room.clock.solved.still_open)


def test_the_room_leads_to_the_rows_and_they_name_the_concerns(world: World, room: Room) -> None:
    client = Client()
    client.force_login(world.aylin)
    page = client.get("/").content.decode()
    for figure in Figure:
        assert f'href="/figures/{figure}/"' in page
        rows = client.get(f"/figures/{figure}/")
        assert rows.status_code == 200
        assert "Undicht" in rows.content.decode()
    assert client.get("/figures/else/").status_code == 404


def test_what_others_may_not_see_is_counted_without_its_name(world: World, room: Room) -> None:
    Concern.objects.filter(number=1).update(confidential=True)
    client = Client()
    client.force_login(world.piet)
    client.post("/teams/current/", {"team": world.hanse.pk})
    page = client.get("/figures/one-stop/").content.decode()
    assert "Undicht 1" not in page
    assert "Undicht 2" in page
    assert opened(world, Figure.ONE_STOP, now()).whole == 3


def test_a_figure_without_rows_says_so(world: World) -> None:
    client = Client()
    client.force_login(world.aylin)
    assert "Noch nichts zu zählen" in client.get("/figures/solved/").content.decode()


def test_what_falls_due_this_week_opens_those_promises_alone(world: World, room: Room) -> None:
    concern = Concern.objects.get(number=4)
    promise(concern, due=timedelta(days=-1))  # its time has passed
    promise(concern, due=timedelta(days=8))  # next week's
    confidential = Concern.objects.get(number=5)
    Concern.objects.filter(pk=confidential.pk).update(confidential=True)
    promise(confidential, due=timedelta(hours=1))
    for reader, count in ((world.aylin, 3), (world.piet, 2)):
        inside = is_member(reader, world.hanse.pk)
        asked = spans(now().astimezone(world.hanse.zone).date(), world.hanse)
        found = rows_of_figure(
            Figure.DUE_THIS_WEEK, world.hanse.pk, now(), asked, reader=reader.pk, inside=inside
        )  # fmt: skip
        assert found.part == found.total == count
        assert room_of(world.hanse, reader=reader, inside=inside).this_week.promises == count
    client = Client()
    client.force_login(world.piet)
    client.post("/teams/current/", {"team": world.hanse.pk})
    page = client.get("/figures/due-this-week/").content.decode()
    assert "Undicht 4" in page
    assert "Undicht 5" not in page

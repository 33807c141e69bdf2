"""Someone goes: the concerns they hold are not held by somebody who is no longer there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.concerns.actions.holding import free_threads_of, lend_hand, take_concern
from rundum.concerns.models import Concern, Help, Holding
from rundum.teams.models import Membership
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with standing_at(MONDAY):
        yield


@pytest.fixture
def held(world: World) -> Concern:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen undicht")
    take_concern(concern, by=world.aylin)
    return concern


def leave(client: Client, membership: Membership, day: str) -> int:
    address = f"/teams/{membership.team_id}/members/{membership.pk}/end/"
    return client.post(address, {"ends_on": day}).status_code


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_who_leaves_today_leaves_their_threads_free(client: Client, world: World, held: Concern) -> None:
    helped = make_concern(world.dairy, world.complaint, "Rechnung doppelt", number=2419)
    take_concern(helped, by=world.emeka)
    lend_hand(helped, by=world.aylin)
    client.force_login(world.emeka)
    assert leave(client, Membership.objects.get(user=world.aylin), "2026-11-23") == 302
    held.refresh_from_db()
    helped.refresh_from_db()
    assert (held.holder, helped.holder) == (None, world.emeka)
    assert not Holding.objects.filter(user=world.aylin, until=None).exists()
    assert not Help.objects.filter(until=None).exists()
    assert set(verbs()[-3:]) == {"teams.membership_ended", "concerns.thread_freed", "concerns.help_ended"}
    assert "1 Anliegen ist frei" in client.get(f"/teams/{world.hanse.pk}/").content.decode()


def test_who_leaves_later_keeps_their_threads(client: Client, world: World, held: Concern) -> None:
    client.force_login(world.emeka)
    assert leave(client, Membership.objects.get(user=world.aylin), "2026-11-30") == 302
    held.refresh_from_db()
    assert held.holder == world.aylin
    assert "concerns.thread_freed" not in verbs()


def test_with_their_home_goes_what_they_hold_where_they_are_lent_to(client: Client, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen undicht")
    take_concern(concern, by=world.chiara)
    client.force_login(world.piet)
    assert leave(client, Membership.objects.get(user=world.chiara, kind="home"), "2026-11-23") == 302
    concern.refresh_from_db()
    assert concern.holder is None


def test_the_end_of_a_loan_leaves_the_work_at_home_alone(client: Client, world: World) -> None:
    concern = make_concern(world.clinic, world.complaint, "Dichtungen undicht")
    take_concern(concern, by=world.chiara)
    client.force_login(world.aylin)
    assert leave(client, Membership.objects.get(user=world.chiara, kind="loan"), "2026-11-23") == 302
    concern.refresh_from_db()
    assert concern.holder == world.chiara


def test_nobody_who_is_there_loses_a_thread(world: World, held: Concern) -> None:
    before = verbs()
    assert free_threads_of(world.aylin, by=world.piet) == []
    held.refresh_from_db()
    assert held.holder == world.aylin
    assert verbs() == before


def test_someone_deactivated_holds_nothing_any_more(client: Client, world: World, held: Concern) -> None:
    client.force_login(world.ada)
    assert client.post(f"/settings/people/{world.aylin.pk}/activity/").status_code == 302
    held.refresh_from_db()
    assert held.holder is None
    assert verbs()[-2:] == ["accounts.person_deactivated", "concerns.thread_freed"]
    with standing_at(MONDAY + timedelta(hours=1)):
        take_concern(held, by=world.emeka)

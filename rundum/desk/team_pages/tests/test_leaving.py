"""Someone goes: the concerns they hold are not held by somebody who is no longer there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.holding import ask_for_help, lend_hand, take_concern
from rundum.concerns.actions.leaving import free_threads_of, free_threads_of_the_gone
from rundum.concerns.models import Concern, Help, Holding
from rundum.teams.models import Membership, Team
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


def test_when_the_last_day_has_passed_threads_are_free_by_themselves(
    client: Client, world: World, held: Concern
) -> None:
    client.force_login(world.emeka)
    leave(client, Membership.objects.get(user=world.aylin), "2026-11-30")
    last_evening = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    with standing_at(last_evening):
        assert free_threads_of_the_gone() == 0
    with standing_at(last_evening + timedelta(minutes=1)):
        assert free_threads_of_the_gone() == 1
        told = verbs()
        assert free_threads_of_the_gone() == 0
    held.refresh_from_db()
    assert held.holder is None
    assert not Holding.objects.filter(until=None).exists()
    assert verbs() == told
    assert told[-1] == "concerns.thread_freed"


def test_midnight_is_that_of_the_teams_own_zone(world: World, held: Concern) -> None:
    Team.objects.filter(pk=world.hanse.pk).update(zone_name="America/New_York")
    Membership.objects.filter(user=world.aylin).update(ends_on="2026-11-23")
    with standing_at(datetime(2026, 11, 24, 4, 59, tzinfo=UTC)):
        assert free_threads_of_the_gone() == 0
    with standing_at(datetime(2026, 11, 24, 5, 0, tzinfo=UTC)):
        assert free_threads_of_the_gone() == 1


def test_by_itself_nobody_who_is_there_or_back_loses_a_thread(world: World, held: Concern) -> None:
    Membership.objects.filter(user=world.aylin).update(ends_on="2026-11-01")
    Membership.objects.create(user=world.aylin, team=world.hanse, starts_on="2026-11-16")
    never_there = make_concern(world.clinic, world.complaint, "Übernommen", number=2420, holder=world.aylin)
    before = verbs()
    assert free_threads_of_the_gone() == 0
    held.refresh_from_db()
    never_there.refresh_from_db()
    assert held.holder == never_there.holder == world.aylin
    assert verbs() == before


def test_a_request_for_help_ends_when_the_one_who_was_asked_leaves(client: Client, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen undicht")
    mine = ask_for_help(concern, asked=world.aylin, by=world.emeka)
    teams = ask_for_help(concern, asked=None, by=world.emeka)
    client.force_login(world.emeka)
    leave(client, Membership.objects.get(user=world.aylin), "2026-11-23")
    mine.refresh_from_db()
    teams.refresh_from_db()
    assert (mine.answered_at, mine.accepted) == (MONDAY, None)
    assert teams.answered_at is None
    assert verbs()[-1] == "concerns.help_request_ended"
    page = client.get(f"/concerns/{concern.customer_id}/{concern.pk}/").content.decode()
    assert "fragt Aylin Kaya nicht mehr, die Person ist nicht mehr da" in page


def test_a_request_for_help_ends_when_the_one_who_was_asked_is_deactivated(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dichtungen undicht")
    request = ask_for_help(concern, asked=world.aylin, by=world.emeka)
    User.objects.filter(pk=world.aylin.pk).update(is_active=False)
    assert free_threads_of_the_gone() == 0
    request.refresh_from_db()
    assert request.answered_at == MONDAY
    assert verbs()[-1] == "concerns.help_request_ended"

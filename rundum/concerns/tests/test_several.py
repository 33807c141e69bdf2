"""One act on the concerns selected in the list."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import now, standing_at
from rundum.concerns.actions.several import act_on_each
from rundum.concerns.actions.waiting import wait_for
from rundum.concerns.models import Concern, Holding, Phase, Wait
from rundum.timeline.models import Entry
from tests.world import World, make_concern

LIST = "/concerns/list/"


@pytest.fixture
def concerns(world: World) -> list[Concern]:
    return [make_concern(world.dairy, world.complaint, f"Pumpe {number}", number=number) for number in (1, 2, 3)]


@pytest.fixture
def aylin(world: World, client: Client) -> Client:
    world.aylin.language = "en"
    world.aylin.save()
    client.force_login(world.aylin)
    return client


def keys(concerns: list[Concern]) -> list[str]:
    return [f"{concern.customer_id}-{concern.pk}" for concern in concerns]


def undo_address(page: str) -> str:
    found = re.search(r'action="(/concerns/list/undo/[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def entries() -> int:
    return Entry.objects.filter(verb__startswith="concerns.").count()


def test_all_selected_are_taken_and_all_taken_back(aylin: Client, world: World, concerns: list[Concern]) -> None:
    answer = aylin.post(LIST + "?show=free", {"act": "take", "concern": keys(concerns)})
    assert (answer.status_code, answer["Location"]) == (302, LIST + "?show=free")
    assert set(Concern.objects.values_list("holder", flat=True)) == {world.aylin.pk}
    page = aylin.get(LIST).content.decode()
    assert "You hold the thread of 3 concerns now." in page
    assert page.count("/concerns/list/undo/") == 1
    assert aylin.post(undo_address(page)).status_code == 302
    assert set(Concern.objects.values_list("holder", flat=True)) == {None}
    assert not Holding.objects.filter(until=None).exists()


def test_a_refusal_is_told_for_its_row_and_harms_no_other(aylin: Client, world: World, concerns: list[Concern]) -> None:
    held = concerns[1]
    act_on_each([held], lambda one: wait_for(one, whom="customer", by=world.aylin), by=world.aylin)
    Concern.objects.filter(pk=held.pk).update(holder=world.aylin)
    before = entries()
    answer = aylin.post(LIST, {"act": "take", "concern": keys(concerns)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 concern stayed as it was:" in page
    assert "2 Pumpe 2</a>: You hold the thread already." in page
    assert page.count(" checked") == 1
    assert "You hold the thread of 2 concerns now." in page
    assert Concern.objects.filter(holder=world.aylin).count() == 3
    assert entries() == before + 2


def test_each_goes_on_to_its_own_next_step(aylin: Client, world: World, concerns: list[Concern]) -> None:
    steps = {step.phase: step for step in world.complaint.version.steps.all()}
    for concern, phase in zip(concerns, (Phase.ARRIVED, Phase.CONFIRM, Phase.SECURE), strict=True):
        Concern.objects.filter(pk=concern.pk).update(step=steps[phase], phase=phase)
    page = aylin.post(LIST, {"act": "next", "concern": keys(concerns)}).content.decode()
    assert "ask whether it is solved for them" in page
    assert "Close the concern with its outcome." in page
    phases = [Concern.objects.get(pk=concern.pk).phase for concern in concerns]
    assert phases == [Phase.UNDERSTAND, Phase.CONFIRM, Phase.SECURE]


def test_they_wait_for_somebody_and_the_wait_before_goes_on_when_taken_back(
    aylin: Client, world: World, concerns: list[Concern]
) -> None:
    with standing_at(now() - timedelta(days=2)):
        wait = wait_for(concerns[0], whom="customer", reason="Muster", by=world.emeka)
    aylin.post(LIST, {"act": "wait-supplier", "concern": keys(concerns[:2])})
    assert Concern.objects.filter(waiting_for="supplier").count() == 2
    aylin.post(undo_address(aylin.get(LIST).content.decode()))
    waits = Wait.objects.filter(until=None)
    assert [one.pk for one in waits] == [wait.pk]
    first = Concern.objects.get(pk=concerns[0].pk)
    assert (first.waiting_for, first.waiting_since) == ("customer", wait.since)
    assert Concern.objects.get(pk=concerns[1].pk).waiting_for == ""


@pytest.mark.parametrize("posted", [{}, {"act": "take"}, {"act": "assign"}, {"act": "wait-"}, {"act": "wait-nobody"}])
def test_what_is_not_said_is_not_done(aylin: Client, concerns: list[Concern], posted: dict[str, str]) -> None:
    selected = (
        keys(concerns) if posted.get("act", "take") != "take" else ["", "7", "x-y", "0-0-0", f"0-{concerns[0].pk}"]
    )
    answer = aylin.post(LIST, {**posted, "concern": selected})
    assert answer.status_code == 422
    assert "Select concerns first" in answer.content.decode()
    assert entries() == 0


def test_nobody_outside_the_team_acts_and_the_try_is_on_record(world: World, concerns: list[Concern]) -> None:
    client = Client()
    client.force_login(world.piet)
    client.post("/teams/current/", {"team": world.hanse.pk})
    page = client.get(LIST).content.decode()
    assert 'name="concern"' not in page
    assert client.post(LIST, {"act": "take", "concern": keys(concerns)}).status_code == 403
    assert not Concern.objects.exclude(holder=None).exists()
    assert Entry.objects.filter(verb="timeline.refused", by=world.piet).count() == 1


def test_a_concern_that_went_to_another_team_harms_none_of_ours(
    aylin: Client, world: World, concerns: list[Concern]
) -> None:
    Concern.objects.filter(pk=concerns[0].pk).update(team=world.foerde)
    page = aylin.post(LIST, {"act": "take", "concern": keys(concerns)}).content.decode()
    assert "Only members of the team can do this." in page
    assert Concern.objects.filter(holder=world.aylin).count() == 2
    assert Entry.objects.filter(verb="timeline.refused", by=world.aylin).count() == 1


def test_nobody_takes_back_what_another_did(aylin: Client, world: World, concerns: list[Concern]) -> None:
    aylin.post(LIST, {"act": "take", "concern": keys(concerns)})
    address = undo_address(aylin.get(LIST).content.decode())
    emeka = Client()
    emeka.force_login(world.emeka)
    assert emeka.post(address).status_code == 302
    assert set(Concern.objects.values_list("holder", flat=True)) == {world.aylin.pk}

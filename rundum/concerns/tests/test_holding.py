"""Who holds the thread, who helps, and who may do neither."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.holding import answer_help_request, ask_for_help, lend_hand, release_concern, take_concern
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.models import Concern, Holding
from rundum.concerns.tests.reading import step_after
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

TOMORROW = MONDAY + timedelta(days=1)


def test_a_member_takes_a_concern_and_a_colleague_takes_it_over(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.aylin)
    take_concern(concern, by=world.emeka)
    concern.refresh_from_db()
    assert concern.holder == world.emeka
    assert Holding.objects.filter(until=None).get().user == world.emeka


def test_of_two_who_take_what_both_saw_free_the_second_takes_it_from_nobody(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.aylin, only_free=True)
    entries = Entry.objects.count()
    with pytest.raises(Refused, match="taken_meanwhile"):
        take_concern(concern, by=world.emeka, only_free=True)
    concern.refresh_from_db()
    assert concern.holder == world.aylin
    assert Entry.objects.count() == entries


def test_a_button_of_a_free_concern_takes_it_from_nobody_and_take_over_says_so(world: World, concern: Concern) -> None:
    client = Client()
    client.force_login(world.emeka)
    holding = reverse("concerns:taking", args=[concern.customer_id, concern.pk])
    card = reverse("concerns:flow_act", args=[concern.customer_id, concern.pk])
    take_concern(concern, by=world.aylin)
    answer = client.post(holding, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Aylin Kaya hält inzwischen den Faden" in answer.content.decode()
    assert "Aylin Kaya hält inzwischen den Faden" in client.post(card, {"act": "take"}, follow=True).content.decode()
    concern.refresh_from_db()
    assert concern.holder == world.aylin
    page = client.get(reverse("concerns:concern", args=[concern.customer_id, concern.pk])).content.decode()
    assert 'name="over" value="yes"' in page
    client.post(holding, {"over": "yes"})
    concern.refresh_from_db()
    assert concern.holder == world.emeka
    take_concern(concern, by=world.aylin)
    client.post(card, {"act": "take_over"})
    concern.refresh_from_db()
    assert concern.holder == world.emeka


@pytest.mark.parametrize("outsider", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_works_on_its_concerns(world: World, concern: Concern, outsider: str) -> None:
    by = getattr(world, outsider)
    acts = [
        lambda: take_concern(concern, by=by),
        lambda: lend_hand(concern, by=by),
        lambda: ask_for_help(concern, asked=world.emeka, by=by),
        lambda: move_to_step(concern, step=step_after(concern), by=by),
        lambda: give_promise(concern, text="x", due_at=TOMORROW, by=by),
        lambda: close_concern(concern, outcome="served", note="x", by=by),
        lambda: hand_over_concern(concern, to_team=world.foerde, reason="x", by=by),
    ]
    for act in acts:
        with standing_at(MONDAY), pytest.raises(NotAllowed):
            act()
    concern.refresh_from_db()
    assert concern.holder is None
    assert not Entry.objects.exists()


def test_only_members_can_be_asked_for_help(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="not_in_team"):
        ask_for_help(concern, asked=world.piet, by=world.aylin)
    request = ask_for_help(concern, asked=world.chiara, by=world.aylin)
    with pytest.raises(NotAllowed):
        answer_help_request(request, accepted=True, by=world.emeka)
    answer_help_request(request, accepted=True, by=world.chiara)
    assert concern.helps.get(until=None).user == world.chiara


def test_letting_go_needs_holding(world: World, concern: Concern) -> None:
    with pytest.raises(Refused, match="not_held"):
        release_concern(concern, by=world.aylin)


def test_no_single_member_says_no_for_the_whole_team(world: World, concern: Concern) -> None:
    request = ask_for_help(concern, asked=None, by=world.aylin)
    with pytest.raises(Refused, match="whole_team"):
        answer_help_request(request, accepted=False, by=world.emeka)
    answer_help_request(request, accepted=True, by=world.chiara)
    assert concern.helps.get(until=None).user == world.chiara

"""Strengths confirmed by those who saw them at work, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.calc.offers import Reason
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.holding import lend_hand, take_concern
from rundum.concerns.models import Concern
from rundum.concerns.queries.workers import workers_of
from rundum.planning.actions.endorsing import endorse_strength, take_back_endorsement
from rundum.planning.models import Endorsement
from rundum.planning.queries.endorsements import FADES_AFTER, colleagues_on, confirmations, confirmed_strengths
from rundum.planning.queries.offers import fitting
from rundum.skills.actions.own import drop_strength
from rundum.skills.models import Strength
from rundum.timeline.models import Entry
from tests.world import World, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def strength(world: World) -> Strength:
    return Strength.objects.create(user=world.emeka, name="Störung")


@pytest.fixture
def concern(world: World, strength: Strength) -> Concern:
    """Held by Emeka with a hand from Aylin, and closed."""
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    take_concern(concern, by=world.emeka)
    lend_hand(concern, by=world.aylin)
    return closed(concern, world.emeka)


def closed(concern: Concern, by: User) -> Concern:
    close_concern(concern, outcome="served", note="nicht erreicht", by=by)
    concern.refresh_from_db()
    return concern


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_who_took_it_in_has_not_worked_on_it_yet(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    assert workers_of(concern) == set()


def test_a_strength_seen_at_work_is_confirmed_once_a_concern(
    world: World, concern: Concern, strength: Strength
) -> None:
    for _twice in range(2):
        endorse_strength(strength, concern=concern, by=world.aylin)
    assert Endorsement.objects.count() == 1
    assert Entry.objects.filter(verb="planning.endorsed", team_id=world.hanse.pk).count() == 1
    assert not Entry.objects.filter(verb="planning.endorsed", customer_id=world.dairy.pk).exists()
    assert confirmations(world.emeka)[strength.pk].people == ["Aylin Kaya"]


def test_without_a_shared_closed_concern_it_is_refused(world: World, concern: Concern, strength: Strength) -> None:
    alone = make_concern(world.dairy, world.complaint, "Rechnung falsch")
    take_concern(alone, by=world.emeka)
    still_open = make_concern(world.dairy, world.complaint, "Dritte Pumpe")
    take_concern(still_open, by=world.emeka)
    lend_hand(still_open, by=world.aylin)
    for which, why in [(closed(alone, world.emeka), "not_shared"), (still_open, "open")]:
        with pytest.raises(Refused) as refused:
            endorse_strength(strength, concern=which, by=world.aylin)
        assert refused.value.code == why
    with pytest.raises(Refused) as refused:
        endorse_strength(strength, concern=concern, by=world.emeka)
    assert refused.value.code == "own"
    with pytest.raises(NotAllowed):
        endorse_strength(strength, concern=concern, by=world.piet)
    assert not Endorsement.objects.exists()


def test_only_a_confirmed_strength_counts_in_offers(world: World, concern: Concern, strength: Strength) -> None:
    world.complaint.name = "Störung"
    world.complaint.save()
    free = make_concern(world.dairy, world.complaint, "Zweite Pumpe")

    def points() -> int:
        found = fitting(world.hanse, [free]).offers[free.pk].all
        return next(offer.points.get(Reason.STRENGTH, 0) for offer in found if offer.key == world.emeka.pk)

    assert points() == 0
    endorse_strength(strength, concern=concern, by=world.aylin)
    assert points() == 10


def test_it_fades_after_twelve_months_without_use(world: World, concern: Concern, strength: Strength) -> None:
    endorse_strength(strength, concern=concern, by=world.aylin)
    with standing_at(now() + FADES_AFTER - timedelta(days=1)):
        assert confirmed_strengths([world.emeka.pk]) == {world.emeka.pk: ["Störung"]}
    with standing_at(now() + FADES_AFTER + timedelta(days=1)):
        assert confirmed_strengths([world.emeka.pk]) == {}
        assert confirmations(world.emeka) == {}


def test_it_goes_when_it_is_taken_back_or_the_strength_is_dropped(
    world: World, concern: Concern, strength: Strength
) -> None:
    endorse_strength(strength, concern=concern, by=world.aylin)
    take_back_endorsement(strength, concern=concern, by=world.aylin)
    assert not Endorsement.objects.exists()
    endorse_strength(strength, concern=concern, by=world.aylin)
    drop_strength(strength, by=world.emeka)
    assert not Endorsement.objects.exists()


def test_one_is_asked_about_those_one_worked_with_only(world: World, concern: Concern, strength: Strength) -> None:
    assert [one.user for one in colleagues_on(concern, world.aylin)] == [world.emeka]
    assert colleagues_on(concern, world.emeka) == []  # Aylin chose no strength
    assert colleagues_on(concern, world.chiara) == []  # a member who did not work on it


def test_the_page_confirms_takes_back_and_asks_a_fixed_number_of_questions(
    world: World, concern: Concern, strength: Strength, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("planning:strengths", args=[concern.customer_id, concern.pk])
    client = signed_in(world.aylin)
    assert "Störung" in client.get(address).content.decode()
    part = client.post(address, {"strength": strength.pk}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert Endorsement.objects.get().by == world.aylin
    assert "Aylin Kaya" in client.get(reverse("teams:person", args=[world.emeka.pk])).content.decode()
    assert client.post(address, {"strength": strength.pk, "back": ""}).status_code == 302
    assert not Endorsement.objects.exists()
    assert client.post(address, {"strength": "x"}).status_code == 404
    with django_assert_num_queries(3):
        colleagues_on(concern, world.aylin)

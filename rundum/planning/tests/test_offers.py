"""Offers of work: reasons that add up, set by the team, taken by everyone for themselves."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.refusals import NotAllowed
from rundum.calc.offers import Reason
from rundum.concerns.models import Concern, StepSkill
from rundum.customers.actions.talking import record_customer_talk
from rundum.customers.models import Reading
from rundum.planning.actions.weighing import set_offer_weights
from rundum.planning.models import OfferWeight
from rundum.planning.queries.board_plan import board_plan
from rundum.planning.queries.offers import fitting, weights_of
from rundum.skills.models import LearningWish, Proficiency, Skill
from rundum.teams.models import Absence
from rundum.timeline.models import Entry
from tests.world import World, make_concern, make_process

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(world: World) -> Concern:
    """Needs somebody who can weld alone: Aylin can, Emeka wants to learn it."""
    weld = Skill.objects.create(name="Schweißen")
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    StepSkill.objects.create(step=concern.step, skill=weld, level=3)
    Proficiency.objects.create(user=world.aylin, skill=weld, level=3)
    LearningWish.objects.create(user=world.emeka, skill=weld)
    return concern


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_who_can_is_offered_it_and_who_wants_to_learn_only_beside_them(world: World, concern: Concern) -> None:
    shown = {offer.user: offer for offer in fitting(world.hanse, [concern]).shown(concern.pk)}
    assert set(shown) == {world.aylin, world.emeka}
    assert shown[world.aylin].learn_with is None
    assert shown[world.emeka].learn_with == world.aylin
    assert all(offer.sum == sum(points for _reason, points in offer.reasons) for offer in shown.values())


def test_a_step_that_needs_nothing_asks_for_the_skills_of_the_next_that_does(world: World, concern: Concern) -> None:
    """Nearly every free concern has just arrived: who takes it takes it through the whole process."""
    cut = Skill.objects.create(name="Schneiden")
    arrived, solving, later = (world.complaint.version.steps.get(position=at) for at in (0, 2, 3))
    StepSkill.objects.filter(step=arrived).update(step=solving)
    StepSkill.objects.create(step=later, skill=cut, level=3)
    found = fitting(world.hanse, [concern])
    assert {offer.user: offer.learn_with for offer in found.shown(concern.pk)} == {
        world.aylin: None,
        world.emeka: world.aylin,
    }
    page = signed_in(world.aylin).get(reverse("planning:concern_offers", args=[concern.customer_id, concern.pk]))
    assert "Schweißen: kann es allein" in page.content.decode()
    assert "für „Lösen“" in page.content.decode()
    sale = make_concern(world.dairy, make_process("sale", "Verkauf"), "Angebot", number=2420)
    among_others = fitting(world.hanse, [sale, concern])
    assert [need.skill.name for need in among_others.needs[concern.pk]] == ["Schweißen"]
    assert among_others.needs[sale.pk] == []
    concern.step = world.complaint.version.steps.get(position=4)  # behind all that need one: everybody can
    assert len(fitting(world.hanse, [concern]).offers[concern.pk].all) == 3


def test_what_somebody_on_loan_holds_in_their_own_team_takes_no_room_here(world: World) -> None:
    for nth in range(6):
        at_home = make_concern(world.clinic, world.complaint, "Zu Hause", number=4000 + nth)
        Concern.objects.filter(pk=at_home.pk).update(holder=world.chiara)
    held = make_concern(world.dairy, world.complaint, "Hier", number=4010)
    Concern.objects.filter(pk=held.pk).update(holder=world.aylin)
    free = make_concern(world.dairy, world.complaint, "Frei", number=4011)
    found = fitting(world.hanse, [free])
    assert (found.threads[world.chiara.pk], found.threads[world.aylin.pk]) == (0, 1)
    room = {offer.key: offer.points.get(Reason.ROOM, 0) for offer in found.offers[free.pk].all}
    assert room[world.chiara.pk] == room[world.emeka.pk] > room[world.aylin.pk]


def test_offers_are_listed_by_name(world: World, concern: Concern) -> None:
    names = [offer.user.name for offer in fitting(world.hanse, [concern]).shown(concern.pk)]
    assert names == sorted(names)


def test_another_job_title_changes_nothing(world: World, concern: Concern) -> None:
    before = fitting(world.hanse, [concern]).offers
    User.objects.filter(pk=world.emeka.pk).update(job_title="Head of everything")
    assert fitting(world.hanse, [concern]).offers == before


def test_who_is_away_is_not_offered_it(world: World, concern: Concern) -> None:
    Absence.objects.create(user=world.aylin, starts_on=today(), ends_on=today())
    assert fitting(world.hanse, [concern]).shown(concern.pk) == []


def test_a_weight_of_nothing_removes_the_reason(world: World, concern: Concern) -> None:
    set_offer_weights(world.hanse, weights={"room": 0}, by=world.aylin)
    offers = fitting(world.hanse, [concern]).offers[concern.pk].all
    assert offers
    assert all(Reason.ROOM not in offer.points for offer in offers)
    assert Entry.objects.filter(verb="planning.weights_set", by=world.aylin).count() == 1


@pytest.mark.parametrize("name", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_but_its_members_sets_what_counts_in_a_team(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        set_offer_weights(world.hanse, weights={"room": 0}, by=getattr(world, name))
    assert not OfferWeight.objects.exists()
    assert not Entry.objects.filter(verb="planning.weights_set").exists()


def test_the_plan_offers_every_free_concern_once_and_says_why_one_waits(world: World, concern: Concern) -> None:
    glue = Skill.objects.create(name="Kleben")
    other = make_concern(world.dairy, world.complaint, "Riss", number=2419)
    other.step = other.version.steps.get(position=1)
    other.save()
    StepSkill.objects.create(step=other.step, skill=glue, level=3)
    board = board_plan(world.hanse, world.aylin)
    rows = {row.concern: row for row in board.rows}
    assert rows[concern].offer is not None
    assert (rows[other].offer, rows[other].rule) == (None, "skills")
    assert board.plan.is_proven


def test_whoever_is_said_to_have_room_has_room_in_the_plan(world: World, concern: Concern) -> None:
    """Only Aylin can; she holds a little more than the others, and still less than twice an even part."""
    for nth, holder in enumerate([world.aylin, world.aylin, world.aylin, world.emeka]):
        held = make_concern(world.dairy, world.complaint, "Ist vergeben", number=4000 + nth)
        Concern.objects.filter(pk=held.pk).update(holder=holder)
    (offer,) = (each for each in fitting(world.hanse, [concern]).offers[concern.pk].all if each.learn_with is None)
    assert Reason.ROOM in offer.points
    LearningWish.objects.all().delete()
    assert [row.offer and row.offer.user for row in board_plan(world.hanse, world.emeka).rows] == [world.aylin]


def test_who_has_read_and_confirmed_knows_the_customer_without_having_spoken(world: World, concern: Concern) -> None:
    """Continuity needs a talk; knowledge is spread to those who neither spoke nor read, while only one person does."""
    LearningWish.objects.create(user=world.chiara, skill=Skill.objects.get())
    Reading.objects.create(customer=world.dairy, user=world.aylin)
    points = {offer.key: offer.points for offer in fitting(world.hanse, [concern]).offers[concern.pk].all}
    assert [user for user, reasons in points.items() if Reason.CONTINUITY in reasons] == []
    assert {user for user, reasons in points.items() if Reason.SPREAD in reasons} == {world.emeka.pk, world.chiara.pk}
    record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.aylin)
    points = {offer.key: offer.points for offer in fitting(world.hanse, [concern]).offers[concern.pk].all}
    assert [user for user, reasons in points.items() if Reason.CONTINUITY in reasons] == [world.aylin.pk]
    Reading.objects.create(customer=world.dairy, user=world.emeka)
    points = {offer.key: offer.points for offer in fitting(world.hanse, [concern]).offers[concern.pk].all}
    assert [user for user, reasons in points.items() if Reason.SPREAD in reasons] == []


def test_one_concern_or_many_make_the_same_number_of_queries(
    world: World, concern: Concern, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [concern, *(make_concern(world.dairy, world.complaint, "Noch eine", number=3000 + n) for n in range(5))]
    with django_assert_num_queries(13):
        fitting(world.hanse, [concern])
    with django_assert_num_queries(13):
        fitting(world.hanse, many)


def test_the_pages_show_reasons_with_their_sum(world: World, concern: Concern) -> None:
    client = signed_in(world.aylin)
    page = client.get(reverse("planning:concern_offers", args=[concern.customer_id, concern.pk]))
    assert page.status_code == 200
    assert "Aylin Kaya" in page.content.decode()
    board = client.get(reverse("planning:offers"))
    assert board.status_code == 200
    assert "Pumpe tropft" in board.content.decode()


@pytest.mark.parametrize("name", ["piet", "henrik", "vera", "sven", "ada"])
def test_offers_are_the_teams_own(world: World, concern: Concern, name: str) -> None:
    page = signed_in(getattr(world, name)).get(
        reverse("planning:concern_offers", args=[concern.customer_id, concern.pk])
    )
    assert page.status_code == 403


def test_nobody_gives_work_to_somebody_else(world: World, concern: Concern) -> None:
    client = signed_in(world.aylin)
    address = reverse("concerns:taking", args=[concern.customer_id, concern.pk])
    client.post(address, {"user": world.emeka.pk, "holder": world.emeka.pk})
    concern.refresh_from_db()
    assert concern.holder == world.aylin


def test_wrong_weights_are_refused_with_nothing_lost(world: World) -> None:
    answer = signed_in(world.aylin).post(reverse("planning:offer_weights"), {"skill": "101", "room": "17"})
    assert answer.status_code == 422
    assert 'value="17"' in answer.content.decode()
    assert not OfferWeight.objects.exists()


def test_the_team_keeps_what_it_set(world: World) -> None:
    points = {reason.value: 5 for reason in Reason}
    assert signed_in(world.aylin).post(reverse("planning:offer_weights"), points).status_code == 302
    assert weights_of(world.hanse) == dict.fromkeys(Reason, 5)

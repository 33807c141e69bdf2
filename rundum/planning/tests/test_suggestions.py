"""Suggestions on the cards of free concerns and on a free concern's page: who, why, for members only."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.accounts.models import User
from rundum.calc.offers import Reason
from rundum.concerns.actions.holding import take_concern
from rundum.concerns.models import Concern, StepSkill
from rundum.planning.actions.weighing import set_offer_weights
from rundum.planning.queries import board_plan as planned
from rundum.planning.queries.board_plan import board_plan
from rundum.skills.models import LearningWish, Proficiency, Skill
from tests.world import World, join, make_concern, make_person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def concern(world: World) -> Concern:
    """Needs somebody who can weld alone: only Aylin can."""
    weld = Skill.objects.create(name="Schweißen")
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    StepSkill.objects.create(step=concern.step, skill=weld, level=3)
    Proficiency.objects.create(user=world.aylin, skill=weld, level=3)
    return concern


def signed_in(user: User, language: str = "de") -> Client:
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(user)
    return client


def on_cards(client: Client) -> str:
    return client.get(reverse("planning:offers"), headers=HTMX).content.decode()


def suits(client: Client, concern: Concern) -> str:
    address = reverse("planning:concern_offers", args=[concern.customer_id, concern.pk])
    return client.get(address, headers=HTMX).content.decode()


def test_a_colleague_reads_whom_it_suits_with_the_two_weightiest_reasons(world: World, concern: Concern) -> None:
    part = on_cards(signed_in(world.emeka))
    assert f'id="offer-{concern.pk}"' in part
    assert "Aylin?</b> kann Schweißen, hat Luft" in part
    assert f"help/request/?asked={world.aylin.pk}" in part
    assert "Aylin?</b> can do Schweißen, has room" in on_cards(signed_in(world.emeka, "en"))


def test_whom_it_suits_reads_so_and_takes_it_by_the_cards_own_button(world: World, concern: Concern) -> None:
    client = signed_in(world.aylin)
    part = on_cards(client)
    assert "Passt zu dir:</b> du kannst Schweißen, du hast Luft" in part
    assert "help/request" not in part
    assert "Suits you:</b> you can do Schweißen, you have room" in on_cards(signed_in(world.aylin, "en"))


def test_who_wants_to_learn_is_suggested_with_whom_they_learn(world: World, concern: Concern) -> None:
    LearningWish.objects.create(user=world.emeka, skill=Skill.objects.get())
    words = suits(signed_in(world.aylin), concern)
    assert "will Schweißen lernen, Aylin begleitet" in words
    assert "du kannst Schweißen, du hast Luft" in words
    assert "du willst Schweißen lernen, Aylin begleitet" in suits(signed_in(world.emeka), concern)
    assert "wants to learn Schweißen, Aylin comes along" in suits(signed_in(world.aylin, "en"), concern)


def test_a_reason_the_team_does_not_count_is_not_said(world: World, concern: Concern) -> None:
    set_offer_weights(world.hanse, weights={"room": 0}, by=world.aylin)
    assert "hat Luft" not in on_cards(signed_in(world.emeka))


def test_where_no_reason_counts_it_still_reads_as_a_sentence(world: World, concern: Concern) -> None:
    set_offer_weights(world.hanse, weights=dict.fromkeys(Reason, 0), by=world.aylin)
    assert "Aylin?</b> könnte es übernehmen" in on_cards(signed_in(world.emeka))
    assert "Passt zu dir:</b> du könntest es übernehmen" in on_cards(signed_in(world.aylin))
    page = signed_in(world.emeka).get(reverse("planning:offers")).content.decode()
    assert "Aylin Kaya: könnte es übernehmen" in page


def test_what_suits_nobody_today_can_be_taken_all_the_same(world: World, concern: Concern) -> None:
    """The customer waits for a first answer, whoever can do the rest."""
    Proficiency.objects.all().delete()
    page = signed_in(world.emeka).get(reverse("planning:offers")).content.decode()
    assert "Passt heute zu niemandem" in page
    taking = reverse("concerns:taking", args=[concern.customer_id, concern.pk])
    assert f'action="{taking}"' in page
    assert signed_in(world.emeka).post(taking).status_code == 302
    concern.refresh_from_db()
    assert concern.holder == world.emeka


def test_no_figure_stands_beside_a_person(world: World, concern: Concern) -> None:
    client = signed_in(world.emeka)
    for part in (on_cards(client), suits(client, concern)):
        assert 'class="num"' not in part
        assert "Summe" not in part


def test_a_concern_somebody_holds_is_suggested_to_nobody(world: World, concern: Concern) -> None:
    take_concern(concern, by=world.emeka)
    assert "data-late" not in on_cards(signed_in(world.aylin))
    address = reverse("concerns:concern", args=[concern.customer_id, concern.pk])
    assert "concern-offer" not in signed_in(world.aylin).get(address).content.decode()


def test_the_board_and_the_concern_hold_a_place_for_members(world: World, concern: Concern) -> None:
    member, address = signed_in(world.aylin), reverse("concerns:concern", args=[concern.customer_id, concern.pk])
    board = member.get("/concerns/").content.decode()
    assert f'<div class="kard-offer" id="offer-{concern.pk}" data-late hidden></div>' in board
    assert '<late-parts data-url="/offers/">' in board
    assert '<div class="stack-s" id="concern-offer" data-late hidden></div>' in member.get(address).content.decode()


@pytest.mark.parametrize("name", ["piet", "henrik", "vera", "sven", "ada"])
def test_suggestions_are_the_teams_own(world: World, concern: Concern, name: str) -> None:
    client = signed_in(getattr(world, name))
    session = client.session
    session["team"] = world.hanse.pk
    session.save()
    for page in ("/concerns/", reverse("concerns:concern", args=[concern.customer_id, concern.pk])):
        html = client.get(page).content.decode()
        assert "data-late" not in html
    assert "Schweißen" not in on_cards(client)
    address = reverse("planning:concern_offers", args=[concern.customer_id, concern.pk])
    assert client.get(address, headers=HTMX).status_code == 403


def test_work_is_spread_instead_of_all_suggested_to_the_same_person(world: World) -> None:
    concerns = [make_concern(world.dairy, world.complaint, "Frage", number=3000 + n) for n in range(6)]
    people = {row.offer.user for row in board_plan(world.hanse, world.aylin).rows if row.offer}
    assert len(concerns) == 6
    assert {world.aylin, world.emeka} <= people


def test_one_board_is_solved_once_for_all_its_readers(
    world: World, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned._plan.cache_clear()
    first = board_plan(world.hanse, world.aylin).plan
    monkeypatch.setattr(planned, "plan_work", lambda *_args, **_options: pytest.fail("solved again"))
    assert board_plan(world.hanse, world.emeka).plan is first


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "parts"])
def test_few_or_many_concerns_and_people_make_the_same_number_of_queries(
    world: World, concern: Concern, headers: dict[str, str]
) -> None:
    client = signed_in(world.aylin)
    assert client.get(reverse("planning:offers"), headers=headers).status_code == 200  # what is read once a process
    few = queries_of(client, headers)
    for n in range(8):
        join(make_person(f"P{n} Neu"), world.hanse)
    for n in range(25):
        make_concern(world.dairy, world.complaint, "Noch eine", number=3000 + n)
    assert queries_of(client, headers) == few


def queries_of(client: Client, headers: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as found:
        page = client.get(reverse("planning:offers"), headers=headers)
    assert page.status_code == 200
    return len(found)

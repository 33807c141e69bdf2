"""The page of a week: everyone reads it, the team plans on it, and what is too much is shown before it is sent."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern
from rundum.measures.actions.rolling_up import refresh_measures
from rundum.planning.actions.committing import commit_in_own_words, commit_to_concern, finish_commitment
from rundum.planning.models import Commitment, OwnCommitment
from rundum.planning.queries.week import PlannedWeek
from rundum.teams.models import Absence
from tests.world import MONDAY, World, make_concern

pytestmark = pytest.mark.django_db

THIS = date(2026, 11, 23)
WEEK = ["2026-11-23"]
PART = {"HX-Request": "true", "HX-Source": "form"}


@pytest.fixture(autouse=True)
def _now():
    with standing_at(MONDAY):
        yield


@pytest.fixture
def concern(world: World) -> Concern:
    """With a promise that is due on Wednesday."""
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    give_promise(concern, text="Techniker kommt", due_at=MONDAY + timedelta(days=2), by=world.aylin)
    return concern


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(html: str) -> str:
    """The words of a page, with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\xa0", " "))


def week_of(user: User, *args: str) -> str:
    answer = signed_in(user).get(reverse("planning:week_of", args=args) if args else reverse("planning:week"))
    assert answer.status_code == 200
    return said(answer.content.decode())


def test_the_week_shows_its_hours_and_what_was_taken_off(world: World):
    Absence.objects.create(user=world.emeka, starts_on=date(2026, 11, 26), ends_on=date(2026, 11, 26))
    page = week_of(world.aylin)
    assert "0 h von 80 h" in page
    assert "abzüglich Abwesenheiten 8 h" in page
    assert "Emeka Okafor" in page


def test_a_public_holiday_has_its_name(world: World):
    page = week_of(world.aylin, "2026-12-21")
    assert "1. Weihnachtstag" in page or "Erster Weihnachtstag" in page
    assert "abzüglich Feiertage 17,6 h" in page


def test_promises_of_the_week_are_proposed_until_they_are_committed_to(world: World, concern: Concern):
    page = week_of(world.aylin)
    assert "Techniker kommt" in page
    assert "1 noch nicht vorgenommen" in page
    address = reverse("planning:commit_concern", args=[*WEEK, concern.customer_id, concern.pk])
    answer = signed_in(world.aylin).post(address, {"hours": "2,5", "mine": "on"})
    assert answer.status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.hours, commitment.user, commitment.week) == (Decimal("2.5"), world.aylin, THIS)
    page = week_of(world.emeka)
    assert "vorgenommen, 2,5 h" in page
    assert "2,5 h von 88 h" in page


def test_what_is_too_much_is_said_while_it_is_typed(world: World):
    """AC23.1."""
    commit_in_own_words(world.hanse, week=THIS, text="Inventur", hours=Decimal(80), mine=False, by=world.emeka)
    client = signed_in(world.aylin)
    typed = client.get(reverse("planning:load", args=WEEK), {"hours": "10,5"}, headers=PART).content.decode()
    assert "2,5 h über der Kapazität" in said(typed)
    assert 'name="beyond" value="2.5' in typed
    assert 'hx-swap-oob="true"' in typed
    fits = client.get(reverse("planning:load", args=WEEK), {"hours": "8"}, headers=PART).content.decode()
    assert "beyond" not in re.sub(r'class="beyond"', "", fits)
    assert not OwnCommitment.objects.filter(text="").exists()


@pytest.mark.parametrize("typed", ["", "abc", "-3", "1e9", "NaN"])
def test_whatever_is_typed_answers(world: World, typed: str):
    answer = signed_in(world.aylin).get(reverse("planning:load", args=WEEK), {"hours": typed})
    assert answer.status_code == 200


def test_beyond_capacity_nothing_is_lost_and_sending_it_again_commits(world: World):
    client, address = signed_in(world.aylin), reverse("planning:commit_own", args=WEEK)
    sent = {"text": "Inventur", "hours": "90"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Inventur"' in page
    assert "2 h über" in said(page)
    assert not OwnCommitment.objects.exists()
    shown = re.search(r'name="beyond" value="([\d.]+)"', page)
    assert shown
    assert client.post(address, sent | {"beyond": shown[1], "beyond_own": "0"}).status_code == 302
    assert "2 h über der Kapazität" in week_of(world.aylin)


@pytest.mark.parametrize("hours", ["", "0", "0,1", "401", "viel", "-2"])
def test_wrong_hours_are_refused_with_nothing_lost(world: World, concern: Concern, hours: str):
    address = reverse("planning:commit_concern", args=[*WEEK, concern.customer_id, concern.pk])
    answer = signed_in(world.aylin).post(address, {"hours": hours, "mine": "on"}, headers=PART)
    assert answer.status_code == 422
    assert f'value="{hours}"' in answer.content.decode()
    assert not Commitment.objects.exists()


def test_ones_own_week_is_for_oneself_alone(world: World):
    commit_in_own_words(world.hanse, week=THIS, text="Inventur", hours=Decimal(37), mine=True, by=world.emeka)
    commit_in_own_words(world.hanse, week=THIS, text="Teamrunde", hours=Decimal(8), mine=False, by=world.emeka)
    own = week_of(world.emeka)
    assert "37 h von 40 h" in own
    for reader in (world.aylin, world.henrik, world.vera, world.ada):
        page = week_of(reader)
        assert "37 h von" not in page
        assert "45 h von" in page or reader is not world.aylin


def test_taking_on_or_moving_what_is_too_much_says_so_before_it_is_done(world: World):
    """AC23.1: to who would take it on, and for the team's next week."""
    commit_in_own_words(world.hanse, week=THIS, text="Inventur", hours=Decimal(37), mine=True, by=world.emeka)
    ours = commit_in_own_words(world.hanse, week=THIS, text="Teamrunde", hours=Decimal(8), mine=False, by=world.emeka)
    next_week = THIS + timedelta(weeks=1)
    commit_in_own_words(world.hanse, week=next_week, text="Umbau", hours=Decimal(85), mine=False, by=world.emeka)
    assert "5 h mehr, als du hast" in week_of(world.emeka)
    assert "mehr, als du hast" not in week_of(world.aylin)
    assert "sie liegt dann 5 h über der Kapazität" in week_of(world.aylin)
    answer = signed_in(world.emeka).post(reverse("planning:own_act", args=[ours.pk]), {"act": "taken"}, headers=PART)
    assert "Deine eigene Woche ist 5 h zu voll." in said(answer.content.decode())


def test_only_members_find_something_to_do_on_it(world: World, concern: Concern):
    commit_in_own_words(world.hanse, week=THIS, text="Teamrunde", hours=Decimal(8), mine=False, by=world.emeka)
    assert "<form" in signed_in(world.aylin).get(reverse("planning:week")).content.decode().split("<main")[1]
    answer = signed_in(world.henrik).get(reverse("planning:week")).content.decode()
    inside = answer.split("<main")[1].split("</main>")[0]
    assert "Teamrunde" in inside
    assert "<form" not in inside


def test_what_is_confidential_counts_and_is_not_named(world: World, concern: Concern):
    commit_to_concern(concern, week=THIS, hours=Decimal(6), mine=True, by=world.aylin)
    Concern.objects.filter(pk=concern.pk).update(confidential=True)
    page = week_of(world.henrik)
    assert "Pumpe tropft" not in page
    assert "Techniker kommt" not in page
    assert "6 h von 88 h" in page
    assert "1 weiteres ist vertraulich" in page


def test_acts_are_done_from_the_row_and_offer_to_take_them_back(world: World):
    ours = commit_in_own_words(world.hanse, week=THIS, text="Teamrunde", hours=Decimal(8), mine=False, by=world.emeka)
    client, address = signed_in(world.aylin), reverse("planning:own_act", args=[ours.pk])
    assert client.post(address, {"act": "anything"}).status_code == 400
    page = client.post(address, {"act": "taken"}, headers=PART).content.decode()
    assert 'id="plan"' in page
    assert "Aylin Kaya" in page
    undo = re.search(r'action="(/week/undo/\d+/)"', page)
    assert undo
    assert client.post(undo[1]).status_code == 302
    ours.refresh_from_db()
    assert ours.user is None


def test_another_day_leads_to_its_week_and_nonsense_to_nothing(world: World):
    client = signed_in(world.aylin)
    answer = client.get(reverse("planning:week_of", args=["2026-11-25"]))
    assert answer.headers["Location"] == reverse("planning:week_of", args=WEEK)
    for nonsense in ("heute", "2026-13-01", "1999-01-01", "9999-12-31", "2026-W48x"):
        assert client.get(reverse("planning:week_of", args=[nonsense])).status_code == 404


def test_other_open_concerns_can_be_chosen(world: World, concern: Concern):
    make_concern(world.dairy, world.complaint, "Ohne Zusage", number=2420)
    client = signed_in(world.aylin)
    page = client.get(reverse("planning:choosing", args=WEEK)).content.decode()
    assert "Ohne Zusage" in page
    commit_to_concern(concern, week=THIS, hours=Decimal(2), mine=False, by=world.emeka)
    page = client.get(reverse("planning:choosing", args=WEEK)).content.decode()
    assert "Pumpe tropft" not in page
    assert "Ohne Zusage" in page


def test_an_empty_week_says_what_to_do(world: World):
    world.hanse.working_hours.all().delete()
    page = week_of(world.aylin)
    assert "Noch nichts." in page
    assert "Arbeitszeiten eintragen" in page
    assert "keine Arbeitszeiten" in page


def test_few_or_many_make_the_same_number_of_queries(world: World):
    def queries() -> int:
        client = signed_in(world.aylin)
        client.get(reverse("planning:week"))
        with CaptureQueriesContext(
            connection,
        ) as counted:
            client.get(reverse("planning:week"))
        return len(counted)

    def fill(count: int, start: int) -> None:
        for number in range(start, start + count):
            each = make_concern(world.dairy, world.complaint, "Noch eine", number=number)
            give_promise(each, text="Rückruf", due_at=MONDAY + timedelta(days=1), by=world.aylin)
            if number % 2:
                commit_to_concern(each, week=THIS, hours=Decimal(1), mine=bool(number % 3), by=world.emeka)
            commit_in_own_words(world.hanse, week=THIS, text="Anderes", hours=Decimal(1), mine=False, by=world.aylin)

    fill(2, 3000)
    few = queries()
    fill(8, 4000)
    assert queries() == few
    assert few <= 32


def test_nobody_commits_somebody_else_to_anything(world: World, concern: Concern):
    """AC5.4."""
    client = signed_in(world.aylin)
    theirs = {"user": world.emeka.pk, "member": world.emeka.pk, "mine": "on", "hours": "1"}
    client.post(reverse("planning:commit_concern", args=[*WEEK, concern.customer_id, concern.pk]), theirs)
    assert Commitment.objects.get().user == world.aylin
    ours = commit_in_own_words(world.hanse, week=THIS, text="Teamrunde", hours=Decimal(8), mine=False, by=world.emeka)
    client.post(reverse("planning:own_act", args=[ours.pk]), {"act": "taken", "user": world.emeka.pk})
    ours.refresh_from_db()
    assert ours.user == world.aylin


def test_a_week_that_is_over_says_what_was_written_down_where_something_was_entered_since(world: World):
    refresh_measures()
    with standing_at(MONDAY + timedelta(weeks=1)):
        assert "festgehalten" not in week_of(world.aylin, *WEEK)
        Absence.objects.create(user=world.emeka, starts_on=date(2026, 11, 26), ends_on=date(2026, 11, 26))
        page = week_of(world.aylin, *WEEK)
    assert "80 h in dieser Woche" in page
    assert "wurden 88 h festgehalten" in page


def test_the_week_that_runs_is_not_counted_as_kept_or_not_before_it_is_over(world: World):
    done = commit_in_own_words(world.hanse, week=THIS, text="Runde", hours=Decimal(4), mine=False, by=world.aylin)
    finish_commitment(done, by=world.aylin)
    with standing_at(MONDAY + timedelta(weeks=1)):
        running = date(2026, 11, 30)
        commit_in_own_words(world.hanse, week=running, text="Offen", hours=Decimal(4), mine=False, by=world.aylin)
        planned = PlannedWeek(world.hanse, date(2026, 12, 7), world.aylin)
        assert [each.monday for each in planned.kept] == [THIS]
        assert planned.share_kept == 1
        assert planned.last_week is None
        assert "In der Woche davor" not in week_of(world.aylin, "2026-12-07")


def test_a_large_team_commits_more_than_400_hours_at_once(world: World):
    address = reverse("planning:commit_own", args=WEEK)
    sent = {"text": "Tagesgeschäft", "hours": "600", "beyond": "600"}
    assert signed_in(world.aylin).post(address, sent).status_code == 302
    assert OwnCommitment.objects.get().hours == 600
    answer = signed_in(world.aylin).post(address, sent | {"hours": "1000"})
    assert answer.status_code == 422
    assert "Höchstens 999 Stunden" in answer.content.decode()

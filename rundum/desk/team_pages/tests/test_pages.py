import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.base.clock import standing_at
from rundum.concerns.models import StepSkill
from rundum.skills.models import LearningWish, Proficiency, Skill, Strength
from rundum.teams.actions import add_absence, found_team, uncover_function
from rundum.teams.models import Cover
from tests.world import MONDAY, World, join, make_concern, make_customer, make_person, make_team

FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def on_monday():
    with standing_at(MONDAY):
        yield


def page(client: Client, world: World, who: str, address: str) -> str:
    client.force_login(getattr(world, who))
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["aylin", "henrik", "vera", "sven", "ada", "piet"])
def test_every_colleague_reads_the_pages_of_teams_and_people(client: Client, world: World, who: str) -> None:
    for address in ("/people/", "/teams/", f"/teams/{world.hanse.pk}/", f"/people/{world.aylin.pk}/", "/skills/"):
        page(client, world, who, address)


def test_letting_go_of_the_last_function_names_customers_and_concerns_at_once(client: Client, world: World) -> None:
    make_concern(world.dairy, world.complaint, "Rechnung doppelt abgebucht")
    uncover_function(world.hanse, function=world.accounts, user=world.aylin, by=world.aylin)
    shown = page(client, world, "aylin", f"/teams/{world.hanse.pk}/")
    assert "Buchhaltung ist nicht abgedeckt" in shown
    assert "Molkerei Wiesengrund eG" in shown
    assert "Rechnung doppelt abgebucht" in shown


def test_only_concerns_whose_process_needs_the_function_wait_for_it(client: Client, world: World) -> None:
    invoices = Skill.objects.create(name="Rechnung klären", function=world.accounts)
    StepSkill.objects.create(step=world.complaint.version.steps.get(position=2), skill=invoices)
    needing = make_concern(world.dairy, world.complaint, "Rechnung doppelt abgebucht")
    past = make_concern(world.dairy, world.complaint, "Schon gelöst", number=2419)
    past.step = world.complaint.version.steps.get(position=4)
    past.save()
    uncover_function(world.hanse, function=world.accounts, user=world.aylin, by=world.aylin)
    shown = page(client, world, "aylin", f"/teams/{world.hanse.pk}/")
    assert needing.title in shown
    assert past.title not in shown


def test_a_gap_names_no_confidential_customer_to_those_outside_the_team(client: Client, world: World) -> None:
    secret = make_customer("Streng Geheim AG", world.hanse, number=1003, confidential=True)
    make_concern(secret, world.complaint, "Verdeckte Lieferung")
    uncover_function(world.hanse, function=world.accounts, user=world.aylin, by=world.aylin)
    address = f"/teams/{world.hanse.pk}/"
    assert "Streng Geheim AG" in page(client, world, "aylin", address)
    for who in ("henrik", "vera", "ada", "piet"):
        shown = page(client, world, who, address)
        assert "Streng Geheim AG" not in shown
        assert "Verdeckte Lieferung" not in shown


def test_a_new_teams_gaps_stay_on_its_page_and_on_its_coachs(client: Client, world: World) -> None:
    team = found_team(name="Weser", land="NI", by=world.ada)
    team.coachings.create(coach=world.henrik, starts_on=date(2026, 1, 1))
    for function in (world.sales, world.service, world.accounts):
        Cover.objects.create(team=world.foerde, function=function, user=world.piet)
    for address in (f"/teams/{team.pk}/", "/teams/"):
        assert page(client, world, "henrik", address).count("ist nicht abgedeckt") == 3
    for function in (world.sales, world.service, world.accounts):
        join_and_cover(world, team, function)
    for address in (f"/teams/{team.pk}/", "/teams/"):
        assert "ist nicht abgedeckt" not in page(client, world, "henrik", address)


def join_and_cover(world: World, team, function) -> None:
    person = make_person(f"Mitglied{function.pk} Muster")
    join(person, team)
    Cover.objects.create(team=team, function=function, user=person)


def test_a_person_page_says_away_and_not_why(client: Client, world: World) -> None:
    add_absence(world.aylin, kind="leave", starts_on=MONDAY.date(), ends_on=FRIDAY, by=world.aylin)
    shown = page(client, world, "emeka", f"/people/{world.aylin.pk}/")
    assert "27.\u00a0Nov." in shown
    assert "Urlaub" not in shown


def test_pages_cost_the_same_queries_for_three_and_for_thirty_members(client: Client, world: World) -> None:
    client.force_login(world.aylin)
    addresses = (f"/teams/{world.hanse.pk}/", "/teams/", "/skills/")

    def cost() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted.append(len(queries))
        return counted

    invoices = Skill.objects.create(name="Rechnung klären", function=world.accounts)
    Strength.objects.create(user=world.aylin, name="ruhig am Telefon")
    cost()  # what a process reads once
    small = cost()
    for number in range(30):
        person = make_person(f"Person{number} Muster")
        join(person, world.hanse)
        Cover.objects.create(team=world.hanse, function=world.service, user=person)
        Proficiency.objects.create(user=person, skill=invoices, level=number % 5)
        LearningWish.objects.create(user=person, skill=invoices)
        Strength.objects.create(user=person, name="geduldig")
    assert cost() == small


def test_many_teams_are_paged_by_name_and_the_own_stand_on_the_first_page(client: Client, world: World) -> None:
    for number in range(60):
        make_team(f"Team {number:02}")
    first = page(client, world, "aylin", "/teams/")
    assert "Team 48" in first
    assert "Team 49" not in first
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following
    second = page(client, world, "aylin", "/teams/" + following[1].replace("&amp;", "&"))
    assert "Team 49" in second
    assert "Team 59" in second
    assert "Team 48" not in second
    assert 'id="near"' not in second
    assert 'id="near"' in first

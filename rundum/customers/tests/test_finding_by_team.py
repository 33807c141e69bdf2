"""The list of customers of one team: which teams it offers, and finding one of many by a part of its name."""

import pytest
from django.test import Client

from rundum.customers.models import Customer
from rundum.teams.forms.choosing import LOOKED_THROUGH
from rundum.teams.models import Team
from tests.world import World, make_customer

OFFERED = '<option value="{}">{}</option>'


@pytest.fixture
def piet(world: World, client: Client) -> Client:
    client.force_login(world.piet)
    return client


@pytest.fixture
def many(world: World) -> list[Team]:
    teams = Team.objects.bulk_create(Team(name=f"M{number} 2nd", land="SH") for number in range(LOOKED_THROUGH))
    for number, team in enumerate(teams):
        make_customer(f"Kunde {number}", team, number=2000 + number)
    return teams


def option(team: Team) -> str:
    return f'<option value="{team.pk}"'


def test_teams_are_offered_whose_customers_one_may_see(world: World, piet: Client) -> None:
    bare = Team.objects.create(name="Ohne Kunden", land="SH")
    html = piet.get("/customers/?team=all").text
    assert option(world.hanse) in html
    assert option(bare) not in html
    Customer.objects.filter(team=world.hanse).update(confidential=True)
    assert option(world.hanse) not in piet.get("/customers/?team=all").text
    piet.force_login(world.aylin)
    assert option(world.hanse) in piet.get("/customers/?team=all").text


def test_the_team_looked_at_is_offered_though_it_has_none(world: World, piet: Client) -> None:
    bare = Team.objects.create(name="Ohne Kunden", land="SH")
    assert f"{option(bare)} selected>" in piet.get(f"/customers/?team={bare.pk}").text


@pytest.mark.parametrize("typed", ["M7 2nd", "m7", " M7  2nd "])
def test_of_many_one_is_typed(piet: Client, many: list[Team], typed: str) -> None:
    html = piet.get("/customers/", {"team": typed}).text
    assert '<option value="M7 2nd"></option>' in html
    assert 'list="whose-offered"' in html
    assert 'value="M7 2nd">' in html
    assert "Kunde 7" in html
    assert "Kunde 8" not in html


def test_what_is_offered_follows_what_is_typed_and_is_never_more_than_one_looks_through(
    piet: Client, many: list[Team]
) -> None:
    part = piet.get("/customers/", {"team": "m1"}, headers={"HX-Request": "true"}).text
    assert '<datalist id="whose-offered" hx-swap-oob="true">' in part
    assert part.count("</option>") == 11 + 1  # M1 and M10 to M19, and those without a team
    assert piet.get("/customers/", {"team": "all"}).text.count("</option>") == LOOKED_THROUGH + 1


@pytest.mark.parametrize(("typed", "found"), [("", True), ("No team yet", False), ("Noch kein Team", False)])
def test_no_name_means_all_teams(world: World, piet: Client, many: list[Team], typed: str, found: bool) -> None:
    html = piet.get("/customers/", {"team": typed}).text
    assert ("Kunde 7" in html) is found
    assert ("Kein Team heißt" in html) is (typed == "No team yet")


@pytest.mark.parametrize("typed", ["2nd", "Rhein", "<b>"])
def test_what_is_no_team_is_said_and_stays_in_the_field(piet: Client, many: list[Team], typed: str) -> None:
    html = piet.get("/customers/", {"team": typed}).text
    shown = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert f"Kein Team heißt „{shown}“" in html
    assert f'value="{shown}">' in html
    assert "Kunde 7" not in html


def test_the_answer_to_htmx_says_whose_customers_these_are(world: World, piet: Client) -> None:
    part = piet.get("/customers/", {"team": world.hanse.pk}, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<section class="stack-s" id="found"')
    assert 'id="whose-lede" hx-swap-oob="true">Die Kunden von Team Hanse.' in part
    assert 'id="whose-chips"' in part
    assert "<form" not in part

import pytest
from django.test import Client

from rundum.teams.queries.reach import Reach, teams_to_look_at
from tests.world import World, make_team


def test_home_comes_before_loan(world: World) -> None:
    teams = teams_to_look_at(world.chiara)
    assert [(team.name, team.reach) for team in teams] == [("Förde", Reach.HOME), ("Hanse", Reach.LOAN)]


def test_a_coach_looks_at_the_coached_team_first(world: World) -> None:
    assert [team.name for team in teams_to_look_at(world.henrik)] == ["Hanse"]


def test_someone_without_a_team_is_offered_the_teams_by_name(world: World) -> None:
    assert [team.name for team in teams_to_look_at(world.vera)] == ["Förde", "Hanse"]


def test_the_chosen_team_is_kept_beside_the_own_ones(world: World) -> None:
    assert teams_to_look_at(world.aylin, chosen=world.foerde.pk) == [world.hanse, world.foerde]


def test_choosing_a_team_is_kept_and_leads_back(client: Client, world: World) -> None:
    client.force_login(world.aylin)
    answer = client.post("/teams/current/", {"team": world.foerde.pk, "next": "/concerns/"})
    assert answer.headers["Location"] == "/concerns/"
    assert client.session["team"] == world.foerde.pk


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_choosing_a_team_leads_nowhere_else(client: Client, world: World, onward: str) -> None:
    client.force_login(world.aylin)
    assert client.post("/teams/current/", {"team": world.foerde.pk, "next": onward}).headers["Location"] == "/"


def test_a_closed_or_unknown_team_cannot_be_chosen(client: Client, world: World) -> None:
    closed = make_team("Weser", closed_at="2025-01-01T00:00Z")
    client.force_login(world.aylin)
    for team in (closed.pk, 0, "Hanse", ""):
        assert client.post("/teams/current/", {"team": team}).status_code == 404
    assert "team" not in client.session

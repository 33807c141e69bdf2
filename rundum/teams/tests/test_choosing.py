"""Choosing a team: from a list, or by its name where there are too many to look through."""

import re

import pytest
from django.db import connection
from django.forms import Form
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.concerns.models import Concern
from rundum.teams.forms.choosing import LOOKED_THROUGH, choice_of_team
from rundum.teams.models import Team
from tests.world import World, make_concern

MANY_WITH_1 = ["M1 2nd", *(f"M1{number} 2nd" for number in range(10))]


@pytest.fixture
def many(world: World) -> None:
    Team.objects.bulk_create(Team(name=f"M{number} 2nd", land="SH") for number in range(LOOKED_THROUGH))


@pytest.fixture
def handover(world: World, client: Client) -> str:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpen undicht")
    client.force_login(world.aylin)
    return f"/concerns/{concern.customer_id}/{concern.pk}/handover/"


def test_a_few_teams_stand_in_a_list_and_none_is_chosen_beforehand(world: World, client: Client, handover: str) -> None:
    html = client.get(handover).text
    assert "<datalist" not in html
    assert f'<option value="{world.foerde.pk}">Förde</option>' in html
    assert '<option value="" selected>' in html


def test_of_many_one_is_typed(world: World, client: Client, many: None, handover: str) -> None:
    html = client.get(handover).text
    assert 'list="id_to_team_offered"' in html
    assert '<option value="M7 2nd"></option>' in html
    assert client.post(handover, {"to_team": " M7 2nd ", "reason": "Kennt die Anlage"}).status_code == 302
    assert Concern.objects.get().team.name == "M7 2nd"


@pytest.mark.parametrize("typed", ["M99", "Hanse"])
def test_what_is_no_team_to_go_to_is_said_and_stays_in_the_field(
    world: World, client: Client, many: None, handover: str, typed: str
) -> None:
    answer = client.post(handover, {"to_team": typed, "reason": "Kennt die Anlage"})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert "Kennt die Anlage" in answer.text
    assert Concern.objects.get().team == world.hanse


def test_no_more_is_offered_than_one_looks_through_and_it_follows_what_is_typed(
    world: World, client: Client, many: None, handover: str
) -> None:
    Team.objects.create(name="Süd-Rhein", land="SH")
    assert client.get(handover).text.count("></option>") == LOOKED_THROUGH
    for typed, names in (("sued", ["Süd-Rhein"]), ("rhein S", ["Süd-Rhein"]), ("m1 2nd", MANY_WITH_1), ("xyz", [])):
        part = client.get("/teams/offered/", {"field": "to_team", "to_team": typed}).text
        assert re.findall(r'<option value="(.*?)"', part) == names
    again = client.post(handover, {"to_team": "süd", "reason": "Kennt die Anlage"})
    assert again.status_code == 422
    assert re.findall(r'<option value="(.*?)"', again.text.split("<main")[1]) == ["Süd-Rhein"]


def test_the_handover_asks_no_more_of_the_database_where_there_are_more_teams(
    world: World, client: Client, many: None, handover: str
) -> None:
    counted = []
    for more in (0, 30):
        Team.objects.bulk_create(Team(name=f"N{number}", land="SH") for number in range(more))
        with CaptureQueriesContext(connection) as queries:
            client.get(handover)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_was_chosen_before_stands_there_by_name(world: World, many: None) -> None:
    form = Form(initial={"team": world.foerde})
    form.fields["team"] = choice_of_team(Team.objects.current(), label="Team", required=False, empty_label="keins")
    assert 'value="Förde"' in str(form["team"])
    assert 'placeholder="keins"' in str(form["team"])

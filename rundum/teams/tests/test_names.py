"""The names that are offered at @ in a note."""

import re

from django.test import Client

from tests.world import World


def test_everyone_in_the_team_is_offered_but_the_reader_in_the_order_of_names(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    names = re.findall(r'data-name="(.*?)"', client.get(f"/teams/{world.hanse.pk}/names/").text)
    assert world.emeka.name in names
    assert world.aylin.name not in names
    assert names == sorted(names)
    assert client.get("/teams/0/names/").status_code == 404


def test_colleagues_of_other_teams_may_name_them_too(world: World, client: Client) -> None:
    client.force_login(world.vera)
    assert world.aylin.name in client.get(f"/teams/{world.hanse.pk}/names/").text

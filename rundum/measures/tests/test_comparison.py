"""Teams side by side: who differs by more than chance, by name and never ranked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from rundum.measures.models import Measure, WeekValue
from rundum.measures.queries.comparison import comparable_measures, comparison
from rundum.measures.queries.weeks import this_week
from rundum.teams.models import Team
from tests.world import World, make_team

pytestmark = pytest.mark.django_db


def kept(team: Team, part: str, whole: str, *, weeks_ago: int = 1) -> WeekValue:
    measure = Measure.objects.get(key="promises_kept")
    week = this_week() - timedelta(weeks=weeks_ago)
    return WeekValue.objects.create(
        measure=measure,
        team=team,
        week=week,
        numerator=Decimal(part),
        denominator=Decimal(whole),
        n=int(Decimal(whole)),
    )


def counted(key: str, team: Team, count: int, *, weeks_ago: int = 1) -> WeekValue:
    week = this_week() - timedelta(weeks=weeks_ago)
    measure = Measure.objects.get(key=key)
    return WeekValue.objects.create(measure=measure, team=team, week=week, numerator=count, value=count, n=count)


def signed_in(world: World) -> Client:
    client = Client()
    client.force_login(world.piet)
    return client


def test_the_weeks_of_a_team_add_up_and_teams_stand_by_name(world: World, django_assert_num_queries):
    kept(world.hanse, "40", "50")
    kept(world.hanse, "45", "50", weeks_ago=2)
    kept(world.hanse, "1", "50", weeks_ago=20)
    kept(world.foerde, "19", "20")
    make_team("Ärmel")
    measure = Measure.objects.get(key="promises_kept")
    last = this_week() - timedelta(weeks=1)
    with django_assert_num_queries(1):
        found = comparison(measure, last=last, weeks=13)
    assert found.names == tuple(
        sorted([world.hanse.name, world.foerde.name, "Ärmel"], key=lambda name: name.replace("Ä", "A"))
    )
    by_name = dict(zip(found.names, found.funnel.teams, strict=True))
    assert by_name[world.hanse.name].value == pytest.approx(0.85)
    assert by_name["Ärmel"].value is None


def test_the_page_is_open_to_every_colleague_and_says_what_it_shows(world: World):
    kept(world.hanse, "300", "400")
    kept(world.foerde, "390", "400")
    measure = Measure.objects.get(key="promises_kept")
    page = signed_in(world).get(f"/measures/teams/?measure={measure.pk}&weeks=4").content.decode()
    assert 'id="funnel-t"' in page
    assert page.index(f'<th scope="row">{world.foerde.name}') < page.index(f'<th scope="row">{world.hanse.name}')
    assert "99" in page


def test_the_picture_is_a_png(world: World):
    kept(world.hanse, "30", "40")
    measure = Measure.objects.get(key="promises_kept")
    answer = signed_in(world).get(f"/measures/teams/picture/?measure={measure.pk}")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_without_a_case_the_page_says_so_and_there_is_no_picture(world: World):
    client = signed_in(world)
    assert client.get("/measures/teams/").status_code == 200
    assert client.get("/measures/teams/picture/").status_code == 404


@pytest.mark.parametrize("asked", ["measure=0", "measure=x", "weeks=5", "weeks=x"])
def test_what_no_link_names_is_not_found(world: World, asked: str):
    assert signed_in(world).get(f"/measures/teams/?{asked}").status_code == 404


def test_parts_of_cases_and_what_is_written_down_weekly_are_not_compared(world: World):
    kept(world.hanse, "30.5", "40")
    measure = Measure.objects.get(key="promises_kept")
    assert comparison(measure, last=this_week() - timedelta(weeks=1), weeks=4) is None
    assert all(not (one.built_in and one.built_in.recorded) for one in comparable_measures())


def test_the_page_takes_as_many_queries_with_many_teams(world: World, django_assert_max_num_queries):
    client = signed_in(world)
    for at in range(30):
        kept(make_team(f"Team {at}"), "9", "10")
    with django_assert_max_num_queries(12):
        client.get("/measures/teams/")


def test_counts_are_compared_for_each_concern_received_in_the_same_weeks(world: World, django_assert_num_queries):
    for ago in (1, 2):
        counted("received", world.hanse, 50, weeks_ago=ago)
        counted("received", world.foerde, 200, weeks_ago=ago)
        counted("handovers", world.foerde, 4, weeks_ago=ago)
    counted("handovers", world.hanse, 30)
    counted("handovers", world.hanse, 90, weeks_ago=9)  # in a week of which nothing else is known
    measure = Measure.objects.get(key="handovers")
    assert measure in comparable_measures()
    last = this_week() - timedelta(weeks=1)
    with django_assert_num_queries(2):
        found = comparison(measure, last=last, weeks=13)
    by_name = dict(zip(found.names, found.funnel.teams, strict=True))
    assert (by_name[world.foerde.name].size, by_name[world.foerde.name].value) == (400, 0.02)
    assert (by_name[world.hanse.name].size, by_name[world.hanse.name].value) == (50, 0.6)
    assert not found.funnel.of_shares


def test_the_page_says_by_what_counts_are_compared(world: World):
    counted("received", world.hanse, 50)
    counted("handovers", world.hanse, 3)
    measure = Measure.objects.get(key="handovers")
    page = signed_in(world).get(f"/measures/teams/?measure={measure.pk}").content.decode()
    assert "je angekommenem Anliegen" in page
    assert "Angekommene Anliegen" in page
    answer = signed_in(world).get(f"/measures/teams/picture/?measure={measure.pk}")
    assert answer.content.startswith(b"\x89PNG")

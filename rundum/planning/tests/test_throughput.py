"""What a team has finished week by week: complete weeks, empty ones too, none before the team existed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from rundum.concerns.models import Concern
from rundum.planning.queries.throughput import Throughput, throughput_of
from rundum.planning.tests.past_weeks import AT, BERLIN, finish, founded, open_ones
from tests.world import MONDAY, World, make_concern, make_process

pytestmark = pytest.mark.django_db


def past(world: World, **options: int) -> Throughput:
    return throughput_of(world.hanse, AT, BERLIN, **options)


def test_weeks_without_a_finished_concern_count_as_none(world: World) -> None:
    founded(world.hanse, 5)
    finish(world, [2, 0, 0, 3])
    found = past(world)
    assert found.finished == (0, 2, 0, 0, 3)
    assert found.mondays[0] == date(2026, 10, 19)
    assert found.mondays[-1] == date(2026, 11, 16)


def test_at_most_the_last_26_weeks_are_looked_at(world: World) -> None:
    founded(world.hanse, 80)
    finish(world, [1] * 30)
    assert past(world).finished == (1,) * 26


def test_the_running_week_is_not_over_and_does_not_count(world: World) -> None:
    founded(world.hanse, 1)
    (one,) = open_ones(world, 1)
    Concern.objects.filter(pk=one.pk).update(closed_at=MONDAY + timedelta(hours=1))
    assert past(world).finished == (0,)


def test_weeks_before_the_team_existed_do_not_count_nor_does_the_one_it_began_in(world: World) -> None:
    founded(world.hanse, 4)
    world.hanse.made_at += timedelta(days=2)
    assert len(past(world).finished) == 3


def test_a_team_founded_this_week_has_no_week_yet(world: World) -> None:
    world.hanse.made_at = AT
    assert past(world).finished == ()


def test_an_imported_team_existed_since_it_first_closed_something(world: World) -> None:
    world.hanse.made_at = AT
    finish(world, [4, 1, 0, 2])
    assert past(world).finished == (1, 0, 2)


def test_weeks_are_those_of_the_organisations_zone(world: World) -> None:
    founded(world.hanse, 2)
    (one,) = open_ones(world, 1)
    late_on_sunday = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    for minutes, finished in ((0, (1, 0)), (31, (0, 1))):
        Concern.objects.filter(pk=one.pk).update(closed_at=late_on_sunday + timedelta(minutes=minutes))
        assert past(world).finished == finished
    assert throughput_of(world.hanse, AT, ZoneInfo("UTC")).finished == (1, 0)


def test_what_became_part_of_another_neither_came_in_nor_was_finished(world: World) -> None:
    founded(world.hanse, 2)
    week = MONDAY - timedelta(weeks=1)
    whole, part = open_ones(world, 2)
    Concern.objects.filter(pk=whole.pk).update(arrived_at=week, closed_at=week)
    Concern.objects.filter(pk=part.pk).update(arrived_at=week, closed_at=week, merged_into=whole)
    found = past(world)
    assert (found.arrived, found.finished) == ((0, 1), (0, 1))


def test_one_process_alone_can_be_looked_at(world: World) -> None:
    founded(world.hanse, 2)
    finish(world, [3])
    sale = make_process("sale", "Verkauf")
    make_concern(world.dairy, sale, "Angebot", number=1)
    open_ones(world, 2, waiting_for="supplier", waiting_since=MONDAY)
    whole, sales = past(world), past(world, process=sale.pk)
    assert (whole.finished, whole.open, whole.waiting) == ((0, 3), 3, 2)
    assert (sales.finished, sales.open, sales.waiting) == ((0, 0), 1, 0)


def test_few_or_many_concerns_make_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    founded(world.hanse, 30)
    with django_assert_num_queries(1):
        past(world)
    finish(world, [3] * 10)
    open_ones(world, 12)
    with django_assert_num_queries(1):
        past(world)

"""The page of a team's forecast: the same for everybody, by process, and what is possible by a day."""

import re

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rundum.planning.tests.past_weeks import finish, founded, open_ones, signed_in, text_of
from tests.world import World, make_concern, make_process

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_everybody_reads_the_same(world: World) -> None:
    founded(world.hanse, 12)
    finish(world, [6, 0, 2, 5, 4, 0, 3, 7, 2, 4, 3, 6])
    open_ones(world, 9)
    pages = [signed_in(user).get(reverse("planning:forecast")) for user in (world.aylin, world.emeka)]
    said = [re.findall(r'<p class="med">(.*?)</p>', page.content.decode()) for page in pages]
    assert said[0]
    assert said[0] == said[1]


def test_the_process_asked_for_counts_alone(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    sale = make_process("sale", "Verkauf")
    make_concern(world.dairy, sale, "Angebot", number=1)
    client = signed_in(world.aylin)
    page = client.get(reverse("planning:forecast"), {"process": sale.pk}).content.decode()
    assert "In the last 9 weeks nothing was finished" in page
    assert client.get(reverse("planning:forecast"), {"process": "4711"}).status_code == 404


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("2026-11-23", "Choose a day from tomorrow on."),
        ("2030-11-23", "Choose a day within the next three years."),
        ("", "Choose a day, then it says how much is possible."),
        ("bald", "Enter a valid date."),
    ],
)
def test_a_day_that_cannot_be_reckoned_with_is_refused_in_words(world: World, by: str, said: str) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        answer = signed_in(world.aylin).get(reverse("planning:forecast"), {"by": by}, headers=headers)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_answer_for_a_day_comes_alone_or_with_the_page(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    client, by = signed_in(world.aylin), {"by": "2026-12-07"}
    part = client.get(reverse("planning:forecast"), by, headers={"HX-Request": "true"}).content.decode()
    page = client.get(reverse("planning:forecast"), by).content.decode()
    said = "With 85% odds, at least 10 concerns are finished by Mon 7 Dec."
    assert said in text_of(part)
    assert said in text_of(page)
    assert "<html" not in part


def test_few_or_many_concerns_make_the_same_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    founded(world.hanse, 12)
    (one,) = open_ones(world, 1)
    client = signed_in(world.aylin)
    pages = [reverse("planning:forecast"), reverse("planning:concern_forecast", args=[one.customer_id, one.pk])]
    client.get(pages[0])  # the first page after signing in writes down when it was
    counted = []
    for _round in range(2):
        for page in pages:
            with django_assert_max_num_queries(16) as made:
                assert client.get(page).status_code == 200
            counted.append(len(made))
        finish(world, [3] * 10)
        open_ones(world, 30)
    assert counted[:2] == counted[2:]

"""When the open work is done: with odds from eight weeks on, a range before, nothing where nothing was finished."""

import re
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at
from rundum.concerns.filters import Filters
from rundum.concerns.models import Concern
from rundum.concerns.queries.listing import Order, page_of
from rundum.concerns.queries.place import place_of
from rundum.planning.queries.forecast import forecast_of
from rundum.planning.shown import ShownForecast, ShownPossible, backlog_words
from rundum.planning.tests.past_weeks import AT, finish, founded, open_ones
from rundum.teams.models import Membership, WorkingHours
from rundum.teams.queries.calendars import working_calendar_of
from tests.world import MONDAY, World, make_concern, make_process

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with standing_at(AT), timezone.override("Europe/Berlin"), translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user)
    return client


def shown(world: World, *, with_new: bool = False) -> ShownForecast:
    found = forecast_of(world.hanse, AT, BERLIN)
    return ShownForecast(found, found.when(found.throughput.open), with_new=with_new)


def words(world: World) -> str:
    return text_of(backlog_words(shown(world)))


def possible(world: World, days: int) -> ShownPossible:
    found = forecast_of(world.hanse, AT, BERLIN)
    return ShownPossible(found, found.start + timedelta(days=days))


def text_of(page: str) -> str:
    """What one reads, with usual spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_an_even_pace_gives_one_day(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    open_ones(world, 10)
    found = shown(world)
    assert {row.day for row in found.rows} == {found.start + timedelta(weeks=2)}
    assert text_of(backlog_words(found)) == "With 85% odds, all 10 open concerns are done by Monday, 7 December."


def test_surer_odds_are_never_earlier_and_new_concerns_never_make_it_sooner(world: World) -> None:
    founded(world.hanse, 12)
    finish(world, [6, 0, 2, 5, 4, 0, 3, 7, 2, 4, 3, 6])
    open_ones(world, 15)
    Concern.objects.filter(closed_at__isnull=False).update(arrived_at=MONDAY - timedelta(weeks=3))
    days = [row.day for row in shown(world, with_new=True).rows]
    with_new = [row.with_new for row in shown(world, with_new=True).rows]
    assert all(days)
    assert days == sorted(day for day in days if day)
    assert all(later is None or (day and later >= day) for day, later in zip(days, with_new, strict=True))


def test_as_much_coming_in_as_is_finished_leaves_no_day(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [3] * 10)
    for nth, one in enumerate(Concern.objects.filter(closed_at__isnull=False)):
        Concern.objects.filter(pk=one.pk).update(arrived_at=MONDAY - timedelta(weeks=nth % 10 + 1))
    open_ones(world, 20)
    found = shown(world, with_new=True)
    assert not found.runs_out
    assert [row.with_new for row in found.rows] == [None, None, None]
    page = signed_in(world.aylin).get(reverse("planning:forecast"))
    assert "does not run out within three years" in page.content.decode()


def test_fewer_than_eight_weeks_give_the_range_of_the_fastest_and_the_slowest_week(world: World) -> None:
    founded(world.hanse, 7)
    finish(world, [2, 4, 2, 4, 2, 4, 2])
    open_ones(world, 8)
    assert words(world) == (
        "Done between Mon 7 Dec and Mon 21 Dec, at the pace of the fastest and the slowest week so far."
    )
    assert text_of(possible(world, 14).words) == "Between 4 and 8 concerns are finished by Mon 7 Dec."
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "Only 7 whole weeks lie behind us. Odds need 8" in page


def test_a_slowest_week_with_nothing_finished_leaves_the_other_end_open(world: World) -> None:
    founded(world.hanse, 3)
    finish(world, [4, 0, 2])
    open_ones(world, 4)
    assert words(world) == "Done by Mon 30 Nov at the earliest, at the pace of the fastest week so far."


def test_one_week_alone_has_one_pace(world: World) -> None:
    founded(world.hanse, 1)
    finish(world, [2])
    open_ones(world, 4)
    assert words(world) == "Done by Mon 7 Dec at the pace of the weeks so far."


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (0, "The first whole week is not over yet, so there is no date."),
        (1, "In the one whole week behind us nothing was finished, so there is no date."),
        (12, "In the last 12 weeks nothing was finished, so there is no date."),
    ],
)
def test_where_nothing_was_finished_no_day_is_made_up(world: World, weeks: int, said: str) -> None:
    founded(world.hanse, weeks)
    open_ones(world, 3)
    assert words(world) == said
    assert possible(world, 20).words == ""
    page = signed_in(world.aylin).get(reverse("planning:forecast"))
    assert page.status_code == 200
    assert said in page.content.decode()


def test_with_nothing_open_it_says_so_and_still_what_is_possible(world: World) -> None:
    founded(world.hanse, 8)
    finish(world, [3] * 8)
    assert words(world) == "Nothing is open."
    assert possible(world, 14).rows == [("50%", 6), ("85%", 6), ("95%", 6)]
    page = signed_in(world.aylin).get(reverse("planning:forecast")).content.decode()
    assert "Nothing is open." in page
    assert "when-done" not in page


def test_a_day_on_which_the_team_does_not_work_moves_to_the_next_working_day(world: World) -> None:
    founded(world.hanse, 8)
    finish(world, [7] * 8)
    open_ones(world, 5)  # Saturday
    assert {row.day for row in shown(world).rows} == {(MONDAY + timedelta(days=7)).date()}
    WorkingHours.objects.filter(team=world.hanse).delete()
    assert {row.day for row in shown(world).rows} == {(MONDAY + timedelta(days=7)).date()}


def test_a_team_that_has_grown_goes_on_at_a_larger_pace_and_says_so(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    open_ones(world, 12)
    assert shown(world).forecast.size == (2.2, 2.2)
    for user in (world.piet, world.vera):
        Membership.objects.create(user=user, team=world.hanse, kind="home", share="1.00", starts_on="2026-11-23")
    found = shown(world)
    assert found.forecast.size.pace == pytest.approx(4.2 / 2.2)
    assert {row.day for row in found.rows} == {found.start + timedelta(days=11)}  # 3 weeks before
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "The team is larger than it was: 4.2 full weeks of work now, 2.2 on average in the weeks behind us." in page


def test_weeks_before_memberships_were_kept_say_nothing_about_the_size_of_the_team(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    Membership.objects.filter(team=world.hanse).update(starts_on="2026-11-17")
    assert not shown(world).forecast.size.differs
    Membership.objects.filter(team=world.hanse).delete()
    assert not shown(world).forecast.size.differs


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


def test_the_place_of_a_concern_is_that_of_the_list(world: World) -> None:
    at, calendar = now(), working_calendar_of(world.hanse)
    due = [
        (at - timedelta(hours=1), at + timedelta(days=20)),
        (None, None),
        (at - timedelta(days=3), at - timedelta(hours=1)),
        (at - timedelta(days=9), at + timedelta(hours=1)),
        (at - timedelta(days=9), at + timedelta(hours=2)),
        (None, None),
    ]
    for promised_at, due_at in due:
        open_ones(world, 1, promised_at=promised_at, due_at=due_at)
    open_ones(world, 1, confidential=True)
    late = open_ones(world, 1)[0]
    Concern.objects.filter(pk=late.pk).update(phase="secure", arrived_at=at - timedelta(days=90))
    finish(world, [2])
    page = page_of(world.hanse, Filters(), Order.PROMISE, reader=world.aylin, inside=True)
    in_order = [card.id for _section, cards in page.sections for card in cards]
    places = {one.pk: place_of(one, at, calendar) for one in Concern.objects.open()}
    assert [places[pk] for pk in in_order] == [(nth, 8) for nth in range(1, 9)]
    assert place_of(Concern.objects.filter(closed_at__isnull=False)[0], at, calendar) is None


def test_a_concern_is_forecast_in_its_place(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    concerns = open_ones(world, 10)
    client = signed_in(world.aylin)
    address = reverse("planning:concern_forecast", args=[world.dairy.pk, concerns[4].pk])
    line = text_of(client.get(address, headers={"HX-Request": "true"}).content.decode())
    assert "With 85% odds done by Mon 30 Nov. Place 5 of 10, by promise." in line
    page = text_of(client.get(address).content.decode())
    assert "With 85% odds done by Mon 30 Nov." in page
    assert "new concerns come in as steadily as before" in page


def test_a_concern_that_waits_says_what_that_does_to_its_forecast(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    (one,) = open_ones(world, 1, waiting_for="supplier", waiting_since=MONDAY)
    page = signed_in(world.aylin).get(reverse("planning:concern_forecast", args=[one.customer_id, one.pk]))
    assert "It waits for a supplier right now." in page.content.decode()


def test_the_page_of_an_open_concern_asks_for_its_forecast_and_that_of_a_closed_one_does_not(world: World) -> None:
    (one,) = open_ones(world, 1)
    client = signed_in(world.aylin)
    page = reverse("concerns:concern", args=[one.customer_id, one.pk])
    line = reverse("planning:concern_forecast", args=[one.customer_id, one.pk])
    assert f'hx-get="{line}"' in client.get(page).content.decode()
    Concern.objects.filter(pk=one.pk).update(closed_at=AT)
    assert f'hx-get="{line}"' not in client.get(page).content.decode()
    assert client.get(line, headers={"HX-Request": "true"}).content.decode().strip() == ""
    assert "nothing left to forecast" in client.get(line).content.decode()


def test_who_cannot_see_a_concern_finds_no_forecast(world: World) -> None:
    (one,) = open_ones(world, 1, confidential=True)
    address = reverse("planning:concern_forecast", args=[one.customer_id, one.pk])
    assert signed_in(world.piet).get(address).status_code == 404
    assert signed_in(world.aylin).get(address).status_code == 200


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

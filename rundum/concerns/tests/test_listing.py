"""The list of concerns: orders, sections, pages by key."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.models import Concern
from tests.world import World, make_concern


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(page: str) -> list[str]:
    return re.findall(r'class="ttl" href="[^"]*">([^<]*)</a>', page)


def all_pages(client: Client, address: str) -> list[str]:
    found: list[str] = []
    while address:
        page = client.get("/concerns/list/" + address).content.decode()
        found += titles(page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    return found


def test_what_may_disappoint_a_customer_stands_first(world: World) -> None:
    at = now()
    due = {
        "läuft": (at - timedelta(hours=1), at + timedelta(days=20)),
        "ohne": (None, None),
        "vorbei": (at - timedelta(days=3), at - timedelta(hours=1)),
        "gefährdet": (at - timedelta(days=9), at + timedelta(hours=1)),
    }
    for number, (title, (promised_at, due_at)) in enumerate(due.items()):
        make_concern(world.dairy, world.complaint, title, number=number, promised_at=promised_at, due_at=due_at)
    page = signed_in(world.aylin).get("/concerns/list/").content.decode()
    assert titles(page) == ["vorbei", "gefährdet", "ohne", "läuft"]


@pytest.mark.parametrize("sort", ["promise", "newest", "oldest", "value"])
def test_every_order_pages_through_everything_once(world: World, sort: str) -> None:
    for number in range(120):
        make_concern(
            world.dairy, world.complaint, f"Nr {number:03}", number=number, value=number % 7,
            due_at=now() + timedelta(days=number % 3) if number % 2 else None,
            promised_at=now() - timedelta(days=1) if number % 2 else None,
        )  # fmt: skip
    Concern.objects.update(arrived_at=now())
    found = all_pages(signed_in(world.aylin), f"?sort={sort}")
    assert sorted(found) == [f"Nr {number:03}" for number in range(120)]


def test_a_page_by_key_repeats_and_skips_nothing_while_concerns_come_and_go(world: World) -> None:
    for number in range(60):
        make_concern(
            world.dairy, world.complaint, f"Nr {number:03}", number=number,
        )  # fmt: skip
        Concern.objects.filter(number=number).update(arrived_at=now() + timedelta(minutes=number))
    client = signed_in(world.aylin)
    first = client.get("/concerns/list/?sort=oldest").content.decode()
    Concern.objects.filter(number=3).update(closed_at=now())
    early = make_concern(world.dairy, world.complaint, "früher", number=99)
    Concern.objects.filter(pk=early.pk).update(arrived_at=now() - timedelta(days=1))
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following
    second = client.get("/concerns/list/" + following[1].replace("&amp;", "&")).content.decode()
    assert titles(second) == [f"Nr {number:03}" for number in range(50, 60)]


def test_closed_concerns_have_a_list_of_their_own(world: World) -> None:
    make_concern(world.dairy, world.complaint, "offen", number=1)
    make_concern(world.dairy, world.complaint, "zu", number=2, closed_at=now(), solved=True)
    client = signed_in(world.aylin)
    assert titles(client.get("/concerns/list/").content.decode()) == ["offen"]
    assert titles(client.get("/concerns/list/?sort=closed").content.decode()) == ["zu"]


def test_nonsense_in_the_address_shows_the_first_page(world: World) -> None:
    make_concern(world.dairy, world.complaint, "offen", number=1)
    address = "/concerns/list/?sort=x&after=broken~nonsense~1~2&process=99999999999999999999&show=y&phase=z"
    assert titles(signed_in(world.aylin).get(address).content.decode()) == ["offen"]

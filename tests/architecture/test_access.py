"""Every address says who may use it, and keeps to it. Whom a page shows what, the tests of its area say."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rundum.accounts.access import Access, access_to

UNSAID = {"health/": "asked by a monitor; base lies below accounts and shows nothing but whether we live"}
"""Addresses that do not state who may use them, and why."""

EXAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000001"}

type View = Callable[..., HttpResponseBase]


def addresses(below: URLResolver | None = None, start: str = "") -> Iterator[tuple[str, str, View]]:
    """Pattern, an address that fits it, and view of all addresses."""
    for pattern in (below or get_resolver()).url_patterns:
        text = start + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield (
                text,
                "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found[1], "x"), text),
                pattern.callback,
            )
        else:
            yield from addresses(pattern, text)


def of(access: Access) -> list[str]:
    return [address for _pattern, address, view in addresses() if access_to(view) is access]


def statuses(client: Client, address: str) -> set[int]:
    return {client.get(address).status_code, client.post(address).status_code}


def test_every_address_says_who_may_use_it():
    assert {pattern for pattern, _address, view in addresses() if access_to(view) is None} == set(UNSAID)


def test_nobody_gets_past_the_sign_in(world):
    closed = [*of(Access.COLLEAGUES), *of(Access.ADMINISTRATORS)]
    assert len(closed) > 10
    for address in closed:
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code in {302, 405}, address
            assert answer.status_code == 405 or answer["Location"].startswith("/sign-in/?"), address
        fragment = Client(headers={"HX-Request": "true"}).get(address)
        assert fragment.status_code in {401, 405}, address


def test_only_administrators_get_to_what_is_theirs(world):
    for person in (world.aylin, world.henrik, world.vera, world.sven):
        client = Client()
        client.force_login(person)
        for address in of(Access.ADMINISTRATORS):
            assert statuses(client, address) <= {403, 405}, (person, address)
            assert 403 in statuses(client, address), (person, address)

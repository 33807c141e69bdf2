"""Walks every address as every role and compares what is answered with the written table in addresses.txt.

A new address needs a line there. `WRITE_ADDRESSES=1 bin/test tests/architecture/test_addresses.py` adds what is
missing and drops what is gone; `WRITE_ADDRESSES=all` writes all lines anew. Read the difference before keeping it:
the table is what we want, and the test says whether it is so.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rundum.accounts.models import User
from tests.architecture.matters import Named, matters_of, matters_of_the_organisation, parameters
from tests.world import World, make_team

TABLE = Path(__file__).with_name("addresses.txt")
ROLES = ("nobody", "member", "other", "coach", "sponsor", "board", "administrator")
HEAD = """\
What each address answers, with GET and with a POST without data, to whom. The customer, team and people named are
those of the team Hanse. member: of Hanse; other: of another team; coach: of Hanse. How to change it: test_addresses.py.
"""
WRITE = os.environ.get("WRITE_ADDRESSES", "")


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    parameters: tuple[str, ...]

    def at(self, named: Named) -> str:
        return reverse(self.name, kwargs=parameters(self.route, list(self.parameters), named))


def addresses(resolver: URLResolver | None = None, start: str = "", space: str = "") -> Iterator[Address]:
    """Every address of the URLconf, by its full route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, space + str(pattern.name), tuple(re.findall(r"<\w+:(\w+)>", route)))
        else:
            yield from addresses(pattern, route, f"{space}{pattern.namespace}:" if pattern.namespace else space)


class Visitor:
    """One role in a browser of its own; nothing it does lasts."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.session = self.client.cookies.get(settings.SESSION_COOKIE_NAME)

    def status(self, method: str, address: str) -> int:
        if self.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session.value
        else:
            self.client.cookies.clear()
        with transaction.atomic():
            answer = (
                self.client.post(address, {"csrfmiddlewaretoken": ""}) if method == "POST" else self.client.get(address)
            )
            status = answer.status_code
            transaction.set_rollback(True)
        return status


def visitors(world: World) -> Mapping[str, Visitor]:
    people = (None, world.aylin, world.piet, world.henrik, world.sven, world.vera, world.ada)
    return {role: Visitor(user) for role, user in zip(ROLES, people, strict=True)}


def answered(world: World) -> dict[str, str]:
    """The table as it is: route to the rest of its line."""
    named = matters_of_the_organisation(world) | matters_of(
        world.dairy, world.brandl, member=world.aylin, other_team=world.foerde, world=world
    )
    roles = visitors(world).values()
    return {
        each.route: " | ".join(
            " ".join(str(role.status(method, each.at(named))) for role in roles) for method in ("GET", "POST")
        )
        for each in addresses()
    }


def written() -> dict[str, str]:
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {route: " ".join(rest) for route, *rest in (line.split() for line in lines)}


def write(table: Mapping[str, str]) -> None:
    width = max(len(f"/{route}") for route in table) + 2
    head = [f"# {line}" for line in HEAD.splitlines()]
    columns = " ".join(f"{role[:3]}" for role in ROLES)
    lines = [f"{'/' + route:<{width}}{rest}" for route, rest in sorted(table.items())]
    TABLE.write_text("\n".join([*head, f"#{'':<{width - 1}}{columns} | {columns}", *lines]) + "\n")


@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says(world: World) -> None:
    found = {route.removeprefix("/"): rest for route, rest in answered(world).items()}
    wanted = {route.removeprefix("/"): rest for route, rest in written().items()} if TABLE.exists() else {}
    if WRITE:
        kept = {} if WRITE == "all" else wanted
        wanted = {route: kept.get(route, rest) for route, rest in found.items()}
        write(wanted)
    different = {
        route: f"answers {found.get(route, 'nothing: it is gone')}, table says {wanted.get(route, 'nothing')}"
        for route in sorted(found.keys() | wanted.keys())
        if found.get(route) != wanted.get(route)
    }
    assert different == {}, "read tests/architecture/test_addresses.py on how to change the table"


def test_the_table_lets_no_address_fail() -> None:
    assert [route for route, rest in written().items() if re.search(r"\b5\d\d\b", rest)] == []


@pytest.mark.django_db
def test_what_is_confidential_is_not_found_by_anyone_outside_its_team(world: World) -> None:
    named = matters_of_the_organisation(world) | matters_of(
        world.clinic, world.roth, member=world.piet, other_team=make_team("Alster"), world=world
    )
    world.clinic.confidential = True
    world.clinic.save()
    outside = {role: visitor for role, visitor in visitors(world).items() if role not in {"nobody", "other"}}
    of_customers = [each for each in addresses() if "customer" in each.parameters]
    # The team a confidential customer is offered to goes through the checklist, and sees nothing else of it.
    offered = [each.route for each in of_customers if each.route.startswith("customers/<int:customer>/handover/")]
    assert of_customers
    seen = {
        (each.route, role, method): status
        for each in of_customers
        for role, visitor in outside.items()
        for method in ("GET", "POST")
        if not (role == "member" and each.route in offered)
        if (status := visitor.status(method, each.at(named))) not in {404, 405}
    }
    assert seen == {}

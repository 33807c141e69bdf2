"""The list of customers, page by page, and the queues beside it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import Answers, Question
from rundum.base.rows import rows_of
from rundum.calc.names import query_text, trigrams_asked
from rundum.customers.models import Customer, Expectation
from rundum.customers.queries.seen import SEEN, seen_by
from rundum.teams.models import Organisation, Team

PAGE = 50
LONGEST_COUNT = 1000  # beyond this a count reads "more than 1,000" and costs no more


@dataclass(frozen=True)
class Filters:
    """What the reader asked for. team: of this team; without_team: the queue instead."""

    team: int | None = None
    without_team: bool = False
    tag: str = ""
    text: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page ends: the sort name and id of its last (or first) customer."""

    name: str
    id: int

    def __str__(self) -> str:
        """As addresses carry it."""
        return f"{self.id}:{self.name}"


ROWS = """
SELECT c.id, c.number, c.name, c.sort_name, c.city, c.tags, c.confidential, c.team_since, c.team_id, t.name
FROM customers_customer c LEFT JOIN teams_team t ON t.id = c.team_id
"""


class Row(NamedTuple):
    """What the list shows of a customer."""

    id: int
    number: int
    name: str
    sort_name: str
    city: str
    tags: list[str]
    confidential: bool
    team_since: datetime | None
    team_id: int | None
    team_name: str | None


@dataclass(frozen=True)
class Page:
    """One page of customers. before, after: places to go on from, None at the ends."""

    customers: list[Row] = field(default_factory=list)
    before: Place | None = None
    after: Place | None = None


class Queue(NamedTuple):
    """The customers that no team has taken yet, and since when the first of them has been waiting."""

    length: int
    oldest: datetime | None


class PageQuestion:
    """The customers after (or before) a place in the order of their names. One query, through the index by name.

    after and before are places of a page seen earlier; without either it is the first page.
    """

    def __init__(
        self, reader: User, filters: Filters, *, after: Place | None = None, before: Place | None = None
    ) -> None:
        self._backwards = before is not None
        self._place = before or after
        where, params = _asked_for(reader, filters)
        if self._place is not None:  # a comparison of rows is what uses the index
            where += f" AND (c.sort_name, c.id) {'<' if self._backwards else '>'} (%(place_name)s, %(place_id)s)"
            params |= {"place_name": self._place.name, "place_id": self._place.id}
        order = "c.sort_name DESC, c.id DESC" if self._backwards else "c.sort_name, c.id"
        self.question = Question(f"{ROWS} WHERE {where} ORDER BY {order} LIMIT {PAGE + 1}", Row, params)

    def page(self, answers: Answers) -> Page:
        found = answers.of(self.question)
        more, rows = len(found) > PAGE, found[:PAGE]
        if self._backwards:
            rows.reverse()
        if not rows:
            return Page()
        first, last = Place(rows[0].sort_name, rows[0].id), Place(rows[-1].sort_name, rows[-1].id)
        has_before = more if self._backwards else self._place is not None
        has_after = True if self._backwards else more
        return Page(rows, first if has_before else None, last if has_after else None)


def counted(reader: User, filters: Filters) -> Question[int]:
    """How many customers there are, counted no further than one beyond LONGEST_COUNT."""
    where, params = _asked_for(reader, filters)
    sql = f"""
        SELECT count(*) FROM (SELECT FROM customers_customer c WHERE {where} LIMIT {LONGEST_COUNT + 1}) found
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, int, params)


def queue(reader: User) -> Question[Queue]:
    """The queue "no team yet" in figures."""
    where, params = _asked_for(reader, Filters(without_team=True))
    sql = "SELECT count(*), min(c.made_at) FROM customers_customer c WHERE " + where  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Queue, params)


def teams_seen(reader: User, most: int, *, named: str = "") -> Question[Team]:
    """The first `most` open teams with a customer that the reader sees, by name; their ids and names alone.

    named: only those whose name contains it.
    """
    where = (
        "closed_at IS NULL AND name ILIKE %(named)s"
        f" AND EXISTS (SELECT FROM customers_customer c WHERE c.team_id = teams_team.id AND {SEEN})"
    )
    params = seen_by(reader) | {"named": f"%{connection.ops.prep_for_like_query(named)}%"}
    return rows_of(Team, where, params, order="name, id", fields=("id", "name"), limit=most)


def _asked_for(reader: User, filters: Filters) -> tuple[str, dict[str, object]]:
    """The condition for the customers `c` that the reader sees and asked for, with its parameters."""
    where, params = [SEEN], seen_by(reader)
    if filters.without_team:
        where.append("c.team_id IS NULL")
    elif filters.team is not None:
        where.append("c.team_id = %(team)s")
        params["team"] = filters.team
    if filters.tag:
        where.append("c.tags @> %(tags)s::varchar[]")
        params["tags"] = [filters.tag]
    if filters.text.strip():
        named, words = _named_like(filters.text)
        where += named
        params |= words
    return " AND ".join(where), params


def _named_like(text: str) -> tuple[list[str], dict[str, object]]:
    """The same as `named_like`, in SQL."""
    if (number := _number_in(text)) is not None:
        return ["c.number = %(number)s"], {"number": number}
    pieces = trigrams_asked(text)
    if not pieces:
        return ["false"], {}
    words = {
        f"word_{place}": f"%{connection.ops.prep_for_like_query(word)}%"
        for place, word in enumerate(query_text(text).split())
    }
    named = [f"c.search_name LIKE %({name})s" for name in words]
    return [*named, "rundum_trigrams(c.search_name) @> %(pieces)s::text[]"], words | {"pieces": pieces}


def named_like(text: str) -> Q:
    """Customers whose name contains every word of `text`, or whose number is it; through the trigram index."""
    if (number := _number_in(text)) is not None:
        return Q(number=number)
    words = Q()
    for word in query_text(text).split():
        words &= Q(search_name__contains=word)
    pieces = trigrams_asked(text)
    if not pieces:
        return Q(pk__in=())
    has_pieces = RawSQL("rundum_trigrams(customers_customer.search_name) @> %s::text[]", [pieces], BooleanField())
    return words & Q(has_pieces)


def _number_in(text: str) -> int | None:
    number = text.strip()
    return int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None


def waiting_for_a_team(user: User) -> QuerySet[Customer]:
    """The queue "no team yet", the longest waiting first (AC0.2)."""
    return Customer.objects.visible_to(user).without_team().order_by("made_at", "id")


def expectations_to_confirm(team: int, user: User) -> QuerySet[Expectation]:
    """The expectations of the team's customers not confirmed for the organisation's period, oldest first (AC1.1)."""
    organisation = Organisation.objects.first()
    days = organisation.confirm_expectations_days if organisation else 180
    return (
        Expectation.objects.to_confirm(now(), days)
        .filter(customer__team=team, customer__in=Customer.objects.visible_to(user))
        .select_related("customer", "contact")
        .order_by("confirmed_at", "id")
    )

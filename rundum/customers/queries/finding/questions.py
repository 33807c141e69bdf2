"""Finding customers and contacts while someone types: two questions, every part of them bounded."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rundum.accounts.models import User
from rundum.base.reading import Answers, Question
from rundum.calc.names import query_text, sort_key_text, trigrams_asked
from rundum.customers.queries.finding.reaching import LAST_LETTER, reached_by
from rundum.customers.queries.seen import SEEN, seen_by

SHOWN = 6  # of each kind
LOOKED_AT = 300  # matches ranked; beyond this the question is too wide to have one answer
NEWEST = 2000  # looked through first: what is common shows up among them, and what is not is quickly found by index
FEW_PIECES = 5
LONGEST = 80  # letters of a question
LONGEST_NUMBER = 12  # digits


class CustomerFound(NamedTuple):
    id: int
    number: int
    name: str
    city: str
    team: str | None
    sort_name: str
    search_name: str


class ContactFound(NamedTuple):
    id: int
    name: str
    position: str
    customer_id: int
    customer_name: str
    search_name: str


CUSTOMERS = """
select c.id, c.number, c.name, c.city, t.name, c.sort_name, c.search_name
from ({picked}) as c left join teams_team t on t.id = c.team_id
"""
BY_NUMBER = """
select * from customers_customer c where ({numbers}) and {seen} order by c.number limit %(shown)s
"""
# Parts of words are looked for only where the beginnings of names have not filled the list already, and in the index
# only where the newest have not: it reads every match of a common part, however few are wanted.
BY_NAME = """
with beginning as materialized (
    select * from customers_customer c where c.sort_name >= %(start)s and c.sort_name < %(end)s and {seen}
    order by c.sort_name, c.id limit %(shown)s
), newest as materialized (
    select * from (select * from customers_customer order by id desc limit %(newest)s) as c
    where (select count(*) from beginning) < %(shown)s and c.search_name like all (%(words)s) and {seen}
    limit %(looked_at)s
)
select * from beginning union all select * from newest
union all
(select * from customers_customer c
 where (select count(*) from beginning) + (select count(*) from newest) < %(shown)s
 and rundum_trigrams(c.search_name) @> %(pieces)s::text[] and c.search_name like all (%(words)s) and {seen}
 limit %(looked_at)s)
"""
CONTACTS = """
with newest as materialized (
    select * from (select * from customers_contact order by id desc limit %(newest)s) as p
    where p.left_on is null and p.search_name like all (%(words)s) limit %(looked_at)s
)
select p.id, concat_ws(' ', nullif(p.title, ''), nullif(p.first_name, ''), p.last_name), p.position, c.id, c.name,
    p.search_name
from (
    select * from newest
    union all
    (select * from customers_contact p
     where (select count(*) from newest) < %(shown)s and p.left_on is null
     and rundum_trigrams(p.search_name) @> %(pieces)s::text[] and p.search_name like all (%(words)s)
     limit %(looked_at)s)
) as p join customers_customer c on c.id = p.customer_id where {seen}
"""


@dataclass(frozen=True)
class Search:
    """What somebody typed, as questions; contacts: none where a number can be nobody's phone number.

    words: what names are asked for; none for a number.
    """

    customers: Question[CustomerFound]
    contacts: Question[ContactFound] | None
    words: tuple[str, ...] = ()

    @property
    def questions(self) -> list[Question[Any]]:
        return [self.customers, *([self.contacts] if self.contacts else [])]

    def found(self, answers: Answers) -> tuple[list[CustomerFound], list[ContactFound]]:
        """The customers and the contacts, the likeliest first, each once and no more than SHOWN of a kind."""
        customers = list({customer.id: customer for customer in answers.of(self.customers)}.values())
        contacts = (
            list({contact.id: contact for contact in answers.of(self.contacts)}.values()) if self.contacts else []
        )
        if self.words:
            rank = _ranked_by(self.words)
            customers.sort(key=lambda customer: (rank(customer.search_name), customer.sort_name, customer.id))
            contacts.sort(key=lambda contact: (rank(contact.search_name), contact.name, contact.id))
        return customers[:SHOWN], contacts[:SHOWN]


def search_for(typed: str, reader: User, *, country: str = "") -> Search | None:
    """Customers and contacts that match and the reader may see: by number and its beginning, by beginnings and parts
    of names, contacts also by e-mail address and phone number. None where nothing was typed that could be sought.

    country: of the organisation, for phone numbers as one dials them there.
    """
    typed = cleaned(typed)
    values: dict[str, Any] = {"shown": SHOWN, "looked_at": LOOKED_AT, "newest": NEWEST, **seen_by(reader)}
    reached = reached_by(typed, ContactFound, seen=SEEN, country=country, values=values) if typed else None
    if (number := number_in(typed)) is not None:
        picked = BY_NUMBER.format(numbers=beginning_with("c.number", number), seen=SEEN)
        return Search(Question(CUSTOMERS.format(picked=picked), CustomerFound, values), reached)
    words = tuple(query_text(typed).split())
    if not words:
        return None
    start = sort_key_text(typed)
    values |= {
        "start": start,
        "end": start + LAST_LETTER,
        "pieces": _enough_of(trigrams_asked(typed)),
        "words": [f"%{word}%" for word in words],  # letters and digits only: nothing that LIKE reads otherwise
    }
    customers = Question(CUSTOMERS.format(picked=BY_NAME.format(seen=SEEN)), CustomerFound, values)
    contacts = reached or Question(CONTACTS.format(seen=SEEN), ContactFound, values)
    return Search(customers, contacts, words)


def cleaned(typed: str) -> str:
    """What was typed, without what PostgreSQL takes in no text (NUL), and no longer than anybody types."""
    return " ".join(typed.replace("\x00", " ").split())[:LONGEST]


def number_in(typed: str) -> int | None:
    """The number, if it can be one of a customer or concern."""
    return int(typed) if re.fullmatch(rf"[0-9]{{1,{LONGEST_NUMBER}}}", typed) else None


def beginning_with(column: str, number: int) -> str:
    """The condition that a number begins with these digits, as ranges that an index serves."""
    spans = [(number * 10**more, (number + 1) * 10**more) for more in range(LONGEST_NUMBER - len(str(number)) + 1)]
    return " or ".join(f"({column} >= {first} and {column} < {beyond})" for first, beyond in spans)


def _enough_of(pieces: list[str]) -> list[str]:
    """Of many pieces every other one: they overlap, so half of them find as well and take half the time."""
    return pieces[::2] if len(pieces) > FEW_PIECES else pieces


def _ranked_by(words: tuple[str, ...]) -> Callable[[str], int]:
    """0 for a name that begins with what was typed, 1 where each word begins one of the name's, 2 for the rest."""
    typed = " ".join(words)

    def rank(search_name: str) -> int:
        if search_name.startswith(typed):
            return 0
        beginnings = f" {search_name}"
        return 1 if all(f" {word}" in beginnings for word in words) else 2

    return rank

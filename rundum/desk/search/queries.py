"""Finding customers, contacts, concerns and teams while someone types: one round trip, every part of it bounded."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.calc.names import query_text, sort_key_text, trigrams_asked
from rundum.concerns.queries.seen import SEEN
from rundum.desk.search.reaching import LAST_LETTER, reached_by
from rundum.teams.membership import MEMBER

SHOWN = 6  # of each kind
LOOKED_AT = 300  # matches ranked; beyond this the question is too wide to have one answer
NEWEST = 2000  # looked through first: what is common shows up among them, and what is not is quickly found by index
FEW_PIECES = 5
SHORTEST_PART = 3  # letters
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


class ConcernFound(NamedTuple):
    id: int
    customer_id: int
    number: int
    title: str
    customer_name: str
    closed: bool


class TeamFound(NamedTuple):
    id: int
    name: str
    purpose: str


@dataclass(frozen=True)
class Found:
    """What the reader may see of what matches, the likeliest first."""

    customers: list[CustomerFound]
    contacts: list[ContactFound]
    concerns: list[ConcernFound]
    teams: list[TeamFound]

    def __bool__(self) -> bool:
        return bool(self.customers or self.contacts or self.concerns or self.teams)


NOTHING = Found([], [], [], [])

CUSTOMER_SEEN = (
    f"(not c.confidential or (c.team_id is null and %(administrator)s) or {MEMBER.format(team='c.team_id')})"
)

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
COLUMNS = """
select k.id, k.customer_id, k.team_id, k.number, k.title, k.confidential, k.arrived_at, k.due_at, k.closed_at
"""
CONCERNS = f"""
select k.id, k.customer_id, k.number, k.title, c.name, k.closed_at is not null
from ({{picked}}) as k join customers_customer c on c.id = k.customer_id where {{seen}}
order by k.closed_at is not null, (k.closed_at is not null and not {MEMBER.format(team="k.team_id")}),
    k.due_at asc nulls last, k.closed_at desc, k.arrived_at, k.id limit %(shown)s
"""  # noqa: S608 (put together from our own texts alone)
CONCERN_BY_NUMBER = f"{COLUMNS} from concerns_concern k where ({{numbers}}) order by k.number limit %(looked_at)s"
# Open ones of the whole company by index; then those that each team of the reader closed last; then what any team
# closed: the newest, where what is common shows up, and all by index only where these show too few. Words that come
# from a subquery the planner does not see: it then takes the index, where it may read the whole table otherwise.
CONCERN_BY_WORDS = f"""
with open as materialized (
    {COLUMNS} from concerns_concern k where k.closed_at is null and k.search @@ to_tsquery('simple', %(query)s)
    limit %(looked_at)s
), own as materialized (
    {COLUMNS} from teams_membership m cross join lateral (
        select * from concerns_concern k where k.team_id = m.team_id and k.closed_at is not null
        order by k.closed_at desc, k.id desc limit %(newest)s
    ) k
    where m.user_id = %(reader)s and m.starts_on <= %(today)s and (m.ends_on is null or m.ends_on >= %(today)s)
    and (select count(*) from open) < %(shown)s and k.search @@ to_tsquery('simple', %(query)s)
    limit %(looked_at)s
), newest as materialized (
    {COLUMNS} from (select * from concerns_concern order by id desc limit %(newest)s) k
    where (select count(*) from open) + (select count(*) from own) < %(shown)s
    and k.closed_at is not null and k.search @@ to_tsquery('simple', %(query)s)
    limit %(looked_at)s
)
select * from open union select * from own union select * from newest
union
({COLUMNS} from concerns_concern k
 where (select count(*) from open) + (select count(*) from own) + (select count(*) from newest) < %(shown)s
 and k.closed_at is not null and k.search @@ (select to_tsquery('simple', %(query)s))
 limit %(looked_at)s)
"""  # noqa: S608 (put together from our own texts alone)
# Every colleague may know every team. They are some thousands at most: to read them all takes half a millisecond.
TEAMS = """
select t.id, t.name, t.purpose from teams_team t
where t.closed_at is null and ' ' || t.search_name like all (%(named)s) order by t.name, t.id limit %(shown)s
"""


def find(typed: str, reader: User, *, country: str = "") -> Found:
    """What matches and the reader may see: by number and its beginning, by beginnings and parts of names, contacts
    also by e-mail address and phone number, concerns by beginnings of the words of their title: all open ones, then
    those that the reader's teams closed last, then those that others closed. Teams by parts of their names.

    country: of the organisation, for phone numbers as one dials them there. At most four queries whatever is typed.
    """
    typed = " ".join(typed.replace("\x00", " ").split())[:LONGEST]  # PostgreSQL takes no text with NUL
    if not typed:
        return NOTHING
    values = {"reader": reader.pk, "administrator": reader.is_administrator, "today": today()}
    values |= {"shown": SHOWN, "looked_at": LOOKED_AT, "newest": NEWEST}
    reached = reached_by(typed, ContactFound, seen=CUSTOMER_SEEN, country=country, values=values)
    if re.fullmatch(rf"[0-9]{{1,{LONGEST_NUMBER}}}", typed):
        return _by_number(int(typed), reached, values)
    return _by_words(typed, reached, values)


def _by_number(number: int, reached: Question[ContactFound] | None, values: dict[str, Any]) -> Found:
    picked = BY_NUMBER.format(numbers=_beginning_with("c.number", number), seen=CUSTOMER_SEEN)
    customers = Question(CUSTOMERS.format(picked=picked), CustomerFound, values)
    picked = CONCERN_BY_NUMBER.format(numbers=_beginning_with("k.number", number))
    concerns = Question(CONCERNS.format(picked=picked, seen=SEEN), ConcernFound, values)
    teams = Question(TEAMS, TeamFound, values | {"named": _named_so([str(number)])})
    answers = ask(customers, concerns, teams, *([reached] if reached else []))
    contacts = answers.of(reached) if reached else []
    in_order = sorted(answers.of(concerns), key=lambda concern: concern.number)
    return Found(answers.of(customers), contacts, in_order, answers.of(teams))


def _beginning_with(column: str, number: int) -> str:
    """The condition that a number begins with these digits, as ranges that an index serves."""
    spans = [(number * 10**more, (number + 1) * 10**more) for more in range(LONGEST_NUMBER - len(str(number)) + 1)]
    return " or ".join(f"({column} >= {first} and {column} < {beyond})" for first, beyond in spans)


def _by_words(typed: str, reached: Question[ContactFound] | None, values: dict[str, Any]) -> Found:
    words, start = query_text(typed).split(), sort_key_text(typed)
    if not words:
        return NOTHING
    values |= {
        "start": start,
        "end": start + LAST_LETTER,
        "pieces": _enough_of(trigrams_asked(typed)),
        "words": [f"%{word}%" for word in words],  # letters and digits only: nothing that LIKE reads otherwise
        "query": " & ".join(f"'{word}':*" for word in re.findall(r"\w+", typed.lower())),
    }
    picked = BY_NAME.format(seen=CUSTOMER_SEEN)
    customers = Question(CUSTOMERS.format(picked=picked), CustomerFound, values)
    contacts = reached or Question(CONTACTS.format(seen=CUSTOMER_SEEN), ContactFound, values)
    concerns = Question(CONCERNS.format(picked=CONCERN_BY_WORDS, seen=SEEN), ConcernFound, values)
    teams = Question(TEAMS, TeamFound, values | {"named": _named_so(words)})
    answers = ask(customers, contacts, concerns, teams)
    customers_once = {customer.id: customer for customer in answers.of(customers)}.values()
    contacts_once = {contact.id: contact for contact in answers.of(contacts)}.values()
    rank = _ranked_by(words)
    return Found(
        sorted(customers_once, key=lambda customer: (rank(customer.search_name), customer.sort_name, customer.id))[
            :SHOWN
        ],
        sorted(contacts_once, key=lambda contact: (rank(contact.search_name), contact.name, contact.id))[:SHOWN],
        answers.of(concerns),
        answers.of(teams),
    )


def _named_so(words: list[str]) -> list[str]:
    """Patterns for a name with a space before it: what is as short as two letters is meant to begin a word."""
    return [f"%{word}%" if len(word) >= SHORTEST_PART else f"% {word}%" for word in words]


def _enough_of(pieces: list[str]) -> list[str]:
    """Of many pieces every other one: they overlap, so half of them find as well and take half the time."""
    return pieces[::2] if len(pieces) > FEW_PIECES else pieces


def _ranked_by(words: list[str]) -> Callable[[str], int]:
    """0 for a name that begins with what was typed, 1 where each word begins one of the name's, 2 for the rest."""
    typed = " ".join(words)

    def rank(search_name: str) -> int:
        if search_name.startswith(typed):
            return 0
        beginnings = f" {search_name}"
        return 1 if all(f" {word}" in beginnings for word in words) else 2

    return rank

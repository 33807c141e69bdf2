"""Finding customers, contacts and concerns while someone types: one round trip, every part of it bounded."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from rundum.accounts.models import User
from rundum.base.reading import Question, ask
from rundum.concerns.queries.seen import SEEN, seen_by
from rundum.customers.queries.finding.questions import (
    LOOKED_AT,
    NEWEST,
    SHOWN,
    ContactFound,
    CustomerFound,
    beginning_with,
    cleaned,
    number_in,
    search_for,
)


class ConcernFound(NamedTuple):
    id: int
    customer_id: int
    number: int
    title: str
    customer_name: str
    closed: bool


@dataclass(frozen=True)
class Found:
    """What the reader may see of what matches, the likeliest first."""

    customers: list[CustomerFound]
    contacts: list[ContactFound]
    concerns: list[ConcernFound]

    def __bool__(self) -> bool:
        return bool(self.customers or self.contacts or self.concerns)


NOTHING = Found([], [], [])

CONCERNS = """
select k.id, k.customer_id, k.number, k.title, c.name, k.closed_at is not null
from ({picked}) as k join customers_customer c on c.id = k.customer_id where {seen}
order by k.closed_at is not null, k.due_at asc nulls last, k.closed_at desc, k.arrived_at, k.id limit %(shown)s
"""
CONCERN_BY_NUMBER = "select * from concerns_concern k where ({numbers}) order by k.number limit %(looked_at)s"
# Open ones of the whole company by index; of the closed ones those that each team of the reader closed last.
CONCERN_BY_WORDS = """
with open as materialized (
    select * from concerns_concern k where k.closed_at is null and k.search @@ to_tsquery('simple', %(query)s)
    limit %(looked_at)s
)
select * from open
union all
(select k.* from teams_membership m cross join lateral (
     select * from concerns_concern k where k.team_id = m.team_id and k.closed_at is not null
     order by k.closed_at desc, k.id desc limit %(newest)s
 ) k
 where m.user_id = %(reader)s and m.starts_on <= %(today)s and (m.ends_on is null or m.ends_on >= %(today)s)
   and (select count(*) from open) < %(shown)s and k.search @@ to_tsquery('simple', %(query)s)
 limit %(looked_at)s)
"""


def find(typed: str, reader: User, *, country: str = "") -> Found:
    """What matches and the reader may see: customers and contacts as search_for says, concerns by number and its
    beginning or by beginnings of the words of their title: all open ones, then those that the reader's teams closed
    last.

    country: of the organisation, for phone numbers as one dials them there. At most three queries whatever is typed.
    """
    search = search_for(typed, reader, country=country)
    if search is None:
        return NOTHING
    concerns = _concerns(cleaned(typed), reader)
    answers = ask(*search.questions, concerns)
    customers, contacts = search.found(answers)
    found = answers.of(concerns)
    return Found(customers, contacts, found if search.words else sorted(found, key=lambda concern: concern.number))


def _concerns(typed: str, reader: User) -> Question[ConcernFound]:
    values: dict[str, Any] = {"shown": SHOWN, "looked_at": LOOKED_AT, "newest": NEWEST, **seen_by(reader.pk)}
    if (number := number_in(typed)) is not None:
        picked = CONCERN_BY_NUMBER.format(numbers=beginning_with("k.number", number))
    else:
        picked = CONCERN_BY_WORDS
        values["query"] = " & ".join(f"'{word}':*" for word in re.findall(r"\w+", typed.lower()))
    return Question(CONCERNS.format(picked=picked, seen=SEEN), ConcernFound, values)

"""What the page of one customer shows, read across the areas in a fixed number of round trips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.reading import Question, ask
from rundum.calc.promise_ring import Ring, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Closure, Concern, Phase
from rundum.concerns.queries.seen import SEEN
from rundum.customers.models import Customer, Expectation

YEAR = timedelta(days=365)
MOST_RINGS = 120  # more promises than this are a chart's matter
MOST_EXPECTATIONS = 50
CONCERNS_PAGE = 50
OPEN_SHOWN = 8
MOST_CREDITS = 200


class PromiseRow(NamedTuple):
    given_at: datetime
    due_at: datetime
    kept_at: datetime | None
    broken_at: datetime | None
    kept: int  # of all, also those beyond the rings that are drawn
    ended: int


class ExpectationRow(NamedTuple):
    """An expectation with the concerns of the last year that serve it."""

    id: int
    text: str
    source: str
    met: str
    confirmed_at: datetime
    contact_name: str
    concerns: int

    @property
    def source_words(self) -> str:
        return str(Expectation.Source(self.source).label)

    @property
    def met_words(self) -> str:
        return str(Expectation.Met(self.met).label)


class Served(NamedTuple):
    """How the customer's concerns of the last year stand to what they expect (AC1.2)."""

    linked: int
    unlinked: int
    unmet: int  # of the linked: those that serve an expectation we do not meet
    open: int  # concerns open now, whenever they came


class Face(NamedTuple):
    """Someone who works on a concern, as `avatar` wants them."""

    name: str
    portrait: str
    picture: str


class ConcernRow(NamedTuple):
    """A concern of the customer in a row."""

    id: int
    number: int
    title: str
    phase: str
    own_name: str
    process_name: str
    icon: str
    arrived_at: datetime
    closed_at: datetime | None
    waiting_for: str
    promised_at: datetime | None
    due_at: datetime | None
    last_given_at: datetime | None
    last_due_at: datetime | None
    kept_at: datetime | None
    broken_at: datetime | None
    outcome: str | None
    faces: list[list[Any]]

    @property
    def people(self) -> list[Face]:
        return [Face(*face) for face in self.faces]

    @property
    def step(self) -> str:
        return self.own_name or str(Phase(self.phase).label)

    @property
    def waits_for(self) -> str:
        return str(Concern.WaitingFor(self.waiting_for).label) if self.waiting_for else ""

    @property
    def outcome_words(self) -> str:
        return str(Closure.Outcome(self.outcome).label) if self.outcome else ""

    def ring(self, at: datetime, calendar: WorkingCalendar) -> Ring:
        """Of the promise due next; where none is running, of the last one that was kept or broken."""
        if self.due_at is not None:
            return promise_ring(self.promised_at, self.due_at, at, calendar)
        given, due = self.last_given_at, self.last_due_at
        return promise_ring(given, due, at, calendar, kept_at=self.kept_at, broken_at=self.broken_at)


class CreditRow(NamedTuple):
    number: int
    at: datetime
    amount: Decimal
    currency: str
    reason: str
    by_name: str
    concern_id: int
    concern_number: int
    concern_title: str
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Head:
    """What stands at the top of every part of the page."""

    rings: Sequence[Ring]
    kept: int
    ended: int  # kept or broken
    expectations: Sequence[ExpectationRow]
    served: Served
    contacts: int

    @property
    def ring_marks(self) -> list[tuple[str, float]]:
        """The promises as the component `rings` wants them."""
        return [(ring.state, ring.used) for ring in self.rings]

    @property
    def met(self) -> int:
        return sum(row.met == Expectation.Met.MET for row in self.expectations)

    @property
    def last_confirmed(self) -> datetime | None:
        return max((row.confirmed_at for row in self.expectations), default=None)


PROMISES = """
select p.given_at, p.due_at, p.kept_at, p.broken_at,
    count(*) filter (where p.kept_at <= p.due_at) over (),
    count(*) filter (where p.kept_at is not null or p.broken_at is not null or p.due_at < %(at)s) over ()
from concerns_promise p join concerns_concern k on k.customer_id = p.customer_id and k.id = p.concern_id
join customers_customer c on c.id = k.customer_id
where p.customer_id = %(customer)s and p.withdrawn_at is null and p.due_at >= %(since)s and {seen}
order by p.due_at desc limit %(most)s
"""
EXPECTATIONS = """
select e.id, e.text, e.source, e.met, e.confirmed_at,
    coalesce(nullif(concat_ws(' ', nullif(who.title, ''), nullif(who.first_name, ''), who.last_name), ''), ''),
    (select count(*) from concerns_concern k join customers_customer c on c.id = k.customer_id
     where k.customer_id = e.customer_id and k.expectation_id = e.id and k.arrived_at >= %(since)s and {seen})
from customers_expectation e left join customers_contact who on who.id = e.contact_id
where e.customer_id = %(customer)s and e.retired_at is null
order by e.met = 'unmet' desc, e.id limit %(most_expectations)s
"""
SERVED = """
select count(*) filter (where k.expectation_id is not null and k.arrived_at >= %(since)s),
    count(*) filter (where k.expectation_id is null and k.arrived_at >= %(since)s),
    count(*) filter (where e.met = 'unmet' and k.arrived_at >= %(since)s),
    count(*) filter (where k.closed_at is null)
from concerns_concern k join customers_customer c on c.id = k.customer_id
left join customers_expectation e on e.id = k.expectation_id and e.retired_at is null
where k.customer_id = %(customer)s and (k.arrived_at >= %(since)s or k.closed_at is null) and {seen}
"""
CONTACTS = "select count(*) from customers_contact where customer_id = %(customer)s and left_on is null"

CONCERNS = """
select k.id, k.number, k.title, k.phase, s.own_name, p.name, p.icon, k.arrived_at, k.closed_at, k.waiting_for,
    k.promised_at, k.due_at, last.given_at, last.due_at, last.kept_at, last.broken_at,
    (select outcome from concerns_closure ended where ended.customer_id = k.customer_id and ended.concern_id = k.id
     and k.closed_at is not null order by at desc, id desc limit 1),
    coalesce((select json_agg(json_build_array(u.name, u.portrait, u.picture)
                              order by (u.id = k.holder_id) desc, u.name)
        from (select k.holder_id as user_id where k.holder_id is not null
              union select h.user_id from concerns_help h
              where h.customer_id = k.customer_id and h.concern_id = k.id and h.until is null) who
        join accounts_user u on u.id = who.user_id), '[]')
from (
    select k.* from concerns_concern k join customers_customer c on c.id = k.customer_id
    where k.customer_id = %(customer)s and {where} and {seen}
    order by {order} limit %(limit)s
) as k
join concerns_process p on p.id = k.process_id
join concerns_step s on s.id = k.step_id
left join lateral (
    select given_at, due_at, kept_at, broken_at from concerns_promise
    where customer_id = k.customer_id and concern_id = k.id and withdrawn_at is null
    order by due_at desc, id desc limit 1
) last on k.due_at is null
order by {order}
"""
URGENT_FIRST = "k.due_at asc nulls last, k.arrived_at, k.id"
NEWEST_FIRST = "k.arrived_at desc, k.id desc"

CREDITS = """
select r.number, r.at, u.amount, u.currency, r.reason, who.name, k.id, k.number, k.title, u.withdrawn_at
from concerns_credit r join decisions_authorityuse u on u.id = r.use_id
join concerns_concern k on k.id = r.concern_id join customers_customer c on c.id = k.customer_id
join accounts_user who on who.id = r.by_id
where r.customer_id = %(customer)s and {seen}
order by r.at desc, r.id desc limit %(most)s
"""


def head(customer: Customer, reader: User, calendar: WorkingCalendar) -> Head:
    """The figures at the top: promises and expectations of the last twelve months. One round trip."""
    at = now()
    values = _values(customer, reader) | {"at": at, "most": MOST_RINGS, "most_expectations": MOST_EXPECTATIONS}
    promises = Question(PROMISES.format(seen=SEEN), PromiseRow, values)
    expectations = Question(EXPECTATIONS.format(seen=SEEN), ExpectationRow, values)
    served = Question(SERVED.format(seen=SEEN), Served, values)
    contacts = Question(CONTACTS, int, values)
    answers = ask(promises, expectations, served, contacts)
    rows = answers.of(promises)
    rings = [
        promise_ring(row.given_at, row.due_at, at, calendar, kept_at=row.kept_at, broken_at=row.broken_at)
        for row in rows
    ]
    kept, ended = (rows[0].kept, rows[0].ended) if rows else (0, 0)
    return Head(rings, kept, ended, answers.of(expectations), answers.one(served), answers.one(contacts))


def open_concerns(customer: Customer, reader: User) -> list[ConcernRow]:
    """The customer's open concerns, the promise due next first; one more than are shown. One query."""
    sql = CONCERNS.format(where="k.closed_at is null", seen=SEEN, order=URGENT_FIRST)
    question = Question(sql, ConcernRow, _values(customer, reader) | {"limit": OPEN_SHOWN + 1})
    return ask(question).of(question)


def concerns_page(
    customer: Customer, reader: User, *, only_open: bool = False, before: tuple[datetime, int] | None = None
) -> list[ConcernRow]:
    """The customer's concerns, newest first, from `before` (arrived_at, id) on; one more than are shown. One query."""
    where = "k.closed_at is null" if only_open else "true"
    values = _values(customer, reader) | {"limit": CONCERNS_PAGE + 1}
    if before is not None:
        where += " and (k.arrived_at, k.id) < (%(arrived_at)s, %(before)s)"
        values |= {"arrived_at": before[0], "before": before[1]}
    question = Question(CONCERNS.format(where=where, seen=SEEN, order=NEWEST_FIRST), ConcernRow, values)
    return ask(question).of(question)


def credits_of(customer: Customer, reader: User) -> list[CreditRow]:
    """The goodwill credits the customer was given, newest first. One query."""
    question = Question(CREDITS.format(seen=SEEN), CreditRow, _values(customer, reader) | {"most": MOST_CREDITS})
    return ask(question).of(question)


def _values(customer: Customer, reader: User) -> dict[str, Any]:
    return {"customer": customer.pk, "reader": reader.pk, "today": today(), "since": now() - YEAR}

"""What one concern shows on a card or in a row, read in one go; and the words of its filters in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from rundum.base.reading import Question, ask
from rundum.calc.names import query_text
from rundum.calc.promise_ring import Ring, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.filters import Chip, Filters
from rundum.concerns.models import Concern, Phase
from rundum.concerns.queries.seen import READABLE, seen_by

MOST_PROMISES = 2000  # looked through for those at risk, the earliest due first


class Face(NamedTuple):
    """Someone on a card, as `avatar` wants them."""

    id: int
    name: str
    portrait: str
    picture: str


class Card(NamedTuple):
    """A concern on a card or in a row. people: who holds the thread first, then who helps."""

    lane: str
    id: int
    customer_id: int
    number: int
    title: str
    phase: str
    step_id: int
    arrived_at: datetime
    due_at: datetime | None
    promised_at: datetime | None
    waiting_for: str
    closed_at: datetime | None
    solved: bool | None
    value: Decimal | None
    currency: str
    holder_id: int | None
    customer_name: str
    process_name: str
    icon: str
    step_name: str
    needs: list[str]
    faces: list[list[Any]]
    last_given_at: datetime | None
    last_due_at: datetime | None
    kept_at: datetime | None
    broken_at: datetime | None

    @property
    def people(self) -> list[Face]:
        return [Face(*face) for face in self.faces]

    @property
    def step(self) -> str:
        return self.step_name or str(Phase(self.phase).label)

    @property
    def waits_for(self) -> str:
        return str(Concern.WaitingFor(self.waiting_for).label) if self.waiting_for else ""

    def ring(self, at: datetime, calendar: WorkingCalendar) -> Ring:
        """Of the promise due next; where none is running, of the last one that was kept or broken."""
        if self.due_at is not None:
            return promise_ring(self.promised_at, self.due_at, at, calendar)
        return promise_ring(
            self.last_given_at, self.last_due_at, at, calendar, kept_at=self.kept_at, broken_at=self.broken_at
        )

    def is_held_by(self, user: int) -> bool:
        return any(face[0] == user for face in self.faces)


COLUMNS = """
    k.id, k.customer_id, k.number, k.title, k.phase, k.step_id, k.arrived_at, k.due_at, k.promised_at, k.waiting_for,
    k.closed_at, k.solved, k.value, k.currency, k.holder_id, c.name, p.name, p.icon, s.own_name,
    ARRAY(SELECT skill.name FROM concerns_stepskill need JOIN skills_skill skill ON skill.id = need.skill_id
          WHERE need.step_id = k.step_id ORDER BY skill.name),
    COALESCE((SELECT json_agg(json_build_array(u.id, u.name, u.portrait, u.picture)
                              ORDER BY (u.id = k.holder_id) DESC, u.name)
              FROM (SELECT k.holder_id AS user_id WHERE k.holder_id IS NOT NULL
                    UNION SELECT h.user_id FROM concerns_help h
                    WHERE h.customer_id = k.customer_id AND h.concern_id = k.id AND h.until IS NULL) who
              JOIN accounts_user u ON u.id = who.user_id), '[]'),
    last.given_at, last.due_at, last.kept_at, last.broken_at
"""
"""Of Card, after its lane, for the picked rows `k`; with JOINS behind FROM."""

JOINS = """
    JOIN customers_customer c ON c.id = k.customer_id
    JOIN concerns_process p ON p.id = k.process_id
    JOIN concerns_step s ON s.id = k.step_id
    LEFT JOIN LATERAL (
        SELECT given_at, due_at, kept_at, broken_at FROM concerns_promise
        WHERE customer_id = k.customer_id AND concern_id = k.id AND withdrawn_at IS NULL
        ORDER BY due_at DESC, id DESC LIMIT 1
    ) last ON k.due_at IS NULL
"""

PICKED = """
    k.id, k.customer_id, k.number, k.title, k.phase, k.step_id, k.process_id, k.arrived_at, k.due_at, k.promised_at,
    k.waiting_for, k.closed_at, k.solved, k.value, k.currency, k.holder_id
"""
"""What a subquery that picks the rows must hand to COLUMNS."""


class Narrowing(NamedTuple):
    """Conditions on concerns `k` and their customers `c`, with their parameters."""

    sql: str
    params: Mapping[str, Any]


def visible(*, inside: bool) -> str:
    """inside: the reader is a member of the concerns' team, who sees all; for others see READABLE and `seen_by`."""
    return "" if inside else f" AND {READABLE}"


def narrowed(filters: Filters, *, reader: int, at: datetime, at_risk: Sequence[int], inside: bool) -> Narrowing:
    """The filters in SQL. at_risk: ids of the concerns whose running promise is at risk."""
    sql, params = visible(inside=inside), dict[str, Any]()
    if filters.process is not None:
        sql += " AND k.process_id = %(process)s"
        params["process"] = filters.process
    if filters.customer is not None:
        sql += " AND k.customer_id = %(customer)s"
        params["customer"] = filters.customer
    for place, word in enumerate(query_text(filters.name).split()):
        sql += f" AND c.search_name LIKE %(word_{place})s"
        params[f"word_{place}"] = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    if filters.tag:
        sql += " AND c.tags @> ARRAY[%(tag)s]::varchar[]"
        params["tag"] = filters.tag
    if filters.phase:
        sql += " AND k.phase = %(phase)s"
        params["phase"] = filters.phase
    sql += CHIP_SQL[filters.chip]
    return Narrowing(sql, {**params, **seen_by(reader), "at": at, "at_risk": list(at_risk)})


CHIP_SQL = {
    Chip.ALL: "",
    Chip.RISK: " AND (k.due_at < %(at)s OR k.id = ANY(%(at_risk)s))",
    Chip.WITHOUT_PROMISE: " AND k.due_at IS NULL",
    Chip.FREE: " AND k.holder_id IS NULL",
    Chip.HELD: " AND k.holder_id = %(reader)s",
    Chip.WAITING: " AND k.waiting_for <> ''",
}


class Due(NamedTuple):
    id: int
    promised_at: datetime | None
    due_at: datetime


def running_promises(team: int, at: datetime) -> Question[Due]:
    """The open concerns of the team whose promise can still be kept, the earliest due first."""
    sql = """
        SELECT k.id, k.promised_at, k.due_at FROM concerns_concern k
        WHERE k.team_id = %(team)s AND k.closed_at IS NULL AND k.due_at >= %(at)s
        ORDER BY k.due_at LIMIT %(most)s
    """
    return Question(sql, Due, {"team": team, "at": at, "most": MOST_PROMISES})


def those_at_risk(running: Sequence[Due], at: datetime, calendar: WorkingCalendar) -> list[int]:
    """The ids of those whose promise is at risk by the one rule of the promise ring."""
    return [due.id for due in running if promise_ring(due.promised_at, due.due_at, at, calendar).state == "risk"]


class Counts(NamedTuple):
    """How many open concerns each chip would show."""

    all: int
    risk: int
    without: int
    free: int
    held: int
    waiting: int


def chip_counts(
    team: int, filters: Filters, *, reader: int, at: datetime, at_risk: Sequence[int], inside: bool
) -> Question[Counts]:
    """Counted under all other filters."""
    where = narrowed(filters.without_chip, reader=reader, at=at, at_risk=at_risk, inside=inside)
    sql = f"""
        SELECT count(*), count(*) FILTER (WHERE k.due_at < %(at)s OR k.id = ANY(%(at_risk)s)),
               count(*) FILTER (WHERE k.due_at IS NULL), count(*) FILTER (WHERE k.holder_id IS NULL),
               count(*) FILTER (WHERE k.holder_id = %(reader)s), count(*) FILTER (WHERE k.waiting_for <> '')
        FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
        WHERE k.team_id = %(team)s AND k.closed_at IS NULL {where.sql}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Counts, {**where.params, "team": team})


def one_card(customer: int, concern: int) -> Card:
    """One concern as a card or row shows it. One query."""
    sql = f"""
        SELECT '', {COLUMNS}
        FROM (SELECT {PICKED} FROM concerns_concern k WHERE k.customer_id = %(customer)s AND k.id = %(concern)s) k
        {JOINS}
    """  # noqa: S608 (put together from our own texts alone)
    question = Question(sql, Card, {"customer": customer, "concern": concern})
    return ask(question).one(question)

"""Concerns as a list, page by page by key: every order has its index (concern_team_...), at any depth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import Question, ask
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.filters import Filters
from rundum.concerns.queries.cards import (
    COLUMNS,
    JOINS,
    PICKED,
    Card,
    Counts,
    chip_counts,
    narrowed,
    running_promises,
    those_at_risk,
)
from rundum.teams.models import Team
from rundum.teams.queries.calendars import working_calendar_of

PAGE = 50


class Order(StrEnum):
    """How the list is sorted. PROMISE puts what may disappoint a customer first."""

    PROMISE = "promise"
    NEWEST = "newest"
    OLDEST = "oldest"
    VALUE = "value"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return str(ORDER_LABELS[self])


ORDER_LABELS: dict[Order, str | Promise] = {
    Order.PROMISE: _("By promise"),
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
    Order.VALUE: _("By value"),
    Order.CLOSED: _("Closed ones"),
}


@dataclass(frozen=True)
class Section:
    """A run of rows under one heading, found through one index.

    condition, order: in SQL over `k`. keys: the columns the order goes by, as Card names them; descending: the way.
    """

    key: str
    heading: str | Promise
    hint: str | Promise
    condition: str
    order: str
    keys: tuple[str, ...]
    descending: bool = False


DUE = "k.due_at, k.arrived_at, k.id"
BY_DUE = ("due_at", "arrived_at", "id")
ARRIVED = ("arrived_at", "id")
OPEN = "k.closed_at IS NULL"
LATE_PHASES = "k.phase IN ('confirm', 'secure')"
SECTIONS: dict[Order, tuple[Section, ...]] = {
    Order.PROMISE: (
        Section(
            "broken", _("Over its time"), _("the customer still waits"), f"{OPEN} AND k.due_at < %(at)s", DUE, BY_DUE
        ),
        Section(
            "risk", _("Promise at risk"), "", f"{OPEN} AND k.due_at >= %(at)s AND k.id = ANY(%(at_risk)s)", DUE, BY_DUE
        ),
        Section(
            "none",
            _("No promise yet"),
            _("the customer waits for a date"),
            f"{OPEN} AND k.due_at IS NULL AND NOT {LATE_PHASES}",
            "k.arrived_at, k.id",
            ARRIVED,
        ),
        Section(
            "running",
            _("Promise running"),
            "",
            f"{OPEN} AND k.due_at >= %(at)s AND k.id <> ALL(%(at_risk)s)",
            DUE,
            BY_DUE,
        ),
        Section(
            "late",
            _("Solved, still to be confirmed or secured"),
            "",
            f"{OPEN} AND k.due_at IS NULL AND {LATE_PHASES}",
            "k.arrived_at, k.id",
            ARRIVED,
        ),
    ),
    Order.NEWEST: (Section("newest", _("Newest first"), "", OPEN, "k.arrived_at DESC, k.id DESC", ARRIVED, True),),
    Order.OLDEST: (Section("oldest", _("Oldest first"), "", OPEN, "k.arrived_at, k.id", ARRIVED),),
    Order.VALUE: (
        Section(
            "value",
            _("By value"),
            _("only what has one"),
            f"{OPEN} AND k.value IS NOT NULL",
            "k.value DESC, k.id DESC",
            ("value", "id"),
            True,
        ),
    ),
    Order.CLOSED: (
        Section(
            "closed",
            _("Closed"),
            _("last closed first"),
            "k.closed_at IS NOT NULL",
            "k.closed_at DESC, k.id DESC",
            ("closed_at", "id"),
            True,
        ),
    ),
}


@dataclass(frozen=True)
class Page:
    """One page: its rows by section, and where the next one begins ("" at the end)."""

    sections: Sequence[tuple[Section, Sequence[Card]]]
    after: str
    counts: Counts
    calendar: WorkingCalendar


def page_of(team: Team, filters: Filters, order: Order, *, reader: User, inside: bool, after: str = "") -> Page:
    """The page behind `after`, a key of an earlier page; one that makes no sense begins at the start.

    Three round trips; queries: the calendar, the running promises, the counts and one for each section.
    """
    at, calendar = now(), working_calendar_of(team)
    running = running_promises(team.pk, at)
    at_risk = those_at_risk(ask(running).of(running), at, calendar)
    where = narrowed(filters, reader=reader.pk, at=at, at_risk=at_risk, inside=inside)
    params = {**where.params, "team": team.pk, "most": PAGE + 1}
    counts = chip_counts(team.pk, filters, reader=reader.pk, at=at, at_risk=at_risk, inside=inside)
    sections, start = SECTIONS[order], _read(after, SECTIONS[order])
    questions = [
        rows_of(section, where.sql, params, start[1] if start and section is sections[start[0]] else ())
        for section in sections[start[0] if start else 0 :]
    ]
    answers = ask(counts, *questions)
    found = [
        (section, answers.of(question))
        for section, question in zip(sections[-len(questions) :], questions, strict=True)
    ]
    return _cut(found, answers.one(counts), calendar)


def rows_of(section: Section, where: str, params: dict[str, Any], start: Sequence[Any]) -> Question[Card]:
    """The rows of a section behind `start`. where, params: of `narrowed`, with the team and the most there may be."""
    behind = ""
    if start:
        columns = ", ".join(f"k.{key}" for key in section.keys)
        values = ", ".join(f"%(start_{place})s" for place in range(len(start)))
        behind = f" AND ({columns}) {'<' if section.descending else '>'} ({values})"
        params = params | {f"start_{place}": value for place, value in enumerate(start)}
    sql = f"""
        SELECT '', {COLUMNS}
        FROM (SELECT {PICKED} FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
              WHERE k.team_id = %(team)s AND {section.condition} {where} {behind}
              ORDER BY {section.order} LIMIT %(most)s) k {JOINS}
        ORDER BY {section.order}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Card, params)


def _cut(found: Sequence[tuple[Section, list[Card]]], counts: Counts, calendar: WorkingCalendar) -> Page:
    """The first PAGE rows of all sections, and the key of the last where more follow."""
    shown: list[tuple[Section, Sequence[Card]]] = []
    room = PAGE
    for section, rows in found:
        if rows[:room]:
            shown.append((section, rows[:room]))
        room -= len(rows[:room])
    more = sum(len(rows) for _section, rows in found) > PAGE
    return Page(shown, _written(*shown[-1]) if more else "", counts, calendar)


def _written(section: Section, rows: Sequence[Card]) -> str:
    values = (getattr(rows[-1], key) for key in section.keys)
    return "~".join(
        [section.key, *(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)]
    )


READ: dict[str, Callable[[str], Any]] = {
    "due_at": datetime.fromisoformat,
    "arrived_at": datetime.fromisoformat,
    "closed_at": datetime.fromisoformat,
    "value": Decimal,
    "id": int,
}


def _read(after: str, sections: Sequence[Section]) -> tuple[int, list[Any]] | None:
    """The section's place and the key's values; None for anything else."""
    name, *texts = after.split("~")
    for place, section in enumerate(sections):
        if section.key == name and len(texts) == len(section.keys):
            try:
                return place, [READ[key](text) for key, text in zip(section.keys, texts, strict=True)]
            except (ValueError, InvalidOperation):
                return None
    return None

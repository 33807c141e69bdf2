"""How long concerns waited before their next step, and for whom (AC8.4): per process and step, from the passages.

A passage is a concern's stay in one step. Its time is what it waited for the customer, for third parties or for a date,
and the rest, in which it lay or was worked on at the team: that is waiting for us, as nothing tells lying from working.
A passage counts for the team that had the concern when it left the step, or has it now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import Question, ask
from rundum.calc.survival import Quantile, median_time
from rundum.concerns.models import Phase
from rundum.concerns.queries.seen import SEEN, seen_by
from rundum.measures.queries.rollup import cells_of

LISTED = 50


class Whom(StrEnum):
    """For whom a concern waits before its next step."""

    CUSTOMER = "customer"
    THIRD = "third"
    DATE = "date"
    US = "us"

    @property
    def label(self) -> str:
        return str(WHOM_LABELS[self])


WHOM_LABELS: dict[Whom, str | Promise] = {
    Whom.CUSTOMER: _("the customer"),
    Whom.THIRD: _("third parties"),
    Whom.DATE: _("a date"),
    Whom.US: _("us"),
}

# Concerns that are open or were closed in the period: each kind has its index by team, and has the passages by concern.
PASSED = """
    mine AS MATERIALIZED (
        SELECT k.customer_id, k.id, k.process_id, k.team_id FROM concerns_concern k
        WHERE k.team_id = ANY(%(near)s) AND k.closed_at IS NULL
        UNION ALL
        SELECT k.customer_id, k.id, k.process_id, k.team_id FROM concerns_concern k
        WHERE k.team_id = ANY(%(near)s) AND k.closed_at >= %(since)s
    ), passed AS (
        SELECT m.customer_id, m.id AS concern_id, m.process_id, s.phase, s.own_name, p.id AS passage_id, p.entered_at,
               COALESCE(p.left_at, %(now)s) AS until, p.left_at IS NOT NULL AS ended
        FROM mine m
        JOIN concerns_steppassage p ON p.customer_id = m.customer_id AND p.concern_id = m.id
        JOIN concerns_step s ON s.id = p.step_id
        LEFT JOIN measures_stay y ON y.customer_id = m.customer_id AND y.concern_id = m.id
             AND y.since <= COALESCE(p.left_at, %(now)s) AND COALESCE(p.left_at, %(now)s) < y.until
        WHERE COALESCE(y.team_id, m.team_id) = %(team)s AND (p.left_at >= %(since)s OR p.left_at IS NULL)
          AND p.entered_at < COALESCE(p.left_at, %(now)s)
    ), waited AS (
        SELECT p.*, w.customer, w.third, w.date,
               GREATEST(extract(epoch FROM p.until - p.entered_at) / 3600 - w.customer - w.third - w.date, 0) AS us
        FROM passed p CROSS JOIN LATERAL (
            SELECT COALESCE(sum(o.hours) FILTER (WHERE y.waiting_for = 'customer'), 0) AS customer,
                   COALESCE(sum(o.hours) FILTER (WHERE y.waiting_for IN ('supplier', 'colleagues')), 0) AS third,
                   COALESCE(sum(o.hours) FILTER (WHERE y.waiting_for = 'date'), 0) AS date
            FROM concerns_wait y CROSS JOIN LATERAL (
                SELECT GREATEST(extract(epoch FROM LEAST(COALESCE(y.until, p.until), p.until)
                                                   - GREATEST(y.since, p.entered_at)), 0) / 3600 AS hours
            ) o
            WHERE y.customer_id = p.customer_id AND y.concern_id = p.concern_id
              AND y.since < p.until AND (y.until IS NULL OR y.until > p.entered_at)
        ) w
    ), each AS (
        SELECT p.customer_id, p.concern_id, p.process_id, p.phase, p.own_name, p.passage_id, p.ended, x.whom, x.hours
        FROM waited p CROSS JOIN LATERAL (
            VALUES ('customer', p.customer), ('third', p.third), ('date', p.date), ('us', p.us)
        ) AS x (whom, hours)
        WHERE x.hours > 0
    )
"""


@dataclass(frozen=True)
class Step:
    """A step as people know it, whatever version of the process it stands in."""

    process: int
    phase: str
    own_name: str

    @property
    def name(self) -> str:
        return self.own_name or str(Phase(self.phase).label)


@dataclass(frozen=True)
class Waiting:
    """What concerns waited for one party in one step. hours: over all passages. concerns: how many they are.

    median: of the passages, those that are still in the step counted as not known yet.
    """

    step: Step
    whom: Whom
    hours: float
    concerns: int
    median: Quantile


@dataclass(frozen=True)
class Waits:
    """by_process: (process, its steps in order, each with what was waited for). biggest: by their hours in all."""

    by_process: Sequence[tuple[str, Sequence[tuple[Step, Sequence[Waiting]]]]]
    biggest: Sequence[Waiting]
    names: Mapping[int, str]


class _Group(NamedTuple):
    process_id: int
    process: str
    phase: str
    own_name: str
    whom: str
    hours: float
    concerns: int
    ended: list[float] | None
    going_on: list[float] | None


PHASES = {phase: at for at, phase in enumerate(Phase.values)}
BIGGEST = 8


def waits_of(team: int, since: datetime, process: int | None = None) -> Waits:
    """What the team's concerns waited since a moment, in all processes or one; two queries."""
    sql = f"""
        WITH {PASSED}
        SELECT e.process_id, r.name, e.phase, e.own_name, e.whom, sum(e.hours)::float8,
               count(DISTINCT (e.customer_id, e.concern_id)),
               array_agg(e.hours::float8) FILTER (WHERE e.ended), array_agg(e.hours::float8) FILTER (WHERE NOT e.ended)
        FROM each e JOIN concerns_process r ON r.id = e.process_id
        WHERE %(process)s::bigint IS NULL OR e.process_id = %(process)s
        GROUP BY e.process_id, r.name, e.phase, e.own_name, e.whom
        ORDER BY r.name, e.process_id
    """  # noqa: S608 (put together from our own texts alone)
    question = Question(sql, _Group, _params(team, since) | {"process": process})
    groups = ask(question).of(question)
    found = [_waiting(group) for group in groups]
    names = {group.process_id: group.process for group in groups}
    order = list(Whom)
    found.sort(key=lambda one: (PHASES[one.step.phase], one.step.own_name, order.index(one.whom)))
    by_process = []
    for pk, name in names.items():
        here = [one for one in found if one.step.process == pk]
        by_process.append((name, [(step, list(within)) for step, within in groupby(here, key=lambda one: one.step)]))
    biggest = sorted(found, key=lambda one: (-one.hours, names[one.step.process], PHASES[one.step.phase]))[:BIGGEST]
    return Waits(by_process, biggest, names)


def _waiting(group: _Group) -> Waiting:
    step = Step(group.process_id, group.phase, group.own_name)
    median = median_time(group.ended or [], group.going_on or [])
    return Waiting(step, Whom(group.whom), group.hours, group.concerns, median)


class Row(NamedTuple):
    """One concern with what it waited in that step, and whether it still is there. seen: the reader may see it."""

    place: int
    hours: Decimal
    ended: bool
    seen: bool
    customer_id: int | None
    customer: str
    concern_id: int | None
    number: int | None
    title: str


@dataclass(frozen=True)
class Behind:
    """One page of the concerns. hours: over all, as Waiting has them. later: where to go on, None at the end."""

    rows: Sequence[Row]
    total: int
    hidden: int
    hours: Decimal
    later: int | None


def concerns_behind(team: int, since: datetime, step: Step, whom: Whom, *, reader: User, after: int = 0) -> Behind:
    """The concerns that waited so, the longest first, from the place `after` on; two queries."""
    sql = f"""
        WITH {PASSED}, summed AS (
            SELECT customer_id, concern_id, sum(hours) AS hours, bool_and(ended) AS ended FROM each
            WHERE process_id = %(process)s AND phase = %(phase)s AND own_name = %(own_name)s AND whom = %(whom)s
            GROUP BY customer_id, concern_id
        ), told AS (
            SELECT row_number() OVER (ORDER BY z.hours DESC, z.concern_id) AS place, z.hours, z.ended, {SEEN} AS seen,
                   z.customer_id, c.name, z.concern_id, k.number, k.title
            FROM summed z JOIN concerns_concern k ON k.customer_id = z.customer_id AND k.id = z.concern_id
            JOIN customers_customer c ON c.id = z.customer_id
        ), total AS (
            SELECT count(*) AS count, count(*) FILTER (WHERE NOT seen) AS hidden, COALESCE(sum(hours), 0) AS hours
            FROM told
        )
        SELECT s.count, s.hidden, s.hours, t.*
        FROM total s LEFT JOIN told t ON t.place > %(after)s AND t.place <= %(after)s + %(listed)s
        ORDER BY t.place
    """  # noqa: S608 (put together from our own texts alone)
    params = _params(team, since) | seen_by(reader.pk) | {
        "process": step.process, "phase": step.phase, "own_name": step.own_name, "whom": whom.value,
        "after": after, "listed": LISTED,
    }  # fmt: skip
    question = Question(sql, lambda *columns: columns, params)
    found = ask(question).of(question)
    count, hidden, hours = found[0][:3]
    rows = [_row(columns[3:]) for columns in found if columns[3] is not None]
    later = rows[-1].place if rows and rows[-1].place < count else None
    return Behind(rows, count, hidden, hours, later)


def _row(columns: Sequence[Any]) -> Row:
    row = Row(*columns)
    if row.seen:
        return row
    return row._replace(customer_id=None, customer="", concern_id=None, number=None, title="")


def _params(team: int, since: datetime) -> dict[str, object]:
    return {"team": team, "near": cells_of([team], [], ZoneInfo("UTC")).near, "since": since, "now": now()}

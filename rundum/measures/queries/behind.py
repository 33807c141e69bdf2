"""The rows the figure of a week or a month is made of (AC4.4): every one counted, the confidential ones named only to
who may see."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from rundum.accounts.models import User
from rundum.concerns.queries.seen import SEEN, seen_by
from rundum.measures.models import Made, Measure, Source
from rundum.measures.queries.facts import FACTS, facts_in
from rundum.measures.queries.facts.frame import TEAMS, Reach
from rundum.measures.queries.facts.stated import stated_facts
from rundum.measures.queries.rollup import CELLS, cells_of
from rundum.measures.stated_filter import StatedFilter
from rundum.teams.models import Organisation, Team

LISTED = 50
EVERY = 2**31


class Row(NamedTuple):
    """place: its number among all rows. seen: whether the reader may see what it is about; else what names it is empty.
    week: the Monday of the week it counts in."""

    place: int
    part: Decimal
    whole: Decimal
    hours: Decimal | None
    ended: bool | None
    seen: bool
    customer_id: int | None
    customer: str
    concern_id: int | None
    number: int | None
    title: str
    promise: str
    promise_id: int | None
    week: date | None

    @property
    def is_broken_promise(self) -> bool:
        """A promise that has ended, and not as promised."""
        return self.promise_id is not None and bool(self.whole) and not self.part


class Behind(NamedTuple):
    """rows: one page of them. part, whole: the sums over all of them, which are the week's figures. later: where to
    go on from, None at the end."""

    rows: list[Row]
    total: int
    hidden: int
    part: Decimal
    whole: Decimal
    later: int | None


def rows_behind(
    measure: Measure,
    team: Team,
    week: date,
    process: int | None,
    *,
    reader: User,
    after: int = 0,
    listed: int = LISTED,
) -> Behind:
    """The rows of a measure that has facts, built-in or counted, from the place `after` on. Three queries."""
    return rows_of_weeks(measure, team, [week], process, reader=reader, after=after, listed=listed)


def rows_of_weeks(
    measure: Measure,
    team: Team,
    weeks: Sequence[date],
    process: int | None,
    *,
    reader: User,
    after: int = 0,
    listed: int = LISTED,
) -> Behind:
    """The rows of several weeks (their Mondays), at least one; else the same, and three queries too."""
    organisation = Organisation.objects.get()
    cells = cells_of([team.pk] * len(weeks), weeks, organisation.zone)
    facts = facts_of(measure).format(only="AND k.process_id = %(process)s" if process else "")
    asked = {"measures": [measure.pk], "process": process}
    return behind(facts, cells.params() | seen_by(reader.pk) | asked, after=after, listed=listed)


def behind(facts: str, params: Mapping[str, Any], *, after: int, listed: int = LISTED, cells: str = CELLS) -> Behind:
    """The rows of facts from the place `after` on. params: of the facts, of their cells, and seen_by. One query."""
    sql = f"""
        WITH {cells}, facts AS ({facts}), placed AS (
            SELECT *, row_number() OVER (ORDER BY concern_id, promise_id, week, part DESC) AS place FROM facts
        ), told AS (
            SELECT f.*, {SEEN} AS seen, c.name AS customer, k.number, k.title, COALESCE(p.text, '') AS promise
            FROM placed f JOIN concerns_concern k ON k.customer_id = f.customer_id AND k.id = f.concern_id
            JOIN customers_customer c ON c.id = f.customer_id
            LEFT JOIN concerns_promise p ON p.customer_id = f.customer_id AND p.id = f.promise_id
        ), summed AS (
            SELECT count(*) AS count, count(*) FILTER (WHERE NOT seen) AS hidden, COALESCE(sum(part), 0) AS part,
                   COALESCE(sum(whole), 0) AS whole FROM told
        )
        SELECT s.count, s.hidden, s.part, s.whole, t.place, t.part, t.whole, t.hours, t.ended, t.seen, t.customer_id,
               t.customer, t.concern_id, t.number, t.title, t.promise, t.promise_id, t.week
        FROM summed s LEFT JOIN told t ON t.place > %(after)s AND t.place <= %(after)s + %(listed)s
        ORDER BY t.place
    """  # noqa: S608 (put together from our own texts alone)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**params, "after": after, "listed": listed})
        found = cursor.fetchall()
    count, hidden, part, whole = found[0][:4]
    rows = [_row(columns[4:]) for columns in found if columns[4] is not None]
    later = rows[-1].place if rows and rows[-1].place < count else None
    return Behind(rows, count, hidden, part, whole, later)


def _row(columns: tuple[Any, ...]) -> Row:
    row = Row(*columns)
    if row.seen:
        return row
    return row._replace(
        customer_id=None, customer="", concern_id=None, number=None, title="", promise="", promise_id=None
    )


def is_openable(measure: Measure) -> bool:
    return measure.key in FACTS or measure.source == Source.FILTER


def opens_weeks(measure: Measure) -> bool:
    """Whether its weeks show what they are made of: rows, what was recorded, or what was written down."""
    return is_openable(measure) or measure.is_entered or bool(measure.built_in and measure.built_in.recorded)


def facts_of(measure: Measure, reach: Reach = TEAMS) -> str:
    """The SELECT of a measure's facts, with {only} left open. Raises KeyError for one that has none."""
    if measure.source == Source.FILTER:
        return stated_facts(StatedFilter.of(measure.filter).counts, reach)
    return facts_in(reach, str(measure.key))


def made_of(measure: Measure, team: Team, weeks: Sequence[date]) -> list[Made]:
    """What the recorded figures of these weeks were made of."""
    return list(Made.objects.filter(measure=measure, team=team, week__in=weeks).order_by("week", "name"))

"""What the SQL of all built-in measures has in common.

Measures that count the same kind of happening are a family: its rows are read once for all of them. What each counts
of a row says `Counted`. The facts of a measure are the very rows its figures are made of, in one SELECT with these
columns:

    team_id, week, process_id, customer_id, concern_id, promise_id, part, whole, hours, ended

`part` adds up to the numerator and `whole` to the denominator. A duration has `hours` and whether it `ended` (or is
still going on) instead. The roll-up of many weeks and the page that lists the rows of one are put together from the
same texts, so that they cannot differ.

They read from `cells` (team_id, week, starts, as_of): the weeks of teams that are asked for. as_of: the week's end, or
now where it is not over. And they take the parameters zone and now, first and last (moments that bound the weeks), near
(the teams that may have such concerns now), everywhere (whether these are most teams, so that it is no use to look for
their concerns one team after the other), and {only} for what narrows them further.

A concern counts for the team that had it at that moment: the one that has it now, unless it has moved (Stay).

What is dear or hard to foresee for the database stands in `Counted`, and so in the list of columns, never among the
conditions of the joins: these it can then plan for by the sizes of the tables alone. For the same reason concerns and
stays are joined by the concern's id alone: with the customer beside it, the database takes the two for independent of
each other, expects a single row and goes through all cells for each.

What one customer's page asks for (Reach) is joined the other way round, in an order the database cannot choose: the
customer's concerns are read first (`mine`) and what happened to each is looked up by its index. A plan made by
statistics is good for many teams; for one customer it took 39 s where the statistics were older than an import.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rundum.measures.built_in import BUILT_IN

TEAM = "COALESCE(s.team_id, k.team_id)"
NEAR = "k.team_id = ANY(%(near)s)"
NEAR_IF_FEW = f"(%(everywhere)s OR {NEAR})"


def week_of(moment: str) -> str:
    """The Monday of the ISO week in which a moment lies, in the organisation's zone."""
    return f"date_trunc('week', {moment} AT TIME ZONE %(zone)s)::date"


def stay_at(moment: str) -> str:
    """Joins the stay of a moved concern `k` at a moment, as `s`."""
    return f"LEFT JOIN {{stays}} s ON s.concern_id = k.id AND s.since <= {moment} AND {moment} < s.until"


def of_each(table: str) -> str:
    """The rows of a table about the concern `k`, found by the index on it whatever else is asked of them: of two
    conditions the database may take the wrong one for the better where its statistics are old."""
    return f"(SELECT * FROM {table} y WHERE y.customer_id = k.customer_id AND y.concern_id = k.id OFFSET 0)"  # noqa: S608


def closed_since(moment: str) -> str:
    """Since when the concern `k` had been closed at a moment; null if it was open then, whatever happened since."""
    return f"""
        CASE WHEN k.closed_at < {moment} THEN k.closed_at WHEN k.reopened = 0 THEN NULL ELSE (
            SELECT max(z.at) FROM concerns_closure z
            WHERE z.customer_id = k.customer_id AND z.concern_id = k.id AND z.at < {moment} AND NOT EXISTS (
                SELECT 1 FROM concerns_reopening r
                WHERE r.customer_id = k.customer_id AND r.concern_id = k.id AND r.closed_at >= z.at AND r.at < {moment}
            )
        ) END
    """  # noqa: S608 (put together from our own texts alone)


def merged_since(moment: str) -> str:
    """Since when the concern `k` had been part of another at a moment; null if it was not, undone since or not."""
    return f"""(
        SELECT min(m.at) FROM concerns_merge m
        WHERE m.customer_id = k.customer_id AND m.concern_id = k.id AND m.at < {moment}
          AND (m.undone_at IS NULL OR m.undone_at >= {moment})
    )"""  # noqa: S608 (put together from our own texts alone)


def hours_between(start: str, end: str) -> str:
    return f"GREATEST(extract(epoch FROM {end} - {start}), 0)::numeric / 3600"


def followed(key: str) -> str:
    """The end of the time for which the concerns of a cell `c` are looked at in this measure, or now."""
    return (
        f"LEAST((c.week + {7 * (1 + BUILT_IN[key].follow_up)})::timestamp AT TIME ZONE %(zone)s, %(now)s::timestamptz)"
    )


@dataclass(frozen=True)
class Counted:
    """What a measure counts of the rows of its family: those for which `where` holds, with their part and whole."""

    part: str = "1"
    whole: str = "1"
    where: str = "true"
    hours: str = "NULL"
    ended: str = "NULL"


COLUMNS = ("part", "whole", "hours", "ended")


@dataclass(frozen=True)
class Reach:
    """Whose rows are read: how the concern `k` is found, and with it the rows `x` of a {table} about concerns; how the
    {cell} of a row, given its {team} and {week}."""

    concerns: str
    about: str
    stays: str
    cell: str


TEAMS = Reach(
    concerns="concerns_concern k",
    about="{table} x JOIN concerns_concern k ON k.id = x.concern_id",
    stays="measures_stay",
    cell="{cell}.team_id = {team} AND {cell}.week = {week}",
)
"""Of the teams that `cells` names."""

CUSTOMER = Reach(
    concerns="mine k",
    about=f"mine k CROSS JOIN LATERAL {of_each('{table}')} x",
    stays=f"LATERAL {of_each('measures_stay')}",
    cell="{cell}.week = {week}",
)
"""Of the concerns in `mine`, whichever team had them; `cells` are weeks."""


@dataclass(frozen=True)
class Family:
    """Rows that several measures are made of, read in one go.

    about: the table of the rows `x`, each about a concern `k`; none: the concerns themselves. source: what is joined
    to have its stay `s` too, before the cell `c` of `team` and `week` is. then: joined after the cell. ranges: which
    rows; of several, each is a SELECT of its own, with an index of its own.
    """

    name: str
    source: str
    week: str
    ranges: tuple[str, ...]
    measures: Mapping[str, Counted]
    team: str = TEAM
    then: str = ""
    promise: str = "NULL"
    about: str = ""

    def facts(self, key: str, reach: Reach = TEAMS) -> str:
        """The rows of one measure alone, with {only} to be filled in."""
        counted = self.measures[key]
        rows = self._rows(f"{_typed(counted)}, ({counted.where}) IS TRUE AS counts", reach)
        return f"""
            SELECT team_id, week, process_id, customer_id, concern_id, promise_id, part, whole, hours, ended
            FROM ({rows}) every WHERE counts
        """  # noqa: S608 (put together from our own texts alone)

    def wide(self) -> str:
        """The rows of all its measures side by side; of_wide finds a measure's own among them."""
        columns = [
            f"({counted.where}) IS TRUE AS {key}, {_typed(counted, prefix=f'{key}_', only_where=True)}"
            for key, counted in self.measures.items()
        ]
        return self._rows(", ".join(columns), TEAMS).format(only="")

    def of_wide(self, key: str, table: str) -> str:
        """A measure's facts, as far as rolling up needs them, from a table that holds the wide rows."""
        columns = ", ".join(f"{key}_{column} AS {column}" for column in COLUMNS)
        return f"SELECT team_id, week, process_id, {columns} FROM {table} WHERE {key}"  # noqa: S608 (our own texts)

    def _rows(self, columns: str, reach: Reach) -> str:
        found = reach.about.format(table=self.about) if self.about else reach.concerns
        source = f"{found} {self.source.format(stays=reach.stays)}"
        cell = reach.cell.format(cell="c", team=self.team, week=self.week)
        return " UNION ALL ".join(
            f"""
            SELECT {self.team} AS team_id, c.week, k.process_id, k.customer_id, k.id AS concern_id,
                   ({self.promise})::bigint AS promise_id, {columns}
            FROM {source} JOIN cells c ON {cell} {self.then}
            WHERE {each} {{only}}
            """  # noqa: S608 (put together from our own texts alone)
            for each in self.ranges
        )


TYPES = {"part": "numeric", "whole": "numeric", "hours": "numeric", "ended": "boolean"}
CHEAP = {"1", "NULL"}


def _typed(counted: Counted, *, prefix: str = "", only_where: bool = False) -> str:
    texts = {column: getattr(counted, column) for column in COLUMNS}
    if only_where:
        texts = {
            column: text if text in CHEAP else f"CASE WHEN {counted.where} THEN {text} END"
            for column, text in texts.items()
        }
    return ", ".join(f"({text})::{TYPES[column]} AS {prefix}{column}" for column, text in texts.items())


def once(**values: str) -> str:
    """Joins values that are dear to find, so that each is found once a row, however often it is asked for."""
    columns = ", ".join(f"({text}) AS {name}" for name, text in values.items())
    return f"CROSS JOIN LATERAL (SELECT {columns} OFFSET 0) once"

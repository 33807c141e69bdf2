"""The promises of a month: kept, broken, still running."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from rundum.base.reading import Question
from rundum.calc.promise_ring import Ring, RingState, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.queries.seen import of_those_seen, seen_by

MOST = 1000
DRAWN_AT_MOST = 120  # more rings than these say less than their count


DUE = "p.team_id = %(team)s AND p.due_at >= %(first)s AND p.due_at < %(behind)s AND p.withdrawn_at IS NULL"
"""The team's promises due from `first` until before `behind`; withdrawn ones count for nothing."""


class DueInMonth(NamedTuple):
    given_at: datetime
    due_at: datetime
    kept_at: datetime | None
    broken_at: datetime | None


@dataclass(frozen=True)
class MonthOfPromises:
    """What was promised for a month, by how it stands."""

    rings: Sequence[Ring]

    def _count(self, *states: RingState) -> int:
        return sum(ring.state in states for ring in self.rings)

    @cached_property
    def kept(self) -> int:
        return self._count(RingState.KEPT)

    @cached_property
    def broken(self) -> int:
        return self._count(RingState.BROKEN)

    @cached_property
    def at_risk(self) -> int:
        return self._count(RingState.RISK)

    @cached_property
    def running(self) -> int:
        """Those still to be kept, at risk or not."""
        return self._count(RingState.OK, RingState.RISK)

    @property
    def ended(self) -> int:
        """Kept and broken: what can be judged."""
        return self.kept + self.broken

    @property
    def drawn(self) -> list[tuple[str, float]]:
        """For the ring field; empty where there are too many to draw."""
        return [(ring.state, ring.used) for ring in self.rings] if len(self.rings) <= DRAWN_AT_MOST else []


def promises_due(team: int, first: datetime, behind: datetime, *, reader: int, inside: bool) -> Question[DueInMonth]:
    """The promises that are DUE, as far as the reader sees them."""
    sql = f"""
        SELECT p.given_at, p.due_at, p.kept_at, p.broken_at
        FROM concerns_promise p {of_those_seen("p", inside=inside)}
        WHERE {DUE} ORDER BY p.due_at LIMIT %(most)s
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, DueInMonth, seen_by(reader) | {"team": team, "first": first, "behind": behind, "most": MOST})


def month_of(promises: Sequence[DueInMonth], at: datetime, calendar: WorkingCalendar) -> MonthOfPromises:
    return MonthOfPromises(
        [
            promise_ring(due.given_at, due.due_at, at, calendar, kept_at=due.kept_at, broken_at=due.broken_at)
            for due in promises
        ]
    )


class Ended(NamedTuple):
    """How many promises were kept, of all that can be judged."""

    kept: int
    all: int


def promises_ended(
    team: int, first: datetime, behind: datetime, at: datetime, *, reader: int, inside: bool
) -> Question[Ended]:
    """The promises that are DUE and have ended by `at`, counted."""
    sql = f"""
        SELECT count(*) FILTER (WHERE p.kept_at IS NOT NULL),
               count(*) FILTER (WHERE p.kept_at IS NOT NULL OR p.broken_at IS NOT NULL OR p.due_at < %(at)s)
        FROM concerns_promise p {of_those_seen("p", inside=inside)}
        WHERE {DUE}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Ended, seen_by(reader) | {"team": team, "first": first, "behind": behind, "at": at})

"""The clock of the process (S6): how soon a person answers, how long until it is solved, what was handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from rundum.base.reading import Question
from rundum.calc.survival import Quantile, median_time

WINDOW = timedelta(days=90)
MOST = 2000  # the newest; so many say enough about a median


RECENT = """
    (SELECT * FROM concerns_concern
     WHERE team_id = %(team)s AND arrived_at >= %(since)s AND arrived_at <= %(at)s AND merged_into_id IS NULL
     ORDER BY arrived_at DESC LIMIT %(most)s)
"""
"""The newest concerns of the team that arrived within the window, closed or not."""
WAITED = """
    (SELECT sum(extract(epoch FROM COALESCE(w.until, %(at)s) - w.since)) FROM concerns_wait w
     WHERE w.customer_id = k.customer_id AND w.concern_id = k.id AND w.waiting_for = 'customer')
"""
CLOSED = "concerns_concern WHERE team_id = %(team)s AND closed_at >= %(since)s AND merged_into_id IS NULL"
HANDED_OVER = "concerns_handover WHERE from_team_id = %(team)s AND at >= %(month)s"


class Life(NamedTuple):
    """One concern of the window: seconds until its first human reply and its end, None where not yet; its age."""

    reply_seconds: float | None
    solved_seconds: float | None
    age_seconds: float
    waited_seconds: float


@dataclass(frozen=True)
class Median:
    """A median time with the open cases counted. more_than: it is not reached yet; `length` is the longest seen."""

    length: timedelta | None
    more_than: bool
    n: int
    still_open: int

    @property
    def hours(self) -> float | None:
        return None if self.length is None else self.length.total_seconds() / 3600


@dataclass(frozen=True)
class Clock:
    """reply: until a person answered. solved: until it was closed. waited: for customers, within the same time, all
    in all; shown apart and never taken off."""

    reply: Median
    solved: Median
    waited: timedelta


class OneStop(NamedTuple):
    """Closed in the window; without any hand-over among them; hand-overs of this month."""

    closed: int
    whole: int
    handed_over: int


def window(team: int, at: datetime) -> dict[str, object]:
    """The parameters of RECENT, WAITED and CLOSED."""
    return {"team": team, "at": at, "since": at - WINDOW, "most": MOST}


def lives(team: int, at: datetime) -> Question[Life]:
    """How the recent concerns of the team have fared so far."""
    sql = f"""
        SELECT extract(epoch FROM k.first_reply_at - k.arrived_at)::float,
               extract(epoch FROM k.closed_at - k.arrived_at)::float,
               extract(epoch FROM COALESCE(k.closed_at, %(at)s) - k.arrived_at)::float,
               COALESCE({WAITED}, 0)::float
        FROM {RECENT} k
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Life, window(team, at))


def one_stop(team: int, at: datetime, month: datetime) -> Question[OneStop]:
    """AC2.3: a concern that went to another team and came back is not one-stop; every hand-over counts."""
    sql = f"""
        SELECT count(*), count(*) FILTER (WHERE handed_over = 0), (SELECT count(*) FROM {HANDED_OVER}) FROM {CLOSED}
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, OneStop, window(team, at) | {"month": month})


def clock_of(found: Sequence[Life]) -> Clock:
    """Open cases count for as long as they have been open (AC6.1)."""
    replied = [life.reply_seconds for life in found if life.reply_seconds is not None]
    # Closed without a reply: nobody can answer it any more; the case is known up to then.
    unanswered = [life.age_seconds for life in found if life.reply_seconds is None]
    closed = [life.solved_seconds for life in found if life.solved_seconds is not None]
    still_open = [life.age_seconds for life in found if life.solved_seconds is None]
    return Clock(
        reply=_median(median_time(_positive(replied), _positive(unanswered))),
        solved=_median(median_time(_positive(closed), _positive(still_open))),
        waited=timedelta(seconds=sum(life.waited_seconds for life in found)),
    )


def _positive(seconds: Sequence[float]) -> list[float]:
    return [max(each, 0.0) for each in seconds]


def _median(found: Quantile) -> Median:
    seconds = found.longest if found.value is None else found.value
    return Median(
        length=None if seconds is None else timedelta(seconds=seconds),
        more_than=found.value is None,
        n=found.n,
        still_open=found.censored,
    )

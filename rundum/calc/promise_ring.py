"""The promise ring: the one sign by which every promise is read, and the share of its time that is used."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from rundum.calc.working_time import WorkingCalendar


class RingState(StrEnum):
    NONE = "none"
    OK = "ok"
    RISK = "risk"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True)
class Ring:
    """used: share of the promised time that has passed, 0 to 1; 0 where nothing is promised, 1 once it has ended."""

    state: RingState
    used: float


NO_PROMISE = Ring(RingState.NONE, 0.0)


def promise_ring(
    given_at: datetime | None,
    due_at: datetime | None,
    now: datetime,
    calendar: WorkingCalendar,
    *,
    kept_at: datetime | None = None,
    broken_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
) -> Ring:
    """The ring of a promise at the moment `now`; all moments aware, ends after `now` have not happened yet.

    none: nothing promised (no due time), or withdrawn. kept: kept in time; the last moment counts. broken: said to be
    broken, or past its due time, also if what was promised was done later.
    risk: running, and of the team's open time between promise and due time
      - a third or less is left, or
      - less than a working day (the team's longest) is left and half or more is used;
    so a promise of an hour is not at risk from its first minute, and one of two weeks is before its last day.
    ok: running otherwise. A promise that lies wholly in closed time is measured on the clock instead.
    Raises ValueError for naive datetimes.
    """
    if due_at is None or given_at is None or _has_come(withdrawn_at, now):
        return NO_PROMISE
    if kept_at is not None and _has_come(kept_at, now) and _has_come(kept_at, due_at):
        return Ring(RingState.KEPT, 1.0)
    if _has_come(broken_at, now) or not _has_come(now, due_at):
        return Ring(RingState.BROKEN, 1.0)
    whole = calendar.open_seconds_between(given_at, due_at)
    left = calendar.open_seconds_between(now, due_at)
    if whole <= 0:
        whole = max((due_at.astimezone(UTC) - given_at.astimezone(UTC)).total_seconds(), 1.0)
        left = (due_at.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
    used = min(1.0, max(0.0, 1 - left / whole))
    short = left < calendar.longest_day_seconds()
    at_risk = left * 3 <= whole or (short and left * 2 <= whole)
    return Ring(RingState.RISK if at_risk else RingState.OK, used)


def _has_come(moment: datetime | None, now: datetime) -> bool:
    """Whether `moment` is set and not after `now`. Compared in UTC: within one zone Python compares wall clocks."""
    return moment is not None and moment.astimezone(UTC) <= now.astimezone(UTC)

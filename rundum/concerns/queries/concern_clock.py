"""The clock of one concern: in the team's working time, with the wait for the customer shown apart (S6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Concern, Wait


@dataclass(frozen=True)
class ConcernClock:
    """arrived to closed, or to now. All lengths in open time of the team; None where the team has no hours.

    first_reply: until a person answered; None as well while nobody has. open_time is whole: waits are part of it.
    """

    arrived_at: datetime
    first_reply_at: datetime | None
    first_reply: timedelta | None
    open_time: timedelta | None
    waited_for_customer: timedelta | None
    waited_for_others: timedelta | None


def concern_clock(concern: Concern, waits: Iterable[Wait], calendar: WorkingCalendar, now: datetime) -> ConcernClock:
    """No query: the caller has read what it needs."""
    end = concern.closed_at or now
    customer = [wait for wait in waits if wait.waiting_for == Concern.WaitingFor.CUSTOMER]
    others = [wait for wait in waits if wait.waiting_for != Concern.WaitingFor.CUSTOMER]

    def worked(start: datetime, until: datetime) -> timedelta:
        return timedelta(seconds=calendar.open_seconds_between(start, until))

    def waited(periods: list[Wait]) -> timedelta:
        return sum((worked(wait.since, wait.until or end) for wait in periods), timedelta(0))

    if not any(calendar.hours.values()):
        return ConcernClock(concern.arrived_at, concern.first_reply_at, None, None, None, None)
    return ConcernClock(
        arrived_at=concern.arrived_at,
        first_reply_at=concern.first_reply_at,
        first_reply=worked(concern.arrived_at, concern.first_reply_at) if concern.first_reply_at else None,
        open_time=worked(concern.arrived_at, end),
        waited_for_customer=waited(customer),
        waited_for_others=waited(others),
    )

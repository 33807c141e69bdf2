"""The one place that tells the time.

Actions ask `now()` instead of the system, so that an import or the example company can do in 2024's name what
people did in 2024, through the very same actions, and so that tests can stand at a chosen moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The current moment, aware; or the moment set by the innermost `standing_at`."""
    return _standing_at.get() or timezone.now()


def today(zone: ZoneInfo | None = None) -> date:
    """The current date in `zone`, or in the zone active for this request."""
    return timezone.localdate(now(), zone)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let `now()` say `moment` (aware) inside the block. Raises ValueError for a naive moment."""
    if timezone.is_naive(moment):
        raise ValueError("standing_at needs an aware datetime")
    token = _standing_at.set(moment)
    try:
        yield
    finally:
        _standing_at.reset(token)

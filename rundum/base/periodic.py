"""What Rundum does by itself while it runs, again and again: a register of named actions.

An area says in its own file `periodic.py` what is to be done and how often, one line each:

    repeat("concerns.free_threads_of_the_gone", every=timedelta(minutes=15), act=free_threads_of_the_gone)

One process beside the web server carries them out (`housekeeping`, a management command). An action registered here
may break off at any moment and may run again at once, so it does nothing where nothing is left to do.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.module_loading import autodiscover_modules

from rundum.base.clock import now

log = logging.getLogger(__name__)

MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_SLEEP = timedelta(seconds=30)
"""After a machine has slept or its clock was set, what is due begins that much late at most."""


@dataclass(frozen=True)
class Periodic:
    """An action that is carried out when Rundum starts and then at every whole multiple of `every`.

    The multiples are counted from midnight UTC: a quarter of an hour falls on midnight in every time zone there is.
    """

    name: str
    every: timedelta
    act: Callable[[], object]

    def next_after(self, moment: datetime) -> datetime:
        """When it is due for the first time after `moment`."""
        return MIDNIGHT + ((moment - MIDNIGHT) // self.every + 1) * self.every


_register: dict[str, Periodic] = {}


def repeat(name: str, *, every: timedelta, act: Callable[[], object]) -> None:
    """Have `act` carried out by itself. name: area and verb; it stands in the log with what `act` returns.

    Raises ValueError for a name that is taken, or for an interval under a second.
    """
    if every < timedelta(seconds=1):
        raise ValueError(f"{name} would run without a pause")
    if _register.setdefault(name, Periodic(name, every, act)).act is not act:
        raise ValueError(f"{name} is taken")


def registered() -> list[Periodic]:
    """Everything the areas have registered, the lower areas first: what they bring up to date, the higher ones read."""
    autodiscover_modules("periodic")
    return list(_register.values())


def carry_out(periodic: Periodic) -> bool:
    """Do it now, unless another process is doing it; says whether it was done.

    What goes wrong is logged, not raised: one action's fault keeps no other from its turn.
    """
    began = time.monotonic()
    try:
        with _alone(periodic.name) as is_alone:
            if not is_alone:
                log.info("%s is being done by another process", periodic.name)
                return False
            result = periodic.act()
    except Exception:
        log.exception("%s failed; it will be tried again", periodic.name)
        return False
    seconds = round(time.monotonic() - began, 3)
    log.info("%s: %s", periodic.name, result, extra={"facts": {"periodic": periodic.name, "seconds": seconds}})
    return True


def carry_out_for_ever(actions: Iterable[Periodic]) -> None:
    """Carry out each now and whenever it is due, until the process is ended. Connections do not outlive an action."""
    due = dict.fromkeys(actions, now())
    while due:
        for periodic in [each for each, at in due.items() if at <= now()]:
            carry_out(periodic)
            connection.close()
            due[periodic] = periodic.next_after(now())
        pause = min(min(due.values()) - now(), LONGEST_SLEEP)
        time.sleep(max(pause.total_seconds(), 0))


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Hold the action's lock for the block; False when somebody else holds it. A process that dies frees it."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])

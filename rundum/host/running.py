"""Which `rundum up` holds an installation, how it is, and how it is asked to stop."""

import http.client
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rundum.host.folders import make_home
from rundum.host.locks import Lock
from rundum.host.problems import HostProblem
from rundum.host.processes import command_line

HOST = "127.0.0.1"
STOP_SECONDS = 330
ANSWER_SECONDS = 20


@dataclass(frozen=True)
class Running:
    """A running Rundum: the process of `rundum up`, and where it serves."""

    pid: int
    port: int

    @property
    def address(self) -> str:
        """Where people reach it."""
        return f"http://{HOST}:{self.port}/"

    def note(self) -> str:
        """The words it leaves in its lock."""
        return f"{self.pid} {self.port}"

    def is_well(self) -> bool:
        """Whether it answers and says that all is well."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @classmethod
    def of(cls, note: str) -> Self | None:
        """The one who left the note, if it can be read and still lives."""
        try:
            pid, port = map(int, note.split())
        except ValueError:
            return None
        return cls(pid, port) if any("rundum" in word for word in command_line(pid)) else None


def up_lock(home: Path) -> Lock:
    """The lock that `rundum up` holds as long as it lives."""
    return Lock(make_home(home) / "locks" / "up")


def find_running(home: Path) -> Running | None:
    """The Rundum that runs in `home`, if one does."""
    with up_lock(home) as lock:
        return None if lock.try_take() else Running.of(lock.read())


def stop_running(home: Path) -> bool:
    """Ask the Rundum in `home` to stop and wait until it has; says whether there was one."""
    running = find_running(home)
    if running is None:
        return False
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while find_running(home) is not None:
        if time.monotonic() > deadline:
            raise HostProblem(f"Rundum (process {running.pid}) has not stopped after {STOP_SECONDS} seconds.")
        time.sleep(0.1)
    return True

"""`rundum up`: everything Rundum needs on this machine, started, looked after and stopped in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Self

from rundum import environment
from rundum.host.folders import private_folder
from rundum.host.keeper import keep_lines
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.running import HOST, Running, up_lock

FINISH_SECONDS = 20
LOOK_EVERY_SECONDS = 0.5
ANSWER_SECONDS = 120
PORT_SECONDS = 10


class Stopped(BaseException):
    """Somebody asked us to stop."""


def up(home: Path, *, port: int, workers: int, empty: bool) -> None:
    """Run Rundum until stopped by Ctrl-C, SIGTERM or `rundum stop`.

    Raises HostProblem when it runs already, when the port is taken, or when a part does not start.
    """
    ourselves = Running(os.getpid(), port)
    with up_lock(home) as lock, stopping_on_signals():
        if not lock.try_take():
            other = Running.of(lock.read())
            raise HostProblem(
                f"Rundum is already running{f' at {other.address} (process {other.pid})' if other else ''}."
            )
        lock.write(ourselves.note())
        wait_for_port(port)
        embedded = None if environment.text("DATABASE_URL") else Server(home)
        with embedded.in_use() if embedded else nullcontext():
            link = prepare(ourselves.address, empty=empty)
            with Web(home, ourselves, workers) as web:
                web.wait()
                with Housekeeping(home, ourselves) as housekeeping:
                    print(f"\nRundum is ready: {ourselves.address}\n{link}\nStop it with Ctrl-C.", flush=True)
                    look_after([web, housekeeping], embedded)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the first signal to stop into an end of the block; further ones cannot disturb the clearing up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for each in signals:
        signal.signal(each, stop)
    try:
        yield
    except Stopped:
        print("Rundum has stopped.", flush=True)


def wait_for_port(port: int) -> None:
    """Return when the port is free; the workers of a killed parent need a moment to leave it."""
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError:
                raise HostProblem(f"Port {port} is reserved for root. Choose another, such as PORT=8000.") from None
            except OSError:
                if time.monotonic() > deadline:
                    raise HostProblem(
                        f"Port {port} is taken by another program. Choose another: PORT={port + 1} bin/start"
                    ) from None
            else:
                return
        time.sleep(0.2)


def prepare(address: str, *, empty: bool) -> str:
    """Bring database and static files up to date; returns what is to be shown at the end, the sign-in link.

    address: where Rundum will answer.
    """
    command = [sys.executable, "-m", "rundum.host.prepare", address, *(["--empty"] if empty else [])]
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        shown, _ = child.communicate()
    except Stopped:
        child.terminate()
        child.wait()
        raise
    if child.returncode != 0:
        raise HostProblem("Rundum could not be prepared; the reason stands above.")
    return shown.strip()


class Child:
    """A part of Rundum as a child process, started again when it dies. name: what it is, for people and its log."""

    name: str
    log_name: str
    command: Sequence[str]

    def __init__(self, home: Path) -> None:
        self.log = private_folder(home, "log") / self.log_name

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.terminate()
        try:
            self._child.wait(FINISH_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._lines.join(timeout=5)

    def revive(self) -> bool:
        """Start it again if it has died; says whether it had."""
        if self._child.poll() is None:
            return False
        self._start()
        return True

    def _start(self) -> None:
        self._child = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self._child.stdout is not None  # asked for above
        self._lines = keep_lines(self._child.stdout, self.log)


class Web(Child):
    """The web server."""

    name = "The web server"
    log_name = "web.log"

    def __init__(self, home: Path, running: Running, workers: int) -> None:
        super().__init__(home)
        self.running = running
        numbers = map(str, (running.port, workers, running.pid))
        self.command = [sys.executable, "-m", "rundum.host.web", *numbers]

    def wait(self) -> None:
        """Return when it answers. Raises HostProblem when it does not within two minutes."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self.running.is_well():
            if self._child.poll() is not None or time.monotonic() > deadline:
                raise HostProblem(f"The web server did not start; see {self.log}.")
            time.sleep(0.05)


class Housekeeping(Child):
    """What Rundum does by itself."""

    name = "The housekeeping"
    log_name = "housekeeping.log"

    def __init__(self, home: Path, running: Running) -> None:
        super().__init__(home)
        self.command = [sys.executable, "-m", "rundum.host.housekeeping", str(running.pid)]


def look_after(children: Sequence[Child], database: Server | None) -> None:
    """Start again whatever dies, until stopped."""
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        if database and database.process() is None:
            print("PostgreSQL has gone; starting it again.", file=sys.stderr, flush=True)
            database.start()
        for child in children:
            if child.revive():
                print(f"{child.name} has gone; starting it again.", file=sys.stderr, flush=True)
                time.sleep(LOOK_EVERY_SECONDS)

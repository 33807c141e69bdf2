"""Doing things as another process or another account, as life does to an installation."""

import multiprocessing
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rundum.host.postgres import Server
from rundum.host.processes import working_in

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")

HOLD_SERVER = """
import sys, time
from pathlib import Path
from rundum.host.postgres import Server

server = Server(Path(sys.argv[1]))
with server.in_use():
    print(server.process(), flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold_server(home: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that uses the server for a while; its first line is the server's process number."""
    command = [sys.executable, "-c", HOLD_SERVER, str(home), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill_server(server: Server) -> None:
    """kill -9 the postmaster; returns when all its backends have gone too."""
    os.kill(server.process(), signal.SIGKILL)
    until(lambda: server.process() is None and not working_in(server.data, "postgres"))


def as_user(name: str, act: Callable[[], object]) -> str:
    """Do it as the user `name`; returns the result, or the error's name and text, as a string."""
    queue = multiprocessing.get_context("fork").SimpleQueue()
    child = multiprocessing.get_context("fork").Process(target=_become_and_act, args=(name, act, queue))
    child.start()
    answer = queue.get()
    child.join()
    return answer


def _become_and_act(name: str, act: Callable[[], object], queue) -> None:
    try:
        entry = pwd.getpwnam(name)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
        queue.put(str(act()))
    except Exception as problem:
        queue.put(f"{type(problem).__name__}: {problem}")


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Return when the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)

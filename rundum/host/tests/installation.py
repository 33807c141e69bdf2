"""A whole installation for tests: the `rundum` command in a data folder, and the web server it runs."""

import os
import socket
import subprocess
import sys
import urllib.request
from http.client import HTTPResponse
from pathlib import Path

from rundum.host.processes import command_line
from rundum.host.tests.other_processes import until


def web_server_of(pid: int) -> int:
    """The process of the web server that `rundum up` with this process number looks after, as soon as there is one."""
    until(lambda: _children(pid, "rundum.host.web"))
    return _children(pid, "rundum.host.web")[0]


def housekeeping_of(pid: int) -> int:
    """The process beside it that does what is to happen by itself, as soon as there is one."""
    until(lambda: _children(pid, "rundum.host.housekeeping"))
    return _children(pid, "rundum.host.housekeeping")[0]


def workers_of(web: int) -> list[int]:
    """The worker processes of the web server."""
    return _children(web, "--multiprocessing-fork")


def _children(pid: int, word: str) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    children = [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
    return [child for child in children if word in command_line(child)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """Rundum in a data folder of its own, reached the way an operator and a browser reach it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.environment = os.environ | {"RUNDUM_DATA": str(home), "RUNDUM_WORKERS": "1", "PORT": str(self.port)}
        self.started: list[subprocess.Popen[str]] = []

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rundum.host.cli", *words]
        return subprocess.run(
            command, env=self.environment | environment, capture_output=True, text=True, timeout=120, check=False
        )

    def up(self, *words: str) -> subprocess.Popen[str]:
        """Start it, with `--empty` unless told other words, and read on until it is ready."""
        command = [sys.executable, "-m", "rundum.host.cli", "up", *(words or ["--empty"])]
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.started.append(process)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Rundum is ready"):
                return process
        raise AssertionError("".join(lines))

    def get(self, path: str) -> HTTPResponse:
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10)

    def end(self) -> None:
        """Stop all that was started."""
        for process in self.started:
            process.terminate()
            process.wait()

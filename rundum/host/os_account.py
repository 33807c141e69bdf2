"""The account of the operating system that PostgreSQL runs under.

PostgreSQL refuses to run as root. An ordinary user runs it as themselves; root runs it as the system user `rundum`,
made on first use, who owns the database files and nothing else.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NotRequired, TypedDict

from rundum.host.problems import HostProblem

SYSTEM_USER = "rundum"
CLEAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""The environment of every program run here: no PG* variable of the operator's may send it elsewhere."""


type Command = Sequence[str | Path]


class Apart(TypedDict):
    """The arguments of subprocess that set a child apart from us.

    It starts where every account may be, without our environment, with files of its own closed to others, and in a
    session of its own, so that no Ctrl-C meant for us reaches it; under another account where that is wanted.
    """

    cwd: str
    env: dict[str, str]
    umask: int
    start_new_session: bool
    user: NotRequired[int]
    group: NotRequired[int]
    extra_groups: NotRequired[list[int]]


@dataclass(frozen=True)
class Account:
    """One account of this machine, by number and name."""

    name: str
    uid: int
    gid: int

    @property
    def is_ourselves(self) -> bool:
        """Whether this process already runs under the account."""
        return self.uid == os.geteuid()

    def run(self, command: Command) -> subprocess.CompletedProcess[str]:
        """Run the command under the account and wait for its end."""
        return subprocess.run(command, capture_output=True, text=True, check=False, **self._apart())

    def start(self, command: Command, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the command under the account; it may outlive us."""
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **self._apart())

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may pass through every folder on the way; tried, because modes do not tell all."""
        return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]).returncode == 0

    def can_run(self, program: Path) -> bool:
        """Whether the account may execute the program."""
        try:
            return self.run([program, "--version"]).returncode == 0
        except OSError:
            return False

    def _apart(self) -> Apart:
        apart = Apart(cwd="/", env=CLEAN, umask=0o077, start_new_session=True)
        if not self.is_ourselves:
            apart.update({"user": self.uid, "group": self.gid, "extra_groups": []})
        return apart


def ourselves() -> Account:
    """The account of this process. Raises HostProblem when the machine has no name for it."""
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise HostProblem(
            f"User number {os.geteuid()} has no entry in /etc/passwd, and PostgreSQL wants one. "
            "Add one, start as another user, or set DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def database_account() -> Account:
    """Who PostgreSQL runs as: ourselves, or for root the system user `rundum`, made when it is missing."""
    if os.geteuid() != 0:
        return ourselves()
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_system_user()
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make_system_user() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    advice = f"Make a system user {SYSTEM_USER!r}, or start as an ordinary user."
    if useradd is None:
        raise HostProblem(f"PostgreSQL does not run as root, and useradd is not on this machine. {advice}")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    options += ["--shell", "/usr/sbin/nologin", "--comment", "Rundum database"]
    done = subprocess.run([useradd, *options, SYSTEM_USER], capture_output=True, text=True, check=False)
    if done.returncode not in {0, 9}:  # 9: made by someone else a moment ago
        raise HostProblem(f"useradd could not make the user {SYSTEM_USER!r}: {done.stderr.strip()}. {advice}")

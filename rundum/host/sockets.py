"""Where the embedded server's socket is: a private folder with a path short enough for the kernel."""

import hashlib
import os
import re
import stat
from pathlib import Path

from rundum.host.folders import give
from rundum.host.os_account import Account
from rundum.host.problems import HostProblem

PORT = "5432"
"""Part of the socket's name; nothing listens on a network port."""
LONGEST_FOLDER = 107 - len(f"/.s.PGSQL.{PORT}")
PLAIN = re.compile(r"[\w./+@-]+", re.ASCII)


def socket_folder(home: Path) -> Path:
    """The folder of the socket of the server in `home`; the same for every process that asks.

    In the data folder when its path is short and plain: libpq and PostgreSQL split lists at commas, and a socket's
    path has at most 107 bytes. Otherwise in /run (root) or /tmp, under a name made from the data folder's path.
    """
    inside = home / "pg" / "run"
    if len(os.fsencode(inside)) <= LONGEST_FOLDER and PLAIN.fullmatch(str(inside)):
        return inside
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path("/run" if home_is_roots(home) else "/tmp") / f"rundum-{name}"  # noqa: S108 (checked before use)


def home_is_roots(home: Path) -> bool:
    """Whether the installation in `home` is root's."""
    try:
        return home.stat().st_uid == 0
    except OSError:
        return os.geteuid() == 0


def make_socket_folder(home: Path, account: Account) -> Path:
    """Make the socket's folder, or check that the one there is ours alone.

    Raises HostProblem when somebody else put something at its place: whoever owns the folder could stand in for the
    database.
    """
    folder = give(socket_folder(home), account)
    found = folder.lstat()
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == 0o700
    if not private:
        raise HostProblem(f"{folder} must be a folder of user {account.name!r} with mode 0700. Remove it, start again.")
    return folder

"""The folders below RUNDUM_DATA, with the modes that keep others out.

`RUNDUM_DATA/`  keys, files, backups: readable by us only; pg: by the account of the database only; static, log, locks.
Only folders made here get a mode; one that was there before, and every parent, is left exactly as it is.
"""

import os
from pathlib import Path

from rundum.host.os_account import Account
from rundum.host.problems import HostProblem


def make_home(home: Path) -> Path:
    """The data folder, made when missing; returned for chaining.

    Raises HostProblem when it belongs to someone else or cannot be made. Root's folder may be passed through by
    others (0711), as the database's account has to reach `pg` in it; what lies in it is still closed to them.
    """
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700)
    except FileExistsError:
        owner = home.stat().st_uid
        if owner != os.geteuid():
            raise HostProblem(
                f"The data folder {home} belongs to user number {owner}. Start as that user, or set RUNDUM_DATA."
            ) from None
    except OSError as problem:
        raise HostProblem(f"The data folder {home} cannot be made: {problem.strerror}. Set RUNDUM_DATA.") from None
    return home


def private_folder(home: Path, name: str) -> Path:
    """A folder of ours in the data folder that nobody else can look into."""
    folder = make_home(home) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def give(folder: Path, account: Account) -> Path:
    """A private folder at `folder`, made when missing and handed to `account`."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return folder
    if not account.is_ourselves:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    return folder


def refuse_unreachable(home: Path, account: Account) -> None:
    """Raise HostProblem when `account` cannot pass through to `home`. Never opens a folder itself."""
    if account.can_enter(home):
        return
    closed = next(folder for folder in [*reversed(home.parents), home] if not account.can_enter(folder))
    raise HostProblem(
        f"PostgreSQL does not run as root but as user {account.name!r}, who cannot pass through {closed}. "
        f"Set RUNDUM_DATA to a folder below one that is open (/var/lib/rundum is the default), start as an ordinary "
        f"user, or let others pass with: chmod o+x '{closed}'"
    )

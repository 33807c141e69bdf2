"""`rundum restore`: prove that a backup is good, or bring it back."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rundum.host.archive import DUMP, FOLDERS, unpack
from rundum.host.database import Database, running_database
from rundum.host.folders import make_home, private_folder
from rundum.host.locks import Lock, alone
from rundum.host.problems import HostProblem
from rundum.host.tables import differences, is_empty, measure


def check(home: Path, path: Path) -> str:
    """Restore the backup beside the living database, compare every table and file, and remove it again.

    Returns a sentence on what was compared; raises HostProblem with what is wrong with the backup.
    """
    make_home(home)
    with alone(home / "locks" / "restore"), _unpacked(home, path) as (folder, manifest), running_database(home) as live:
        scratch = live.at(f"rundum_check_{hashlib.sha256(os.fsencode(home)).hexdigest()[:8]}")
        try:
            _fill(scratch, folder / DUMP, manifest)
        finally:
            scratch.drop()
    return _summary(path, manifest)


def restore(home: Path, path: Path, *, replace: bool) -> str:
    """Bring the backup back, after the same comparison; returns a sentence on what was restored.

    What was there before is kept until the next restore: the database under its name with `_replaced`, files and keys
    in the folder `replaced`. Raises HostProblem when Rundum is running, or when there is data and not `replace`.
    """
    make_home(home)
    with Lock(home / "locks" / "up") as up, alone(home / "locks" / "restore"):
        if not up.try_take():
            raise HostProblem("Rundum is running; stop it first: rundum stop")
        with running_database(home) as live, _unpacked(home, path) as (folder, manifest):
            with live.connect() as connection:
                if not replace and not is_empty(connection):
                    raise HostProblem("The database holds data already. To put the backup in its place: --replace")
            restored = live.at(f"{live.name}_restored")
            _fill(restored, folder / DUMP, manifest)
            _swap(live, restored, home, folder)
    return _summary(path, manifest)


@contextmanager
def _unpacked(home: Path, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The checked content of the backup, in a folder of ours for the time of the block."""
    folder = private_folder(home, "restoring")
    _clear(folder)
    try:
        yield folder, unpack(path, folder)
    finally:
        shutil.rmtree(folder)


def _fill(database: Database, dump: Path, manifest: dict[str, Any]) -> None:
    """Make the database from the dump and compare it, table by table, with what the manifest says."""
    database.drop()
    database.create()
    database.run("pg_restore", "--no-owner", "--no-privileges", "--jobs=2", str(dump))
    with database.connect() as connection:
        wrong = differences(manifest["tables"], measure(connection))
    if wrong:
        raise HostProblem(f"The restored database differs: {'; '.join(wrong)}.")


def _swap(live: Database, restored: Database, home: Path, folder: Path) -> None:
    replaced = private_folder(home, "replaced")
    _clear(replaced)
    old = live.at(f"{live.name}_replaced")
    old.drop()
    live.rename(old.name)
    restored.rename(live.name)
    for name in FOLDERS:
        if (home / name).exists():
            os.rename(home / name, replaced / name)
        if (folder / name).exists():
            os.rename(folder / name, home / name)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _summary(path: Path, manifest: dict[str, Any]) -> str:
    rows = sum(int(count) for count, _ in manifest["tables"].values())
    files = sum(name != DUMP for name in manifest["members"])
    return (
        f"{path}: made at {manifest['made_at']} by Rundum {manifest['rundum']}; "
        f"{len(manifest['tables'])} tables with {rows} rows and {files} files and keys are all there and unchanged."
    )

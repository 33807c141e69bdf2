"""`rundum backup`: everything Rundum keeps, at one moment, in one file."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from rundum.host.archive import DUMP, FOLDERS, written
from rundum.host.database import Database, running_database, server_version
from rundum.host.folders import private_folder
from rundum.host.tables import Measures, measure


def backup(home: Path, path: Path | None = None) -> Path:
    """Write a backup to `path`, or to a file named after the time in the folder `backups`; returns where it is.

    Rundum may run meanwhile: database, counts and hashes are of one snapshot, and files are read after it, so that
    each one it mentions is there. The archive holds the keys too; keep it where only you can read it.
    """
    path = path or private_folder(home, "backups") / f"rundum-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.tar"
    dump = path.with_name(path.name + ".dump")
    with running_database(home) as database, written(path) as archive:
        try:
            facts = _dump(database, dump)
            archive.add(DUMP, dump)
        finally:
            dump.unlink(missing_ok=True)
        for name in FOLDERS:
            archive.add_folder(name, home / name)
        archive.close(facts)
    return path


def last_backup(home: Path) -> datetime | None:
    """When the newest backup in the folder `backups` was made."""
    times = [path.stat().st_mtime for path in (home / "backups").glob("*.tar")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _dump(database: Database, path: Path) -> dict[str, str | Measures]:
    """Dump the database to `path` and measure its tables as of the same moment."""
    with database.connect() as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        path.touch(mode=0o600)
        database.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        return {
            "rundum": version("rundum"),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "postgresql": server_version(connection),
            "tables": measure(connection),
        }


def _one(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None  # a query for one value
    return str(row[0])

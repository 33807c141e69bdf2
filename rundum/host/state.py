"""`rundum check`: how an installation is, for people and for whatever watches over the machine."""

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from rundum import environment
from rundum.host.backup import last_backup
from rundum.host.database import configured_database, server_version
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.running import find_running

WELL, UNWELL, NOT_RUNNING = 0, 1, 3
LEAST_FREE_BYTES = 1_000_000_000
GIGABYTE = 1_000_000_000


def show_state(home: Path) -> int:
    """Print how the installation in `home` is; returns 0 when it runs and is well, 1 when not, 3 when it is stopped."""
    print(f"Rundum {version('rundum')}, Python {sys.version.split()[0]}, data in {home}")
    running = find_running(home)
    well = True
    if running is None:
        print("Web: not running")
    else:
        well = running.is_well()
        print(f"Web: running at {running.address} (process {running.pid}), {'well' if well else 'NOT ANSWERING WELL'}")
    well &= show_database(home)
    well &= show_disk(home)
    made = last_backup(home)
    print(f"Last backup: {made:%Y-%m-%d %H:%M} UTC" if made else "Last backup: none yet; make one with: rundum backup")
    if running is None:
        return NOT_RUNNING
    return WELL if well else UNWELL


def show_database(home: Path) -> bool:
    """Print which database it is, its size and whether migrations are missing; says whether all is well."""
    embedded = not environment.text("DATABASE_URL")
    where = "embedded" if embedded else "from DATABASE_URL"
    if embedded and Server(home).process() is None:
        print("Database: embedded, not running")
        return False
    try:
        with configured_database(home).connect() as connection:
            row = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
            print(f"Database: {where}, PostgreSQL {server_version(connection)}, {row[0] if row else 'unknown size'}")
    except HostProblem as problem:
        print(f"Database: {where}. {problem}")
        return False
    missing = are_migrations_missing()
    print("Migrations: SOME ARE MISSING; the next start applies them" if missing else "Migrations: all applied")
    return not missing


def are_migrations_missing() -> bool:
    """Whether the database lags behind this version of Rundum."""
    command = [sys.executable, "-m", "rundum.host.django_command", "migrate", "--check"]
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


def show_disk(home: Path) -> bool:
    """Print how much room is left; says whether it is enough."""
    disk = shutil.disk_usage(home)
    enough = disk.free > LEAST_FREE_BYTES
    words = "" if enough else " THAT IS LITTLE: the database stops when the disk is full."
    print(f"Disk: {disk.free / GIGABYTE:.1f} GB free of {disk.total / GIGABYTE:.1f} GB.{words}")
    return enough

"""Rundum on a server of the operator's own, the oldest one allowed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from rundum.host import backup, restore
from rundum.host.database import configured_database
from rundum.host.folders import give, make_home
from rundum.host.os_account import database_account
from rundum.host.problems import HostProblem
from rundum.host.tests.installation import free_port
from rundum.host.tests.other_processes import until

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def url(place: Path) -> Iterator[str]:
    """A PostgreSQL 15 of Debian's with a role that may make databases."""
    if not PROGRAMS.exists():
        pytest.skip("Debian's PostgreSQL 15 is not installed here")
    account = database_account()
    data, port = give(place / "old", account) / "data", free_port()
    made = account.run([PROGRAMS / "initdb", "-D", data, "-U", "shop", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
    assert made.returncode == 0, made.stderr
    with (place / "log").open("wb") as log:
        options = ["-c", f"unix_socket_directories={place / 'old'}", "-c", "listen_addresses=127.0.0.1"]
        server = account.start([PROGRAMS / "postgres", "-D", data, "-p", str(port), *options], log)
    until(lambda: account.run([PROGRAMS / "pg_isready", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0)
    yield f"postgresql://shop:geh%20eim@127.0.0.1:{port}/"
    account.run([PROGRAMS / "pg_ctl", "stop", "-D", data, "-m", "fast"])
    server.wait()


def test_an_older_server_is_backed_up_and_restored_with_the_tools_we_carry(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    make_home(home)
    monkeypatch.setenv("DATABASE_URL", f"{url}shop")
    database = configured_database(home)
    database.create()
    with database.connect() as connection:
        connection.execute("CREATE TABLE customer (name text PRIMARY KEY); INSERT INTO customer VALUES ('Müller')")
    path = backup.backup(home)
    assert "1 tables with 1 rows" in restore.check(home, path)
    with database.connect() as connection:
        connection.execute("DELETE FROM customer")
    restore.restore(home, path, replace=True)
    with database.connect() as connection:
        assert connection.execute("SELECT name FROM customer").fetchone() == ("Müller",)
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO customer VALUES ('Müller')")
    assert not (home / "pg").exists()


def test_a_restore_that_fails_for_another_reason_is_not_taken_for_harmless(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    make_home(home)
    monkeypatch.setenv("DATABASE_URL", f"{url}shop")
    database = configured_database(home)
    database.create()
    with database.connect() as connection:
        connection.execute("CREATE TABLE customer (name text); INSERT INTO customer VALUES ('Müller')")
    path = home / "customer.dump"
    database.run("pg_dump", "--format=custom", f"--file={path}")
    with pytest.raises(HostProblem, match="already exists"):
        database.run("pg_restore", str(path))

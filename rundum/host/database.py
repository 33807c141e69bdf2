"""The installation's database for programs beside Django, embedded or not: a connection, and PostgreSQL's own tools."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from rundum import environment
from rundum.host.database_url import database_settings
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.programs import program

LEAST_VERSION = 15
NEWER_SETTING = 'unrecognized configuration parameter "transaction_timeout"'
"""What a server before 17 answers to the first command of our pg_restore."""


@dataclass(frozen=True)
class Database:
    """One database, with everything needed to reach it. `at` names another one on the same server."""

    name: str
    server: dict[str, str]
    password: str

    def at(self, name: str) -> "Database":
        """The database `name` on the same server."""
        return Database(name, self.server, self.password)

    def connect(self) -> psycopg.Connection:
        """A connection in autocommit. Raises HostProblem when the server cannot be reached or is too old."""
        try:
            connection = psycopg.connect(self._conninfo(), password=self.password or None, autocommit=True)
        except psycopg.OperationalError as problem:
            raise HostProblem(f"The database {self.name!r} cannot be reached: {problem}") from None
        if connection.info.server_version < LEAST_VERSION * 10_000:
            raise HostProblem(f"Rundum needs PostgreSQL {LEAST_VERSION} or later, not {server_version(connection)}.")
        return connection

    def run(self, tool: str, *options: str) -> None:
        """Run pg_dump or pg_restore on it. Raises HostProblem with the tool's own words when it fails."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        command = [program(tool), "--dbname", self._conninfo(), "--no-password", *options]
        done = subprocess.run(
            command, env=known | {"PGPASSWORD": self.password}, capture_output=True, text=True, check=False
        )
        if done.returncode != 0 and not _harmless(done.stderr):
            raise HostProblem(f"{tool} failed: {done.stderr.strip()}")

    def create(self) -> None:
        """Make it, empty. Raises HostProblem when the role may not."""
        try:
            self._command("CREATE DATABASE {} TEMPLATE template0")
        except psycopg.errors.InsufficientPrivilege:
            raise HostProblem(
                f"The role of DATABASE_URL may not create databases, which a restore needs. "
                f"As an administrator: ALTER ROLE {self.server.get('user', '...')} CREATEDB"
            ) from None

    def drop(self) -> None:
        """Remove it if it exists, whoever is connected."""
        self._command("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def rename(self, name: str) -> None:
        """Give it another name. Raises HostProblem while somebody is connected."""
        try:
            self._command("ALTER DATABASE {} RENAME TO {}", name)
        except psycopg.errors.ObjectInUse:
            raise HostProblem(f"Somebody is connected to the database {self.name!r}; end that first.") from None

    def _command(self, text: str, *names: str) -> None:
        with self.at("postgres").connect() as connection:
            connection.execute(sql.SQL(text).format(*map(sql.Identifier, (self.name, *names))))

    def _conninfo(self) -> str:
        return make_conninfo(dbname=self.name, connect_timeout=10, **self.server)


def _harmless(said: str) -> bool:
    """Whether all that pg_restore complains about is that an older server lacks a setting it begins with."""
    errors = [line for line in said.splitlines() if line.startswith("pg_restore: error:")]
    return bool(errors) and all(NEWER_SETTING in line for line in errors)


@contextmanager
def running_database(home: Path) -> Iterator[Database]:
    """The installation's database; the embedded server, if it is one, runs during the block."""
    url = environment.text("DATABASE_URL")
    with nullcontext() if url else Server(home).in_use():
        yield configured_database(home)


def configured_database(home: Path) -> Database:
    """The installation's database as configured, running or not."""
    settings = database_settings(environment.text("DATABASE_URL"), home)
    server = {"host": settings["HOST"], "port": settings.get("PORT", ""), "user": settings["USER"]}
    server |= settings.get("OPTIONS", {})
    return Database(
        settings["NAME"], {key: value for key, value in server.items() if value}, settings.get("PASSWORD", "")
    )


def server_version(connection: psycopg.Connection) -> str:
    """The server's version as people write it, such as 18.4."""
    return f"{connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"

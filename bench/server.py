"""A PostgreSQL of its own for measuring: started and configured as the embedded one is (rundum.host)."""

from pathlib import Path

from psycopg import sql

from rundum.host.postgres import ROLE, SUPERUSER, Server
from rundum.host.sockets import PORT, socket_folder


def address_of(home: Path, database: str) -> str:
    """For DATABASE_URL."""
    return f"postgresql://{ROLE}@/{database}?host={socket_folder(home)}&port={PORT}"


def make_database(home: Path, name: str) -> None:
    """Start the server when it does not run, and make the database when it is not there."""
    server = Server(home)
    server.start()
    with server.connect(SUPERUSER, SUPERUSER) as own:
        if own.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
            own.execute(sql.SQL("create database {} owner {}").format(sql.Identifier(name), sql.Identifier(ROLE)))

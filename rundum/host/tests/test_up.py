"""The whole of `rundum up`, as a command."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rundum.host.postgres import Server
from rundum.host.processes import command_line
from rundum.host.running import find_running
from rundum.host.tests.installation import Installation, free_port, housekeeping_of, web_server_of
from rundum.host.tests.other_processes import until


@pytest.fixture
def rundum(home: Path) -> Iterator[Installation]:
    installation = Installation(home)
    yield installation
    installation.end()


def test_it_serves_says_how_it_is_refuses_a_second_start_and_stops_with_everything(rundum: Installation):
    process = rundum.up()
    with rundum.get("/health/") as answer:
        assert json.load(answer) == {"status": "ok", "database": "ok"}
        assert answer.headers["X-Request-ID"]

    assert rundum.run("check").returncode == 0
    assert f"http://127.0.0.1:{rundum.port}/" in rundum.run("manage", "sign_in_link", PORT="8000").stdout
    second = rundum.run("up", PORT=str(free_port()))
    assert second.returncode == 1
    assert f"already running at http://127.0.0.1:{rundum.port}/" in second.stderr

    postmaster = Server(rundum.home).process()
    stopped = rundum.run("stop")
    assert "Rundum has stopped" in stopped.stdout
    assert process.wait(10) == 0
    assert not command_line(postmaster)
    assert find_running(rundum.home) is None
    assert rundum.run("check").returncode == 3
    assert "was not running" in rundum.run("stop").stdout

    log = [json.loads(line) for line in (rundum.home / "log" / "web.log").read_text().splitlines()]
    assert any(line.get("path") == "/health/" and line["status"] == 200 for line in log)


def test_a_signal_stops_web_server_and_database_in_good_order(rundum: Installation):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process = rundum.up()
        postmaster = Server(rundum.home).process()
        process.send_signal(number)
        assert process.wait(30) == 0
        assert "Rundum has stopped" in process.stdout.read()
        assert not command_line(postmaster)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", rundum.port))


def test_after_its_parent_was_killed_the_next_start_takes_over(rundum: Installation):
    process = rundum.up()
    postmaster = Server(rundum.home).process()
    process.kill()
    process.wait()
    assert command_line(postmaster)
    process = rundum.up()  # on the same port
    assert Server(rundum.home).process() == postmaster
    with rundum.get("/health/") as answer:
        assert answer.status == 200
    process.terminate()
    process.wait()
    assert not command_line(postmaster)


def test_what_dies_under_it_is_started_again(rundum: Installation):
    rundum.up()
    server = Server(rundum.home)
    running = find_running(rundum.home)
    os.kill(server.process(), signal.SIGKILL)
    until(lambda: server.answers() and running.is_well())
    web = web_server_of(running.pid)
    os.kill(web, signal.SIGKILL)
    until(lambda: not command_line(web))
    until(running.is_well)


def test_what_is_to_happen_by_itself_happens_beside_the_web_server(rundum: Installation):
    process = rundum.up()
    log = rundum.home / "log" / "housekeeping.log"
    until(lambda: log.exists() and "concerns.free_threads_of_the_gone: 0" in log.read_text())
    assert all(json.loads(line) for line in log.read_text().splitlines())
    first = housekeeping_of(process.pid)
    os.kill(first, signal.SIGKILL)
    until(lambda: not command_line(first))
    second = housekeeping_of(process.pid)
    assert rundum.run("stop").returncode == 0
    assert not command_line(second)


def test_stopping_also_ends_a_database_that_outlived_its_parent(rundum: Installation):
    process = rundum.up()
    postmaster = Server(rundum.home).process()
    process.kill()
    process.wait()
    assert "Rundum has stopped" in rundum.run("stop").stdout
    assert not command_line(postmaster)


def test_a_port_that_something_else_uses_is_said(rundum: Installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", rundum.port))
        other.listen()
        failed = rundum.run("up")
    assert failed.returncode == 1
    assert f"Port {rundum.port} is taken by another program" in failed.stderr
    assert not (rundum.home / "pg").exists()


def test_a_mistyped_setting_stops_the_start_before_anything_is_made(rundum: Installation):
    failed = rundum.run("up", RUNDUM_WROKERS="4")
    assert failed.returncode == 1
    assert "Unknown setting RUNDUM_WROKERS" in failed.stderr
    assert not rundum.home.exists()


def test_a_database_that_cannot_be_reached_is_said_without_a_traceback(rundum: Installation):
    failed = rundum.run("up", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert failed.returncode == 1
    assert "cannot be reached" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (rundum.home / "pg").exists()


def test_who_stops_reading_what_it_says_gets_no_traceback(rundum: Installation):
    command = [sys.executable, "-m", "rundum.host.cli", "check"]
    check = subprocess.Popen(command, env=rundum.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    check.stdout.close()
    assert check.stderr.read() == ""
    assert check.wait(60) == 141


def test_a_management_command_brings_the_database_with_it(rundum: Installation):
    done = rundum.run("manage", "showmigrations", "accounts")
    assert done.returncode == 0
    assert "[ ] 0001_initial" in done.stdout
    assert Server(rundum.home).process() is None


def test_begun_empty_it_stays_empty_until_the_first_run_is_filled_in(rundum: Installation):
    rundum.up("--empty")
    assert rundum.run("stop").returncode == 0
    rundum.up("--port", str(rundum.port))
    with rundum.get("/") as answer:
        assert answer.url.endswith("/first-run/")

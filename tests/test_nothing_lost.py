"""Fifty times kill -9 in the middle of writes over HTTP: what was acknowledged is there after the next start.

Two people take in one concern after the other while the web server, one of its workers, PostgreSQL, all of them at
once, or `rundum up` itself are killed. A concern counts as acknowledged once the answer to its form was read.
"""

import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from rundum.host.postgres import Server
from rundum.host.running import find_running
from rundum.host.tests.installation import Installation, web_server_of, workers_of
from rundum.host.tests.other_processes import until

KILLS = 50
WRITE_SECONDS = (0.1, 0.6)
SEED = """
import json
import django
django.setup()
from rundum.accounts.actions.links import make_sign_in_link
from tests.world import make_world
world = make_world()
tokens = [make_sign_in_link(user, hours=1) for user in (world.aylin, world.emeka)]
print(json.dumps({"customer": world.dairy.pk, "process": world.complaint.pk, "tokens": tokens}))
"""


class Writer(threading.Thread):
    """Somebody signed in who takes in one numbered concern after the other."""

    def __init__(self, name: str, port: int, seed: dict, token: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.name = name
        self.port = port
        self.address = f"/concerns/new/?customer={seed['customer']}"
        self.process = str(seed["process"])
        self.stop = stop
        self.acknowledged: list[str] = []
        self.tried = 0
        self.refused: list[int] = []
        self.cookies: SimpleCookie[str] = SimpleCookie()
        link = f"/sign-in/link/{token}/"
        form = self.ask("GET", link)[1]
        self.csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        assert self.ask("POST", link)[0] == 302
        self.csrf = self.cookies["csrftoken"].value

    def run(self) -> None:
        while not self.stop.is_set():
            self.tried += 1
            title = f"{self.name} {self.tried}"
            try:
                status, _ = self.ask("POST", self.address, title=title, process=self.process, channel="phone")
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status == 302:
                self.acknowledged.append(title)
            else:
                self.refused.append(status)

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        """One request on a connection of its own, as a browser's after a crash."""
        headers = {"Cookie": self.cookies.output([], "", "; ").strip()}
        body = None
        if method == "POST":
            body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.csrf, **fields})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return answer.status, text


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="rundum-kill-"))
    folder.chmod(0o755)
    installation = Installation(folder / "home")
    yield installation
    installation.end()
    Server(installation.home).stop_unused()
    shutil.rmtree(folder)


def seeded(installation: Installation) -> dict:
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "rundum.settings"}
    done = subprocess.run([sys.executable, "-c", SEED], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def kill(installation: Installation, victim: str) -> None:
    """kill -9, and whatever a person would then do: nothing, except to start Rundum again when it is gone whole."""
    parent = find_running(installation.home).pid
    web = web_server_of(parent)
    victims = {
        "postgres": [Server(installation.home).process()],
        "web": [web],
        "worker": workers_of(web)[-1:],
        "both": [web, *workers_of(web), Server(installation.home).process()],
        "everything": [parent, web, *workers_of(web), Server(installation.home).process()],
    }[victim]
    for pid in filter(None, victims):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if victim == "everything":
        installation.started[-1].wait()
        installation.up()


def kept(installation: Installation) -> list[str]:
    with Server(installation.home).connect() as connection:
        found = connection.execute(
            "SELECT title FROM concerns_concern JOIN timeline_entry ON concern_id = concerns_concern.id"
        )
        return [title for (title,) in found]


def test_no_acknowledged_write_is_lost_in_fifty_kills(installation: Installation):
    installation.up()
    seed = seeded(installation)
    stop = threading.Event()
    writers = [
        Writer(name, installation.port, seed, token, stop)
        for name, token in zip(["Aylin", "Emeka"], seed["tokens"], strict=True)
    ]
    for writer in writers:
        writer.start()
    chance = random.Random(1893)
    plan = ["postgres"] * 20 + ["worker"] * 12 + ["web"] * 8 + ["both"] * 6 + ["everything"] * 4
    assert len(plan) == KILLS
    chance.shuffle(plan)
    for victim in plan:
        before = sum(len(writer.acknowledged) for writer in writers)
        until(lambda before=before: sum(len(writer.acknowledged) for writer in writers) > before, seconds=60)
        time.sleep(chance.uniform(*WRITE_SECONDS))
        acknowledged = [title for writer in writers for title in writer.acknowledged]
        kill(installation, victim)
        until(lambda: Server(installation.home).answers(), seconds=60)
        assert set(acknowledged) <= set(kept(installation)), f"lost after killing {victim}"
    until(find_running(installation.home).is_well, seconds=60)
    stop.set()
    for writer in writers:
        writer.join()
    acknowledged = [title for writer in writers for title in writer.acknowledged]
    found = kept(installation)
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found)), "something was taken in twice, or has two entries"
    assert len(acknowledged) > KILLS
    assert {status for writer in writers for status in writer.refused} <= {500, 503}

"""The real server, started as `rundum up` starts it, and a browser's part of the work."""

import http.client
import os
import re
import subprocess
import sys
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench.probe import Cost, Target
from bench.words import PASSWORD
from rundum.host.running import Running

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Web:
    """One worker serving one database; a block in which it runs."""

    def __init__(self, home: Path, database_url: str, port: int) -> None:
        self.environment = os.environ | {"DATABASE_URL": database_url, "RUNDUM_DATA": str(home)}
        self.running = Running(os.getpid(), port)

    def __enter__(self) -> "Web":
        prepare = [sys.executable, "-m", "rundum.host.prepare", self.running.address, "--empty"]
        subprocess.run(prepare, env=self.environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "rundum.host.web", str(self.running.port), "1", str(os.getpid())]
        self._log = open(Path(self.environment["RUNDUM_DATA"]) / f"web-{self.running.port}.log", "w")
        self._child = subprocess.Popen(command, env=self.environment, stdout=self._log, stderr=self._log)
        deadline = time.monotonic() + 120
        while not self.running.is_well():
            if self._child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The web server did not start; see {self._log.name}.")
            time.sleep(0.2)
        return self

    def __exit__(self, *_: object) -> None:
        self._child.terminate()
        self._child.wait(30)
        self._log.close()

    def cpu(self) -> float:
        """Milliseconds of CPU the server's processes have used so far."""
        used = 0
        for pid in self._family():
            for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                try:
                    used += int(task.read_text().split()[0])
                except OSError:  # a thread that has ended
                    continue
        return used / 1e6

    def _family(self) -> list[int]:
        if not hasattr(self, "_pids"):
            found = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(self._child.pid)],
                capture_output=True,
                text=True,
                check=False,
            )
            self._pids = [self._child.pid, *map(int, found.stdout.split())]
        return self._pids


class Browser:
    """Someone who has signed in and keeps the connection open."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.connection = http.client.HTTPConnection("127.0.0.1", web.running.port, timeout=60)
        self.cookies: dict[str, str] = {}

    def sign_in(self, email: str) -> str:
        """Returns the session's key."""
        page = self._ask("GET", "/sign-in/")[1]
        form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": TOKEN.search(page.decode())[1]}
        status, body = self._ask("POST", "/sign-in/", form)
        if status != 302:
            raise RuntimeError(f"{email} could not sign in: {status} {body[:2000].decode()}")
        return self.cookies["sessionid"]

    def measure(self, target: Target) -> Cost:
        """One request, answered in full; the CPU is the server's."""
        try:
            return self._measure(target)
        except http.client.RemoteDisconnected:  # it had been idle for too long
            self.connection.close()
            return self._measure(target)

    def _measure(self, target: Target) -> Cost:
        form = target.form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]} if target.form else None
        before, began = self.web.cpu(), time.perf_counter()
        status, body = self._ask("POST" if form else "GET", target.address, form, htmx=target.htmx)
        wall = (time.perf_counter() - began) * 1000
        if status != (302 if form else 200):
            raise RuntimeError(f"{target.address}: {status} {body[:500].decode()}")
        return Cost(wall, self.web.cpu() - before)

    def _ask(
        self, method: str, address: str, form: dict[str, str] | None = None, *, htmx: bool = False
    ) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Referer": self.web.running.address, "Accept-Language": "de"}
        if htmx:
            headers["HX-Request"] = "true"
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, urlencode(form) if form else None, headers)
        response = self.connection.getresponse()
        body = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response.status, body

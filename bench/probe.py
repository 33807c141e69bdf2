"""A process of its own for each database: the bare SQL of a page, and its bare rendering.

Bare SQL: the statements the page sent, recorded once, sent again one by one by psycopg, all rows fetched. Bare
rendering: the page's template rendered again with the very context the view gave it, its queries answered already.
"""

import os
import sys
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any
from unittest import mock

NO_STATEMENT = ("BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True)
class Target:
    """One address. form: what is posted there; nothing for a page that is read."""

    name: str
    address: str
    form: dict[str, str] = field(default_factory=dict)
    htmx: bool = False


@dataclass(frozen=True)
class Cost:
    """Milliseconds on the clock, and of this process's own CPU."""

    wall: float
    cpu: float


@dataclass
class Recorded:
    """writes: its statements are rolled back when they are sent again. left: queries the bare rendering still makes."""

    statements: list[str]
    writes: bool
    rendering: tuple[tuple[Any, ...], dict[str, Any]] | None
    length: int
    left: int = 0


def serve(pipe: Connection, address: str, home: str) -> None:
    """Answer (method, arguments) until nobody asks any more."""
    os.environ |= {"DATABASE_URL": address, "RUNDUM_DATA": home, "DJANGO_SETTINGS_MODULE": "rundum.settings"}
    import django

    django.setup()
    probe = Probe()
    while True:
        try:
            name, arguments = pipe.recv()
        except EOFError:
            return
        pipe.send(getattr(probe, name)(*arguments))


class Probe:
    def __init__(self) -> None:
        from bench.loading import connect
        from bench.pages import reader, targets

        self.user = reader()
        self.targets = targets(self.user)
        self.recorded: dict[str, Recorded] = {}
        self.raw = connect()
        self.raw.execute("set synchronous_commit = on")

    def who(self) -> tuple[str, list[Target]]:
        return self.user.email, self.targets

    def record(self, name: str, cookie: str) -> tuple[int, int, int, list[str]]:
        """Statements, those left in the bare rendering, letters of the answer, and the statements themselves."""
        target = next(target for target in self.targets if target.name == name)
        self._answer(target, cookie)  # fills what a process keeps: compiled templates, content types, the gate
        found = self._answer(target, cookie)
        if found.rendering is not None:
            from django.db import connection
            from django.test.utils import CaptureQueriesContext

            self._render(found)
            with CaptureQueriesContext(connection) as left:
                self._render(found)
            found.left = len(left)
        self.recorded[name] = found
        return len(found.statements), found.left, found.length, found.statements

    def bare_sql(self, name: str) -> Cost:
        found = self.recorded[name]
        began, cpu = time.perf_counter(), time.process_time()
        if found.writes:
            self.raw.execute("begin")
        for statement in found.statements:
            cursor = self.raw.execute(statement)
            if cursor.description:
                cursor.fetchall()
        if found.writes:  # what was written cannot be written twice; a message of our own costs the same flush
            self.raw.execute("rollback")
            self.raw.execute("select pg_logical_emit_message(true, 'bench', 'commit')")
        return _since(began, cpu)

    def bare_rendering(self, name: str) -> Cost:
        found = self.recorded[name]
        if found.rendering is None:
            return Cost(0, 0)
        began, cpu = time.perf_counter(), time.process_time()
        self._render(found)
        return _since(began, cpu)

    def _answer(self, target: Target, cookie: str) -> Recorded:
        from django.conf import settings
        from django.db import connection, transaction
        from django.template import loader
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        seen: list[Any] = []
        original = loader.render_to_string

        def noting(*arguments: Any, **options: Any) -> str:
            seen.append((arguments, options))
            return original(*arguments, **options)

        client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        headers = {"HX-Request": "true"} if target.htmx else {}
        with mock.patch.object(loader, "render_to_string", noting), CaptureQueriesContext(connection) as queries:
            if target.form:
                with transaction.atomic():
                    response = client.post(target.address, target.form, headers=headers)
                    transaction.set_rollback(True)
            else:
                response = client.get(target.address, headers=headers)
        if response.status_code != (302 if target.form else 200):
            raise RuntimeError(f"{target.address}: {response.status_code}")
        statements = [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(NO_STATEMENT)]
        page = max(seen, key=lambda each: _weight(each), default=None) if not target.form else None
        return Recorded(statements, bool(target.form), page, len(response.content))

    def _render(self, found: Recorded) -> None:
        from django.template import loader
        from django.utils import timezone, translation

        arguments, options = found.rendering  # type: ignore[misc]
        with translation.override(self.user.language), timezone.override("Europe/Berlin"):
            loader.render_to_string(*arguments, **options)


def _weight(call: Any) -> int:
    """The page itself is rendered with the request; small parts drawn by themselves are not."""
    arguments, options = call
    return int(len(arguments) > 2 or "request" in options)


def _since(began: float, cpu: float) -> Cost:
    return Cost((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000)


if __name__ == "__main__":
    sys.exit("started by bench.measure")

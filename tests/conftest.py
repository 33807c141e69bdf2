"""What browser tests stand on: Chromium, a running server, people who are signed in, and checks every page must pass.

    def test_the_board_is_for_everyone(open_as, world):
        page = open_as(world.aylin, "/concerns/")
        page.get_by_role("link", name="Dichtungen").click()
        assert_accessible(page)  # from tests.checks

A test fails by itself when its page reports an error or breaks the content security policy.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from rundum.accounts.models import User
from tests.world import World

# Playwright's own event loop runs in the thread of the tests, where Django would refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

type OpenAs = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in {"browser", "journeys"}:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_as(browser: Browser, live_server: LiveServer, world: World) -> Iterator[OpenAs]:
    """`open_as(user, path, **options)`: the page as this person sees it, in a browser of their own.

    user: None for nobody. may_lose: the test itself loses an answer, which the console tells.
    options: as for Playwright's new_context, for example viewport=PHONE, color_scheme="dark".
    """
    yield from _opening(browser, live_server)


@pytest.fixture
def open_before_all(browser: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[OpenAs]:
    """As `open_as`, where there is nobody and nothing yet: an empty installation."""
    yield from _opening(browser, live_server)


def _opening(browser: Browser, live_server: LiveServer) -> Iterator[OpenAs]:
    problems: list[str] = []
    with ExitStack() as contexts:

        def open_page(user: User | None, path: str, *, may_lose: bool = False, **options: object) -> Page:
            context = browser.new_context(**({"locale": "de-DE", "viewport": DESKTOP} | options))
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            context.set_default_navigation_timeout(30_000)  # the first page of a run also reads all templates
            if user:
                _sign_in(context, user, live_server.url)
            page = context.new_page()

            def is_problem(said: object) -> bool:
                return _is_problem(said) and not (may_lose and "Failed to fetch" in getattr(said, "text", ""))

            page.on("pageerror", lambda error: problems.append(f"{path}: {error}") if _is_ours(error) else None)
            page.on("console", lambda said: problems.append(f"{path}: {said.text}") if is_problem(said) else None)
            page.goto(live_server.url + path)
            return page

        yield open_page
    _wait_for_requests()
    assert not problems, "\n".join(problems)


def _wait_for_requests() -> None:
    """Let requests that a page had begun when it was closed come to their end: emptying the tables, as happens next,
    would wait for them while they wait for it."""
    until = time.monotonic() + 5
    while time.monotonic() < until and any("process_request" in each.name for each in threading.enumerate()):
        time.sleep(0.02)


def _sign_in(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def _is_ours(error: object) -> bool:
    """Chromium also calls it an error when someone goes on before the fade between two pages has ended."""
    return not str(error).startswith("Transition was")


TAKEN_BACK = "htmx: htmx:error: signal is aborted without reason AbortError:"


def _is_problem(said: object) -> bool:
    """Errors of scripts and of the policy. A refused answer (403, 422, ...) is also logged, but is what tests test; so
    is a question that was taken back because it no longer matters (hx-sync), where the answer was slow to come."""
    kind, text = getattr(said, "type", ""), getattr(said, "text", "")
    return kind == "error" and "Failed to load resource" not in text and not text.startswith(TAKEN_BACK)

import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path, resolve

from rundum.host.json_log import JsonLines, request_id
from rundum.host.request_log import RequestLog, address_without_secrets

urlpatterns = [
    path("concerns/<int:customer>/<int:pk>/", lambda request, **_: HttpResponse()),
    path("sign-in/link/<str:token>/", lambda request, **_: HttpResponse()),
]


def answer(request):
    logging.getLogger("rundum.tests").warning("in between")
    return HttpResponse("fine")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture):
    def read():
        return [json.loads(line) for line in written]

    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(JsonLines().format(record))
    logger = logging.getLogger("rundum")
    logger.addHandler(handler)
    caplog.set_level(logging.INFO, "rundum")
    yield read
    logger.removeHandler(handler)


def test_every_answer_carries_an_id_that_its_log_lines_share(lines):
    response = RequestLog(answer)(RequestFactory().get("/health/?secret=1"))
    between, line = lines()
    assert response["X-Request-ID"] == between["request"] == line["request"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/health/", 200)
    assert line["ms"] >= 0
    assert "secret" not in json.dumps(line)
    assert request_id.get() == ""


def test_two_requests_have_different_ids():
    one, two = (RequestLog(answer)(RequestFactory().get("/")) for _ in range(2))
    assert one["X-Request-ID"] != two["X-Request-ID"]


def test_a_proxys_id_is_kept_unless_it_could_forge_a_line():
    middleware = RequestLog(answer)
    kept = middleware(RequestFactory().get("/", headers={"X-Request-ID": "abc-12345678"}))
    assert kept["X-Request-ID"] == "abc-12345678"
    for forged in ("short", "x" * 65, 'a","level":"x', "line\nbreak 123"):
        made = middleware(RequestFactory().get("/", headers={"X-Request-ID": forged}))
        assert made["X-Request-ID"] != forged


def test_the_log_names_numbers_but_no_sign_in_token():
    for address, logged in {
        "/concerns/7/12/": "/concerns/7/12/",
        "/sign-in/link/very-secret/": "/sign-in/link/<str:token>/",
    }.items():
        request = RequestFactory().get(address)
        request.resolver_match = resolve(address, urlconf=__name__)
        assert address_without_secrets(request) == logged


def test_an_error_brings_its_traceback_in_one_line():
    record = logging.makeLogRecord({"name": "rundum", "msg": "it %s", "args": ("broke",)})
    try:
        raise ValueError("broken")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "it broke"
    assert "ValueError: broken" in json.loads(line)["error"]

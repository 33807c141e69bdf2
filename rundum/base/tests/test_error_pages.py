import pytest
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from django.utils.translation import override

from rundum.base.refusals import NotAllowed, Refused
from rundum.urls import urlpatterns as real


def fails_with(error):
    def page(_request):
        raise error

    return page


urlpatterns = [
    path("400/", fails_with(SuspiciousOperation())),
    path("403/", fails_with(NotAllowed("members_only", "Das macht das Team."))),
    path("409/", fails_with(Refused("too_late", "Zu spät."))),
    path("500/", fails_with(RuntimeError("on purpose"))),
    *real,
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.usefixtures("world")]


@pytest.fixture
def stranger():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
@pytest.mark.parametrize(("language", "back"), [("de", "Zur Startseite"), ("en", "To the start page")])
def test_an_error_page_speaks_the_readers_language(stranger, status, language, back):
    answer = stranger.get(f"/{status}/", headers={"Accept-Language": language})
    assert answer.status_code == status
    assert f'lang="{language}"' in answer.text
    assert back in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_every_answer_carries_the_strict_policy(stranger, status):
    policy = stranger.get(f"/{status}/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("page", ["413.html", "503.html", "500.html"])
def test_pages_for_bad_moments_need_neither_request_nor_database(page):
    with override("de"):
        assert "<h1>" in render_to_string(page)

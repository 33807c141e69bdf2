import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from rundum.base.middleware import RefusalPages, ToastsInParts
from rundum.base.refusals import NotAllowed, Refused
from rundum.base.replies import page_or_part, redirect_or_part, toast, wants_part


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    return request


def test_htmx_gets_the_part_and_everyone_else_a_redirect():
    assert redirect_or_part(asked(), "/there/", part="base/logo.html").headers["Location"] == "/there/"
    part = redirect_or_part(asked(**{"HX-Request": "true"}), "/there/", part="base/logo.html")
    assert part.status_code == 200
    assert b"<svg" in part.content


def test_a_boosted_link_wants_the_page():
    assert not wants_part(asked(**{"HX-Request": "true", "HX-Boosted": "true"}))


def test_a_toast_waits_for_the_next_page():
    request = asked()
    toast(request, "Zusage gegeben.", "/undo/")
    assert [(str(one), one.extra_tags) for one in get_messages(request)] == [("Zusage gegeben.", "/undo/")]


def test_a_toast_rides_on_an_answer_to_htmx():
    request = asked(**{"HX-Request": "true", "HX-Source": "form"})
    toast(request, "Zusage <gegeben>.", "/undo/")
    html = ToastsInParts(lambda _request: HttpResponse("<p>Teil</p>"))(request).content.decode()
    assert html.startswith("<p>Teil</p>")
    assert 'hx-swap-oob="beforeend:#toasts"' in html
    assert "Zusage &lt;gegeben&gt;." in html
    assert 'action="/undo/"' in html


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("{}", content_type="application/json"),
        HttpResponse(status=204),
        HttpResponse(headers={"HX-Redirect": "/sign-in/"}),
        HttpResponse("x", status=500),
    ],
)
def test_a_toast_is_not_lost_where_it_cannot_be_shown(answer):
    request = asked(**{"HX-Request": "true", "HX-Source": "form"})
    toast(request, "Zusage gegeben.")
    before = answer.content
    assert ToastsInParts(lambda _request: answer)(request).content == before
    assert len(list(get_messages(request))) == 1


def test_what_scripts_fetch_by_themselves_leaves_the_toast_to_the_page():
    request = asked(**{"HX-Request": "true"})
    toast(request, "Zusage gegeben.")
    assert ToastsInParts(lambda _request: HttpResponse("<p>Teil</p>"))(request).content == b"<p>Teil</p>"


def test_a_browser_may_not_show_a_part_for_its_page():
    assert "HX-Request" in page_or_part(asked(), "500.html", "main", {}).headers["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotAllowed("members_only", "Das macht das Team."), 403), (Refused("too_late", "Zu spät."), 409)],
)
def test_a_refusal_becomes_a_page_that_says_why(refusal, status):
    request = asked()
    request.user = None
    answer = RefusalPages(lambda _request: HttpResponse()).process_exception(request, refusal)
    assert answer is not None
    assert answer.status_code == status
    assert refusal.sentence in answer.content.decode()
    assert answer.headers["HX-Reswap"] == "none"


def test_other_errors_are_left_to_be_seen():
    assert RefusalPages(lambda _request: HttpResponse()).process_exception(asked(), ValueError()) is None

"""Answers to requests that changed something: a part for htmx, a redirect otherwise, and a toast for both."""

from collections.abc import Mapping
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme


class Placed(Protocol):
    """What has a page of its own."""

    def get_absolute_url(self) -> str: ...


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks, and for a part of the page; a boosted link wants the page."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def redirect_or_part(
    request: HttpRequest,
    to: str | Placed,
    part: str,
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """After something was done: the part that shows it (`page.html#part`), or a redirect to where it is shown.

    to: an address, a view's name, or what has `get_absolute_url`.
    """
    if wants_part(request):
        return _varied(render(request, part, dict(context or {})))
    return redirect(to)


def page_or_part(
    request: HttpRequest, page: str, part: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """The page, or for htmx only the part of it with this name; a form with errors goes out with 422 either way."""
    name = f"{page}#{part}" if wants_part(request) else page
    return _varied(render(request, name, dict(context), status=status))


def _varied(response: HttpResponse) -> HttpResponse:
    """Page and part have one address; the browser must not show one for the other when it goes back."""
    patch_vary_headers(response, ["HX-Request"])
    return response


def onward(request: HttpRequest, wished: str, otherwise: str) -> str:
    """Where to go on: at the `wished` address if it is one of ours, so that no link leads elsewhere through us.

    otherwise: an address or a view's name, as `redirect` takes it.
    """
    is_ours = url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure())
    return wished if is_ours else otherwise


def toast(request: HttpRequest, sentence: str | Promise, undo_address: str = "") -> None:
    """Say in one sentence that something was done, on this answer's page or the next.

    undo_address: takes a POST and undoes it; offered for ten seconds.
    """
    messages.success(request, str(sentence), extra_tags=undo_address)

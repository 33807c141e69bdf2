"""What happens around every request of a page: refusals become pages, toasts reach htmx answers."""

from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from rundum.base.refusals import NotAllowed, Refused

type Respond = Callable[[HttpRequest], HttpResponseBase]


class RefusalPages:
    """NotAllowed becomes 403, a Refused that no form has shown becomes 409; both say why."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case NotAllowed():
                status = 403
            case Refused():
                status = 409
            case _:
                return None
        response = render(request, f"{status}.html", {"sentence": error.sentence}, status=status)
        response.headers["HX-Reswap"] = "none"  # htmx says the sentence in a toast and leaves the page as it is
        return response


class ToastsInParts:
    """A page shows its toasts itself; an answer to htmx gets them appended, to be swapped out of band.

    What our own scripts fetch (live parts, the palette) has no HX-Source and leaves the toasts to the next page.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request)
        if "HX-Source" not in request.headers or not isinstance(response, HttpResponse) or not _has_room(response):
            return response
        if len(get_messages(request)):
            toasts = render_to_string("base/toasts.html#out_of_band", request=request)
            response.content += toasts.strip().encode()
        return response


def _has_room(response: HttpResponse) -> bool:
    html = response.headers.get("Content-Type", "").startswith("text/html")
    leaves = "HX-Redirect" in response.headers or "HX-Refresh" in response.headers
    return html and not leaves and response.status_code in {200, 422}

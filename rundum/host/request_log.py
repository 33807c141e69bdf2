"""One log line for every request, and an id that ties together all that is logged on its behalf."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from rundum.host.json_log import request_id

logger = logging.getLogger("rundum.requests")
SAFE_ID = re.compile(r"[\w-]{8,64}", re.ASCII)


class RequestLog:
    """Middleware; stands first, so that its time is the whole time.

    The id comes from a proxy's X-Request-ID or is made here, and goes back in the same header. The line names the
    address, never its query, and not even the path where it carries a secret such as a sign-in link.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and log how it went."""
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            if not request.path.startswith(settings.STATIC_URL):
                self._log(request, response, time.perf_counter() - started)
        finally:
            request_id.reset(token)
        return response

    def _log(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        user = getattr(request, "_cached_user", None)  # only if the page has asked who it is; asking costs a query
        facts = {
            "method": request.method,
            "path": address_without_secrets(request),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "user": getattr(user, "pk", None),
        }
        logger.info("request", extra={"facts": facts})


def address_without_secrets(request: HttpRequest) -> str:
    """The path when it is made of words and numbers of ours only, else the pattern that it matched."""
    match = request.resolver_match
    if match is None or all(isinstance(value, int) for value in [*match.args, *match.kwargs.values()]):
        return request.path
    return f"/{match.route}"

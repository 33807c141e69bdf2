"""Before there is an organisation, every address leads to the first run."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from rundum.teams.models import Organisation

OPEN = ("/health/", "/static/")
BELIEVED_SECONDS = 5
"""How long a process believes that there is an organisation: removing the example company can take it away."""


class FirstRunFirst:
    """Asks the database at most every few seconds, and always while there is no organisation."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond
        self._seen_at: float | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first_run = reverse("first_run:first_run")
        if request.path == first_run or request.path.startswith(OPEN) or self._is_founded():
            return self.respond(request)
        return HttpResponseRedirect(first_run)

    def _is_founded(self) -> bool:
        if self._seen_at is not None and time.monotonic() - self._seen_at < BELIEVED_SECONDS:
            return True
        if not Organisation.objects.exists():
            return False
        self._seen_at = time.monotonic()
        return True

"""What was refused is on record: who tried what, for the audit (RECORD), never on a customer's timeline."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import Promise

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed
from rundum.timeline.actions import add_entry
from rundum.timeline.models import ORGANISATION

logger = logging.getLogger(__name__)

LONGEST = 300  # characters of a path that are kept


class RecordRefusals:
    """Writes an entry for every NotAllowed, after its action's transaction has been rolled back.

    Stands behind base's RefusalPages, which then makes the page; a refusal is answered even if it cannot be recorded.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if not isinstance(error, NotAllowed):
            return
        try:
            record_refusal(request, error)
        except DatabaseError:
            logger.exception("a refusal could not be recorded", extra={"facts": {"code": error.code}})


def record_refusal(request: HttpRequest, refusal: NotAllowed) -> None:
    """Write down who was refused what, and where; the reason in every language, as anyone may read the record."""
    data = {
        "code": refusal.code,
        "method": request.method,
        "path": request.path[:LONGEST],
        "reason": {code: _in(code, refusal.sentence) for code, _name in settings.LANGUAGES},
    }
    add_entry(
        "timeline.refused",
        by=request.user if isinstance(request.user, User) else None,
        customer=refusal.customer or ORGANISATION,
        data=data,
    )


def _in(language: str, sentence: str | Promise) -> str:
    with translation.override(language):
        return str(sentence)

"""A form that reaches the server twice is carried out once: pressed twice, or sent again after an answer was lost.

Every rendering of a page masks its CSRF token anew, so a form that comes with the token of one that has been sent
before, to the same address, and says the same, is the same press, whatever else was sent from that rendering meanwhile:
the answer may have been lost, and been noticed only after the next act. A form that stands on after its answer has come
says so itself in its field `answered` (sent_once.js), and may then mean the same again.

Each press is written down in the transaction that carries it out: whoever comes second, at the same moment or later,
waits for the first at the row and is answered like the first. Where nothing was done (422, or a refusal) the answer
stays empty, and the form may be sent again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import cast

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from rundum.accounts.models import SentForm
from rundum.base.clock import now
from rundum.base.replies import onward, toast, wants_part

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of the field)
BEGIN = """
INSERT INTO accounts_sentform AS before (press, answer, at) VALUES (%(press)s, '{}', %(at)s)
ON CONFLICT (press) DO UPDATE SET at = excluded.at WHERE before.answer = '{}' RETURNING true
"""
"""Returns no row where it was sent before and has been carried out."""


def sent_once(request: HttpRequest, carry_out: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer to the request; of a form that was sent before the answer it had then.

    carry_out: makes the answer, once; what it raises leaves nothing behind.
    """
    token = request.POST.get(TOKEN) if request.method == "POST" else None
    if not token:
        return carry_out()
    press = _digest(chain([str(request.user.pk).encode(), token.encode()], _content(request)))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, {"press": press, "at": now()})
            is_new = cursor.fetchone() is not None
        if not is_new:
            return _answer_again(request, SentForm.objects.get(press=press))
        response = carry_out()
        said = _said(request)
        if _has_done_something(response, said):
            SentForm.objects.filter(press=press).update(answer={"to": _leads_to(response), "said": said})
        return response


def _has_done_something(response: HttpResponseBase, said: list[list[str]]) -> bool:
    """An answer that leaves the form as it stands (204) is none: the same may be meant again, as with a switch."""
    return response.status_code != 204 and (response.status_code < 400 or bool(said))


def _leads_to(response: HttpResponseBase) -> str:
    """The address an answer sends the browser to; empty for one that is a page, or a part of one."""
    return response.headers.get("Location") or response.headers.get("HX-Redirect") or ""


def _said(request: HttpRequest) -> list[list[str]]:
    """The toasts of the answer, each with the address of its undo."""
    messages = cast(BaseStorage, get_messages(request))
    shown = messages.used
    said = [[message.message, message.extra_tags or ""] for message in messages]
    messages.used = shown
    return said


def _answer_again(request: HttpRequest, before: SentForm) -> HttpResponse:
    """Lead where the first answer led; where it showed something in place, to the page as it stands by now."""
    said = _said(request)
    for sentence, undo in before.answer["said"]:
        if [sentence, undo] not in said:
            toast(request, sentence, undo)
    to = before.answer["to"]
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": to} if to else {"HX-Refresh": "true"})
    return redirect(to or onward(request, request.headers.get("Referer", ""), request.get_full_path()))


def _content(request: HttpRequest) -> Iterator[bytes]:
    """Where the form was sent, and what it says."""
    yield request.get_full_path().encode()
    yield json.dumps(list(request.POST.lists())).encode()
    for name, files in request.FILES.lists():
        for file in files:
            yield json.dumps([name, file.name]).encode()
            yield from file.chunks()
            file.seek(0)


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()

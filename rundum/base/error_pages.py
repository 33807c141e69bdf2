"""Pages for requests that Django turns away before any page of ours sees them."""

from typing import Any, override

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 with the limit where too much was sent, else 400."""
    match exception:
        case UploadTooLarge():
            most = settings.LARGEST_UPLOAD // 1024**2
            sentence = _("All files together may have at most %(most)s MB. Send them in smaller parts.") % {
                "most": most
            }
        case RequestDataTooBig():
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
            sentence = _("A text may have at most %(most)s MB. Go back and attach it as a file.") % {"most": most}
        case TooManyFilesSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            sentence = _("At most %(most)s files can be sent at once. Send them in smaller parts.") % {"most": most}
        case TooManyFieldsSent():
            sentence = _("The form has more fields than can be taken in at once. Send it in smaller parts.")
        case _other:
            return render(request, "400.html", status=400)
    return render(request, "413.html", {"sentence": sentence}, status=413)


def csrf_failure(request: HttpRequest, **_details: str) -> HttpResponse:
    """403 for a form whose proof of origin no longer fits: mostly a page left open while one signed in anew.

    details: Django's reason, in English and for programmers; it stands in the log already.
    """
    return render(request, "403_csrf.html", status=403)


class UploadTooLarge(RequestDataTooBig):
    """The files of one request are more than we let the disk be filled with."""


class UploadLimit(FileUploadHandler):
    """Turns a request with too large a body away before anything of it is kept."""

    @override
    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        if content_length > settings.LARGEST_UPLOAD:
            raise UploadTooLarge(f"{content_length} bytes sent")

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    @override
    def file_complete(self, file_size: int) -> None:
        return None

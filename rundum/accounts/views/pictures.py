"""Serving people's pictures."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from rundum.accounts.access import open_to_colleagues
from rundum.accounts.pictures import media_type_of, picture_path


@open_to_colleagues
@require_safe
def picture(_request: HttpRequest, digest: str) -> HttpResponseBase:
    """The address carries the content's hash, so the browser may keep it for good; it cannot do anything but show."""
    try:
        file = picture_path(digest).open("rb")
    except (ValueError, FileNotFoundError) as error:
        raise Http404 from error
    media_type = media_type_of(file.read(16)) or "application/octet-stream"
    file.seek(0)
    return FileResponse(
        file,
        content_type=media_type,
        headers={
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )

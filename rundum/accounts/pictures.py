"""People's pictures: drawn anew as portraits, kept by the hash of their content, served so that nothing runs."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rundum.accounts.portraits import portrait_of
from rundum.base.refusals import Refused

LARGEST = 12 * 1024 * 1024  # bytes; a phone's camera makes 3 to 8 MB, and what is kept is small
ACCEPTED = "image/png,image/jpeg,image/webp"
DIGEST = re.compile(r"[0-9a-f]{64}")


def media_type_of(content: bytes) -> str | None:
    """What the first bytes say it is: PNG, JPEG or WebP, or None. The name and what the browser claims do not count."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return None


def store_picture(file: "UploadedFile[bytes]") -> str:
    """Keep the picture as a portrait (portraits.py) and return the hash that names it.

    Raises Refused("picture_too_large") beyond LARGEST, and as portrait_of does.
    """
    if (file.size or 0) > LARGEST:
        raise Refused("picture_too_large", _("The picture is larger than 12 MB. Choose a smaller one."))
    content = portrait_of(file.read())
    digest = hashlib.sha256(content).hexdigest()
    path = picture_path(digest)
    if not path.exists():
        _write(path, content)
    return digest


def picture_path(digest: str) -> Path:
    """Where the picture with this hash lies. Raises ValueError for what is no such hash."""
    if not DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return Path(settings.FILES_HOME) / "pictures" / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    """The whole file or none, also when the power goes."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        half.write(content)
        half.flush()
        os.fsync(half.fileno())
    os.replace(half.name, path)

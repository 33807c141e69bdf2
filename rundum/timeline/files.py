"""Files people attach: checked, kept once by the hash of their content, and given out so that they do no harm.

A file's place in FILES_HOME follows from its content (`ab/cd/abcd…`), so the same file is never stored twice and
nothing a person chooses becomes part of a path.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from rundum.base.refusals import Refused
from rundum.timeline.media_types import SUFFIXES, media_type_of
from rundum.timeline.models import Attachment

LARGEST = 20 * 1024 * 1024
NAME_AT_MOST = 120
CHUNK = 256 * 1024

_unwanted_in_names = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


@dataclass(frozen=True)
class StoredFile:
    """A file whose content lies in the store.

    digest: sha256 of the content in hex. size: in bytes.
    """

    digest: str
    name: str
    media_type: str
    size: int


def store_file(upload: "UploadedFile[bytes]") -> StoredFile:
    """Check the file and put it in the store; when this returns, it survives a crash.

    Raises Refused("file_empty"), Refused("file_too_large") and Refused("file_type"); nothing is kept then.
    """
    size = upload.size or 0
    if not size:
        raise Refused("file_empty", _("This file is empty."))
    if size > LARGEST:
        raise Refused("file_too_large", _("A file may have at most 20 MB."))
    media_type = media_type_of(upload, upload.name or "")
    if media_type is None:
        raise Refused(
            "file_type",
            _("Files of this type are not kept. Possible are PDF, pictures, office documents, text, e-mails and ZIP."),
        )
    return StoredFile(
        digest=_write(upload), name=clean_name(upload.name or "", media_type), media_type=media_type, size=size
    )


def clean_name(name: str, media_type: str) -> str:
    """The name without path, control and direction marks, not too long, its suffix fitting the type."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(letter for letter in bare if unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs"})
    bare = _unwanted_in_names.sub("_", bare).strip(" .")
    stem, dot, suffix = bare.rpartition(".")
    allowed = SUFFIXES[media_type]
    if not dot or suffix.lower() not in allowed:
        stem, suffix = bare, allowed[0]
    return f"{stem[: NAME_AT_MOST - len(suffix) - 1] or 'file'}.{suffix}"


def opened(digest: str) -> BinaryIO:
    """The kept content. Raises FileNotFoundError where it is missing."""
    return place_of(digest).open("rb")


def served(attachment: Attachment) -> FileResponse:
    """The file as a download that no browser runs or shows inside the application."""
    response = FileResponse(
        opened(attachment.digest),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def place_of(digest: str) -> Path:
    """Where content with this hash lies. Raises ValueError for what is no sha256 in hex."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError("not a digest")
    return Path(settings.FILES_HOME) / digest[:2] / digest[2:4] / digest


def _write(upload: "UploadedFile[bytes]") -> str:
    """Write to a temporary file, then move it to its place in one step, so that no half file is ever found there."""
    home = Path(settings.FILES_HOME)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=home, prefix=".incoming-")
    digest = hashlib.sha256()
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in upload.chunks(CHUNK):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        place = place_of(digest.hexdigest())
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            Path(temporary).replace(place)
            for folder in (place.parent, place.parent.parent, home):
                _sync(folder)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    """Make a new name in the folder survive a crash."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What a file is, read from its content and never from what the browser says about it.

Only types on the list are kept. Where content alone cannot tell (office formats of the nineties, plain text) the
suffix chooses among the types the content allows.
"""

import zipfile
import zlib
from typing import IO

HEAD = 4096
ZIP, OLE, TEXT = "application/zip", "application/x-ole", "text/plain"

SUFFIXES: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "image/heic": ("heic", "heif"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.ms-powerpoint": ("ppt",),
    "application/vnd.ms-outlook": ("msg",),
    "application/rtf": ("rtf",),
    ZIP: ("zip",),
    TEXT: ("txt", "log", "md"),
    "text/csv": ("csv", "tsv"),
    "text/calendar": ("ics",),
    "text/vcard": ("vcf",),
    "message/rfc822": ("eml",),
    "application/json": ("json",),
    "application/xml": ("xml",),
}
"""The types that are kept, each with the suffixes its name may have; the first one is added where none fits."""

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)

IN_OLE = (
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-outlook",
)
IN_TEXT = (TEXT, "text/csv", "text/calendar", "text/vcard", "message/rfc822", "application/json", "application/xml")
IN_ZIP = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def media_type_of(file: IO[bytes], name: str) -> str | None:
    """The media type of the content, or None for what is not kept. The file is rewound before and after."""
    file.seek(0)
    head = file.read(HEAD)
    found = next((kind for at, mark, kind in SIGNATURES if head[at : at + len(mark)] == mark), None)
    suffix = name.rpartition(".")[2].lower()
    if found == ZIP:
        found = _inside_zip(file)
    elif found == OLE:
        found = _by_suffix(suffix, IN_OLE)
    elif found is None and _is_text(head):
        found = _by_suffix(suffix, IN_TEXT)
    file.seek(0)
    return found


def _by_suffix(suffix: str, among: tuple[str, ...]) -> str | None:
    return next((kind for kind in among if suffix in SUFFIXES[kind]), None)


def _is_text(head: bytes) -> bool:
    """No control characters but those of text; UTF-8 or one byte a letter."""
    return not any(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)


def _inside_zip(file: IO[bytes]) -> str | None:
    """An office document by what it holds, else a plain archive; None for documents with macros and broken ones."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    kind = said.read(100).decode("ascii", "replace").strip()
                return kind if kind in SUFFIXES else ZIP
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if "[Content_Types].xml" in names:
        return next((kind for folder, kind in IN_ZIP.items() if any(name.startswith(folder) for name in names)), ZIP)
    return ZIP

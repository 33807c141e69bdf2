"""The German catalog, compiled when Rundum starts: a change of text needs no build step and no tool.

Texts stand in locale/de/LC_MESSAGES/django.po; while several people write at once, also in locale/parts/*.po, one
file per area, until `bin/catalog --merge` takes them over. A part wins over the catalog.
"""

import hashlib
import os
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "de"
CATALOG = Path(LANGUAGE, "LC_MESSAGES", "django.po")


def sources(texts: Path) -> list[Path]:
    """The files that make up the catalog, in the order in which later ones win."""
    whole = texts / CATALOG
    return ([whole] if whole.exists() else []) + sorted(texts.glob("parts/*.po"))


def read(paths: list[Path]) -> Catalog:
    """One catalog of all the files. Raises babel's PoFileError for a file that cannot be read."""
    merged = Catalog(locale=LANGUAGE, project="Rundum", charset="utf-8")
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=LANGUAGE, abort_invalid=True):
                if message.id:
                    merged.delete(message.id, message.context)
                    merged.add(message.id, message.string, context=message.context, flags=message.flags)
    return merged


def compiled(texts: Path, home: Path) -> Path:
    """A folder for LOCALE_PATHS below `home` with the compiled catalog of `texts`, made anew only after changes.

    Safe when several processes start at once: each writes its own file and renames it into place.
    """
    paths = sources(texts)
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    folder = home / digest
    target = folder / CATALOG.with_suffix(".mo")
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        mine = target.with_suffix(f".{os.getpid()}")
        with mine.open("wb") as file:
            write_mo(file, read(paths))
        mine.replace(target)
    return folder

"""The work of bin/catalog; see there. Needs no GNU gettext: Django reads the templates, Babel the code."""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 (the checkout comes first on the path)
from babel.messages import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_python  # noqa: E402
from babel.messages.pofile import write_po  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

from rundum.base import catalog  # noqa: E402

TEXTS = ROOT / "rundum" / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CONTEXT_FIRST = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

type Key = tuple[str, str | None]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/catalog", description="The German catalog")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--check", action="store_true", help="fail on missing, fuzzy or unused texts (the default)")
    way.add_argument("--merge", action="store_true", help="move the parts into the one catalog")
    if parser.parse_args().merge:
        merge()
    return check()


def check() -> int:
    """Prints what is wrong, a line each; 1 if there is any."""
    wanted = used_texts()
    have = {key(message): message for message in catalog.read(catalog.sources(TEXTS)) if message.id}
    wrong = [
        f"missing: {place}: {text!r}" for (text, _context), place in wanted.items() if not _said(have, text, _context)
    ]
    wrong += [f"unused: {text!r}" for text, context in have if (text, context) not in wanted]
    wrong += [f"fuzzy: {text!r}" for (text, _context), message in have.items() if message.fuzzy]
    wrong += [
        f"other placeholders: {text!r}" for (text, _context), message in have.items() if not same_placeholders(message)
    ]
    wrong += said_twice()
    print("\n".join(sorted(wrong)) or f"German is complete: {len(wanted)} texts.")
    return 1 if wrong else 0


def said_twice() -> list[str]:
    """Texts for which two files have different German; only one of them would be seen."""
    said: dict[Key, set[str]] = {}
    for path in catalog.sources(TEXTS):
        for message in catalog.read([path]):
            if message.id:
                said.setdefault(key(message), set()).add(str(message.string))
    return [
        f"two Germans: {text!r}: {' and '.join(sorted(both))}" for (text, _c), both in said.items() if len(both) > 1
    ]


def merge() -> None:
    """Writes the one catalog, sorted by text so that changes stay small, and removes the parts."""
    wanted = used_texts()
    merged = Catalog(locale=catalog.LANGUAGE, project="Rundum", charset="utf-8", fuzzy=False)
    messages = [message for message in catalog.read(catalog.sources(TEXTS)) if message.id and key(message) in wanted]
    for message in sorted(messages, key=lambda one: (str(key(one)[0]).lower(), key(one)[1] or "")):
        merged.add(message.id, message.string, context=message.context)
    target = TEXTS / catalog.CATALOG
    target.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, merged, omit_header=True, width=110)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    target.write_bytes((header + '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n').encode() + out.getvalue())
    for part in TEXTS.glob("parts/*.po"):
        part.unlink()


def used_texts() -> dict[Key, str]:
    """Every text of code and templates, with the place where it is first used."""
    found: dict[Key, str] = {}
    for path in sorted((ROOT / "rundum").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or {"tests", "migrations"} & set(path.parts):
            continue
        for text, context, line in extracted(path):
            found.setdefault((text, context), f"{path.relative_to(ROOT)}:{line}")
    return found


def extracted(path: Path) -> Iterator[tuple[str, str | None, int]]:
    source = path.read_text()
    code = source if path.suffix == ".py" else templatize(source, origin=str(path))
    for line, function, texts, _comments in extract_python(
        io.BytesIO(code.encode()), list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        given = [texts] if isinstance(texts, str) else [text for text in texts if text]
        context = given.pop(0) if function in CONTEXT_FIRST and given else None
        if given:
            yield given[0], context, line


def key(message: Message) -> Key:
    return (message.id[0] if isinstance(message.id, (tuple, list)) else message.id), message.context


def _said(have: dict[Key, Message], text: str, context: str | None) -> bool:
    message = have.get((text, context))
    if message is None:
        return False
    said = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(said)


def same_placeholders(message: Message) -> bool:
    """Whether every German text uses the placeholders of its English one and no others."""
    english = message.id if isinstance(message.id, (tuple, list)) else [message.id]
    german = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    allowed = {name for text in english for name in PLACEHOLDER.findall(text)}
    needed = set(PLACEHOLDER.findall(english[-1]))
    return all(set(PLACEHOLDER.findall(text)) <= allowed for text in german if text) and (
        not german[-1] or set(PLACEHOLDER.findall(german[-1])) == needed
    )


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    django.setup()
    sys.exit(main())

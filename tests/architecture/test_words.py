"""One word for one thing: those of DESIGN.md. The words of other tools stay out of pages, texts and names.

Each comes from DESIGN.md ("use no synonyms") or from section 11 of the design language ("write / not").
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, code, line, name_of, templates

ENGLISH = {
    "ticket": "concern",
    "tickets": "concern",
    "deal": "concern",
    "deals": "concern",
    "lead": "concern or contact",
    "prospect": "customer",
    "prospects": "customer",
    "agent": "member",
    "agents": "member",
    "assignee": "who holds the thread",
    "assignees": "who holds the thread",
    "assign": "people take work",
    "assigned": "people take work",
    "reassign": "people hand over",
    "owner": "who holds the thread",
    "owners": "who holds the thread",
    "escalate": "ask, or name an impediment",
    "escalation": "impediment",
    "escalations": "impediment",
    "overdue": "promise broken",
    "deadline": "promise",
    "deadlines": "promise",
    "sla": "promise",
    "utilization": "has room",
    "utilisation": "has room",
    "workload": "has room",
    "leaderboard": "a team is never a ranking",
    "subordinate": "member",
}
GERMAN = {
    "ticket": "Anliegen",
    "vorgang": "Anliegen",
    "vorgänge": "Anliegen",
    "sla": "Zusage",
    "frist": "Zusage",
    "überfällig": "gebrochen",
    "zuweisen": "übernehmen, mithelfen",
    "zugewiesen": "übernehmen, mithelfen",
    "zuweisung": "übernehmen, mithelfen",
    "bearbeiter": "hält den Faden",
    "sachbearbeiter": "hält den Faden",
    "verantwortlicher": "hält den Faden",
    "auslastung": "hat Luft",
    "genehmigung": "das darfst du allein entscheiden",
    "genehmigen": "freigeben",
    "eskalation": "Hindernis",
    "eskalieren": "Hindernis",
    "mitarbeiter": "Mitglied",
    "ansprechperson": "Ansprechpartner",
    "vorgesetzter": "Coach",
    "vorstand": "Geschäftsleitung",
}

ALLOWED = {
    ("customers/", "assign"): "a customer is assigned to a team (Assignment in DESIGN.md); work never is to a person",
    ("customers/", "lead"): "who leads by the working agreement; no sales lead",
    ("customers/", "overdue"): "a contact on the relationship map, section 5 of the design language; no promise",
    ("host/", "deadline"): "until when a program waits for another",
    ("host/", "owner"): "the owner of a file, as the operating system calls it",
}
"""Folders in which one of these words means something else, and what."""

PARTS = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-Z]+(?![a-z])")
BLANK = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
HEADER = re.compile("user[-_]agent", re.IGNORECASE)  # HTTP calls it so


def words(text: str) -> set[str]:
    """The words of a text or name in small letters; of a name, its parts."""
    return {part.lower() for part in PARTS.findall(HEADER.sub("", text))}


def english() -> Iterator[tuple[str, str, str]]:
    """File, place and text of everything English: templates, texts to be translated, names of our own."""
    for name, text in templates().items():
        for found in re.finditer(r"[^\n]+", BLANK.sub("", text)):
            yield name, str(line(text, found.start())), found[0]
    for name, tree in code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "gettext", "ngettext", "pgettext"}:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield name, str(node.lineno), argument.value
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield name, str(node.lineno), node.name
            elif isinstance(node, ast.arg):
                yield name, str(node.lineno), node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield name, str(node.lineno), node.id


def german() -> Iterator[tuple[str, str, str]]:
    """File, place and text of every German translation."""
    for path in sorted(PACKAGE.rglob("locale/**/*.po")):
        reads_german = False
        for number, text in enumerate(path.read_text().splitlines(), 1):
            if text.startswith("msg"):
                reads_german = text.startswith("msgstr")
            if reads_german and not text.startswith("#"):
                yield name_of(path), str(number), text


def wrong_words(texts: Iterator[tuple[str, str, str]], list_of_words: dict[str, str]) -> list[str]:
    return [
        f"{name}:{place}: {word!r}; we say {list_of_words[word]!r}"
        for name, place, text in texts
        for word in sorted(words(text) & set(list_of_words))
        if not any(name.startswith(folder) and word == allowed for folder, allowed in ALLOWED)
    ]


def test_pages_texts_and_names_use_our_words():
    assert wrong_words(english(), ENGLISH) == []


def test_german_texts_use_our_words():
    assert wrong_words(german(), GERMAN) == []


def test_every_exception_is_still_needed():
    used = {(name, word) for texts in (english(), german()) for name, _place, text in texts for word in words(text)}
    assert [
        (folder, allowed)
        for folder, allowed in ALLOWED
        if not any(name.startswith(folder) and word == allowed for name, word in used)
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TicketList", "ticket"),
        ("assignee_id", "assignee"),
        ("The SLA is over.", "sla"),
        ("Überfällig seit gestern", "überfällig"),
        ("make_lead", "lead"),
    ],
)
def test_words_are_found_in_sentences_and_in_names(text, found):
    assert found in words(text)


@pytest.mark.parametrize("text", ["leading", "ideal", "magenta", "Assignment", "befristet", "slack", "user_agent"])
def test_words_within_words_are_left_alone(text):
    assert not words(text) & (set(ENGLISH) | set(GERMAN))


def test_the_sources_are_found():
    assert any("layout" in Path(name).name for name in templates())
    assert any(True for _ in german())

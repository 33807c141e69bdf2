"""How entries read. Each area declares its verbs here, from its own entries.py, at the start of the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise

from rundum.base.formats.numbers import money


class Tab(StrEnum):
    """The part of a timeline an entry shows under, besides "everything"."""

    TALK = "talk"
    WORK = "work"
    MONEY = "money"
    RECORD = "record"  # kept for the audit; not shown on a customer's timeline


@dataclass(frozen=True)
class EntryKind:
    """How the entries of one verb read.

    verb: area and past participle, `concerns.closed`. icon: a symbol of the icon sprite. sentence: translated,
    follows the actor's name ("has closed the concern"), and may name keys of the entry's data: `%(step)s`.
    choices: for keys whose values are codes, the choices that name them in the reader's language. An `amount` with a
    `currency` beside it is written as money. Without an icon the actor's face stands there. customer_speaks: the
    customer's words head the entry, who wrote them down comes second.
    """

    verb: str
    icon: str
    tab: Tab
    sentence: str | Promise
    choices: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    customer_speaks: bool = False

    def read(self, data: Mapping[str, object]) -> str:
        """The sentence with the entry's data in it; a key the entry lacks reads as empty."""
        words = _Lenient(data)
        for key, choices in self.choices.items():
            code = str(words[key])
            if code in choices.values:
                words[key] = choices(code).label
        if words["amount"] and words["currency"]:
            words["amount"] = money(Decimal(str(words["amount"])), str(words["currency"]))
        return str(self.sentence) % words


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


_kinds: dict[str, EntryKind] = {}


def declare(*kinds: EntryKind) -> None:
    """Make verbs known. Raises ValueError for a verb declared twice."""
    for kind in kinds:
        if kind.verb in _kinds:
            raise ValueError(f"{kind.verb} is declared twice")
        _kinds[kind.verb] = kind


def kind_of(verb: str) -> EntryKind:
    """The kind of a verb. Raises KeyError for one that no area declares."""
    return _kinds[verb]


def verbs_under(tab: Tab) -> list[str]:
    """The verbs whose entries stand under a tab."""
    return [verb for verb, kind in _kinds.items() if kind.tab is tab]

"""How entries read. Each area declares its verbs here, from its own entries.py, at the start of the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.urls import reverse
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
    choices: for keys whose values are codes, the choices that name them in the reader's language. names: for keys
    whose words are made of all the data, in the reader's language too. An `amount` with a `currency` beside it is
    written as money. leads_to: the name of the address of what the entry is about, and the key of its id. Without an
    icon the actor's face stands there. customer_speaks: the
    customer's words head the entry, who wrote them down comes second.
    """

    verb: str
    icon: str
    tab: Tab
    sentence: str | Promise
    choices: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    customer_speaks: bool = False
    names: Mapping[str, Callable[[Mapping[str, object]], str]] = field(default_factory=dict)
    leads_to: tuple[str, str] | None = None

    def read(self, data: Mapping[str, object]) -> str:
        """The sentence with the entry's data in it; a key the entry lacks reads as empty."""
        words = _Lenient(data)
        for key, choices in self.choices.items():
            code = str(words[key])
            if code in choices.values:
                words[key] = choices(code).label
        for key, name in self.names.items():
            words[key] = name(data)
        if words["amount"] and words["currency"]:
            words["amount"] = money(Decimal(str(words["amount"])), str(words["currency"]))
        return str(self.sentence) % words

    def address(self, data: Mapping[str, object]) -> str:
        """Where the entry's matter has a page of its own; empty where it has none, or the entry does not name it."""
        if self.leads_to is None or self.leads_to[1] not in data:
            return ""
        return reverse(self.leads_to[0], args=[data[self.leads_to[1]]])


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

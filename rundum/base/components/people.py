"""Faces before names: a person's picture, drawn portrait or initials; a customer's square; a free seat."""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

PORTRAITS = (
    "aylin", "benedikt", "chiara", "dariusz", "emeka", "henrik", "jana", "katrin", "linh", "mei", "piet", "samira",
)  # fmt: skip
SIZES = {"": "", "s": " av-s", "m": " av-m", "l": " av-l", "xl": " av-xl"}
SHOWN_AT_MOST = 4
LEGAL_FORMS = frozenset({
    "ag", "co", "e.k", "e.g", "eg", "e.v", "ev", "gbr", "gmbh", "inc", "kg", "kgaa", "llc", "ltd", "mbh", "og", "ohg",
    "plc", "s.a", "sa", "sarl", "se", "spa", "srl", "ug",
})  # fmt: skip


class Person(Protocol):
    """What is needed to show someone; a user, or a row of a query with the same names."""

    @property
    def name(self) -> str: ...

    @property
    def portrait(self) -> str:
        """One of PORTRAITS, or empty."""

    @property
    def picture(self) -> str:
        """Content hash of the uploaded picture, or empty."""


def avatar(person: Person, size: str = "", *, hidden: bool = False) -> SafeString:
    """The person's face. size: s, "", m, l or xl (20, 24, 32, 44, 88 px).

    hidden: True where the name stands beside it, so that it is not read out twice.
    """
    return mark_safe(_face(person, size, hidden=hidden))  # noqa: S308 (every part is escaped)


def avatars(people: Iterable[Person], size: str = "") -> SafeString:
    """Several faces, overlapping; beyond four a count."""
    everyone = list(people)
    shown = everyone if len(everyone) <= SHOWN_AT_MOST else everyone[: SHOWN_AT_MOST - 1]
    faces = "".join(_face(person, size, hidden=False) for person in shown)
    if len(shown) < len(everyone):
        rest = ", ".join(person.name for person in everyone[len(shown) :])
        more = f'role="img" aria-label="{escape(rest)}" title="{escape(rest)}"'
        faces += f'<span class="av{SIZES[size]}" {more}>+{len(everyone) - len(shown)}</span>'
    return mark_safe(f'<span class="avs">{faces}</span>')  # noqa: S308 (every part is escaped)


def customer_avatar(name: str, size: str = "") -> SafeString:
    """A customer's or a contact's square with initials; the name always stands beside it."""
    square = f'<span class="av av-c{SIZES[size]}" aria-hidden="true">{escape(initials(name))}</span>'
    return mark_safe(square)  # noqa: S308 (escaped)


def free_seat(size: str = "") -> SafeString:
    """Nobody yet holds the thread."""
    label = escape(_("Nobody yet"))
    seat = f'<span class="av av-free{SIZES[size]}" role="img" aria-label="{label}" title="{label}">?</span>'
    return mark_safe(seat)  # noqa: S308 (escaped)


def initials(name: str) -> str:
    """First letters of the first and the last word; of a single word the first two. Legal forms say nothing."""
    words = [word for word in name.split() if word[0].isalnum() and word.strip(".,").lower() not in LEGAL_FORMS]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return (words[0] if words else name.strip())[:2].upper()


def _face(person: Person, size: str, *, hidden: bool) -> str:
    name = escape(person.name)
    css = f"av{SIZES[size]}"
    meaning = 'aria-hidden="true"' if hidden else f'role="img" aria-label="{name}" title="{name}"'
    if person.picture:
        address = escape(picture_address(person.picture))
        return f'<span class="{css}" {meaning}><img src="{address}" alt="" loading="lazy" decoding="async"></span>'
    if person.portrait in PORTRAITS:
        drawn = f'<svg viewBox="0 0 48 48" aria-hidden="true"><use href="{_portraits()}#p-{person.portrait}"/></svg>'
        return f'<span class="{css}" {meaning}>{drawn}</span>'
    return f'<span class="{css}" {meaning}>{escape(initials(person.name))}</span>'


@cache
def _portraits() -> str:
    return static("base/portraits.svg")


@cache
def _picture_pattern() -> str:
    placeholder = "0" * 64
    return reverse("accounts:picture", args=[placeholder]).replace(placeholder, "{}")


def picture_address(digest: str) -> str:
    """Where the uploaded picture with this content hash is served."""
    return _picture_pattern().format(digest)

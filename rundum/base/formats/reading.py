"""Numbers as people type them, in the language of the page."""

import re
from decimal import Decimal

from rundum.base.formats.languages import MINUS, NO_BREAK, Language, current_language


def written_decimal(text: str) -> Decimal:
    """The number that was meant: 1.240,50 in German is 1240.50.

    Space, currency signs and a true minus are understood. A single mark of the other language is taken as the
    decimal mark unless exactly three digits follow it, so 12.50 typed by a German is not 1250.
    Raises ValueError for anything that is not one number.
    """
    language = current_language()
    bare = re.sub(rf"[\s{NO_BREAK}€$£']|EUR|USD", "", text).replace(MINUS, "-")
    if re.fullmatch(rf"[-+]?\d+{re.escape(language.group)}\d+", bare) and not _is_grouped(bare, language):
        return Decimal(bare.replace(language.group, "."))
    if not re.fullmatch(_pattern(language), bare):
        raise ValueError(f"{text!r} is not a number")
    return Decimal(bare.replace(language.group, "").replace(language.decimal, "."))


def _is_grouped(bare: str, language: Language) -> bool:
    return len(bare.rsplit(language.group, 1)[1]) == 3


def _pattern(language: Language) -> str:
    """Digits, plain or in groups of three, and decimals."""
    group, decimal = re.escape(language.group), re.escape(language.decimal)
    return rf"[-+]?(\d+|\d{{1,3}}({group}\d{{3}})+)?({decimal}\d+)?(?<=\d)"

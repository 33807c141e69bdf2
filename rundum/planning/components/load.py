"""The bar of a week's hours: what is committed to, this one (hatched), what is left, and what is beyond."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.calc.capacity import Load
from rundum.planning.words import hours

FULL = 100


def load_bar(load: Load) -> SafeString:
    """The bar of a load. It is as long as the capacity, or as what is committed to where that is more; then a line
    stands where the capacity ends."""
    length = max(load.capacity, load.committed + load.asked)
    inside, ends = min(load.committed, load.capacity), _hundredths(load.capacity, length)
    committed = _hundredths(inside, length)
    asked = _hundredths(min(load.committed + load.asked, load.capacity), length) - committed
    said = {
        "committed": hours(load.committed),
        "asked": hours(load.asked),
        "left": hours(load.left),
        "beyond": hours(load.beyond),
    }
    words = _words(load) % said
    return format_html(
        '<svg class="bar load-bar" role="img" aria-label="{words}" width="100%" height="12">'
        '<rect class="spent" width="{committed}%" height="12"/>'
        '<rect class="now" x="{committed}%" width="{asked}%" height="12" fill="url(#hatched)"/>'
        '<rect class="beyond" x="{ends}%" width="{beyond}%" height="12"/>'
        "{line}</svg>",
        words=words,
        line=format_html('<line class="ends" x1="{0}%" x2="{0}%" y1="0" y2="12"/>', ends) if load.beyond else "",
        committed=committed,
        asked=asked,
        ends=ends,
        beyond=FULL - ends if load.beyond else 0,
    )


def _words(load: Load) -> str:
    if load.asked and load.beyond:
        return _("%(committed)s committed, %(asked)s now, %(beyond)s beyond capacity")
    if load.asked:
        return _("%(committed)s committed, %(asked)s now, %(left)s left")
    if load.beyond:
        return _("%(committed)s committed, %(beyond)s beyond capacity")
    return _("%(committed)s committed, %(left)s left")


def _hundredths(part: Decimal, whole: Decimal) -> int:
    return min(round(part / whole * FULL), FULL) if whole > 0 else 0

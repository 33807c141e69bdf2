"""The authority bar: what the team may decide alone and how much of it is left, where it is decided."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.base.formats.numbers import short_money

FULL = 100


def authority_bar(spent: Decimal, limit: Decimal, now: Decimal = Decimal(0), currency: str = "EUR") -> SafeString:
    """A bar of `limit`: spent already, this one (hatched), left. Money in one currency, none of it negative.

    What goes beyond the limit fills the bar and is left to the words beside it. The hatching is drawn once for all
    bars, in base/skeleton.html.
    """
    left = max(limit - spent - now, Decimal(0))
    spent_share = _hundredths(spent, limit)
    now_share = min(_hundredths(now, limit), FULL - spent_share)
    label = _("%(spent)s spent, %(now)s now, %(left)s left") if now else _("%(spent)s spent, %(left)s left")
    words = label % {
        "spent": short_money(spent, currency),
        "now": short_money(now, currency),
        "left": short_money(left, currency),
    }
    return format_html(
        '<svg class="bar" role="img" aria-label="{words}" width="100%" height="8">'
        '<rect class="spent" width="{spent}%" height="8"/>'
        '<rect class="now" x="{spent}%" width="{now}%" height="8" fill="url(#hatched)"/></svg>',
        words=words,
        spent=spent_share,
        now=now_share,
    )


def _hundredths(part: Decimal, whole: Decimal) -> int:
    if whole <= 0:
        return FULL if part > 0 else 0
    return min(round(part / whole * FULL), FULL)

"""The Leitstern: satisfaction, promises kept, margin, always in this order, at the top of every page."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rundum.base.components.icons import icon
from rundum.base.formats.numbers import not_known_yet


def leitstern(
    satisfaction: str = "",
    promises: str = "",
    margin: str = "",
    *,
    satisfaction_address: str = "",
    promises_address: str = "",
    margin_address: str = "",
) -> SafeString:
    """The three values of what the page is about, each as written text; an empty one reads "not known yet".

    The addresses lead to the rows behind each value.
    """
    heart = format_html('{}<span class="long">{}</span>', icon("heart", "s"), _("Satisfaction"))
    values = (
        (heart, satisfaction, satisfaction_address),
        (_("Promises"), promises, promises_address),
        (_("Margin"), margin, margin_address),
    )
    inside = format_html_join("", "{}", ((_value(*value),) for value in values))
    label = _("Leitstern: the customer first, yield second")
    return format_html('<div class="leit" role="group" aria-label="{}">{}</div>', label, inside)


def _value(label: str, text: str, address: str) -> SafeString:
    shown = text or _unknown()
    if address:
        return format_html('<a href="{}"><span>{}</span> <b>{}</b></a>', address, label, shown)
    return format_html('<span class="leit-value"><span>{}</span> <b>{}</b></span>', label, shown)


def _unknown() -> SafeString:
    return format_html(
        '<span class="muted"><span class="long">{}</span><span class="short">{}</span></span>',
        not_known_yet(),
        pgettext("a figure not known yet, in the fewest letters", "open"),
    )

"""Lucide icons from the one sprite that comes with Rundum."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SIZES = {"": "i", "s": "i i-s", "l": "i i-l"}


@cache
def sprite() -> str:
    """The address of the icon sprite; it does not change while the server runs."""
    return static("base/icons.svg")


@cache
def icon(name: str, size: str = "", tone: str = "") -> SafeString:
    """The icon, hidden from assistive technology: what it means must stand beside it or label its button.

    name: as in icons.svg, without "i-". size: "s", "" or "l". tone: brand, warn, bad, learn or muted.
    """
    css = f"{SIZES[size]} {tone}" if tone else SIZES[size]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, sprite(), name
    )

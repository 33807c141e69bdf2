"""What the pages with passkeys hand to their script (static/accounts/js/passkey.js)."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """For a data attribute, where the template escapes it."""
    return json.dumps(value)


@register.simple_tag
def passkey_sentences() -> SafeString:
    """The attributes with what the script may have to say."""
    return format_html(
        'data-stopped="{}" data-unable="{}"',
        _("That did not work, or was cancelled. Nothing was changed."),
        _("Passkeys work at an https address or at localhost only, and in a current browser."),
    )

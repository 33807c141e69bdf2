"""Tags, verdicts, notes and empty places."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rundum.base.components.icons import icon

TONES = frozenset({"", "learn", "warn", "bad", "brand", "line"})
NOTE_ICONS = {"": "info", "warn": "triangle-alert", "bad": "triangle-alert", "learn": "sprout", "brand": "check"}
SIGNALS = frozenset({"", "good", "bad"})


def tag(text: str, tone: str = "", icon_name: str = "") -> SafeString:
    """A state in a word or two. tone: "", brand, warn, bad, learn or line."""
    if tone not in TONES:
        raise ValueError(f"a tag has no tone {tone!r}")
    css = f"tag tag-{tone}" if tone else "tag"
    return format_html('<span class="{}">{}{}</span>', css, icon(icon_name) if icon_name else "", text)


def verdict(text: str, signal: str = "") -> SafeString:
    """What a chart says in words. signal: good or bad only where there is a signal; otherwise it stays grey."""
    if signal not in SIGNALS:
        raise ValueError(f"a verdict has no signal {signal!r}")
    return format_html('<span class="verdict" data-signal="{}">{}</span>', signal or "none", text)


def note(text: str, tone: str = "", address: str = "", action: str = "", *, alert: bool = False) -> SafeString:
    """One sentence and at most one action. tone: "", warn, bad, learn or brand. alert: read out at once."""
    css = f"note note-{tone}" if tone else "note"
    link = format_html('<a class="link" href="{}">{}</a>', address, action) if address else ""
    role = mark_safe(' role="alert"') if alert else ""
    return format_html('<div class="{}"{}>{}<span>{}</span>{}</div>', css, role, icon(NOTE_ICONS[tone]), text, link)


def empty(title: str, text: str = "", address: str = "", action: str = "", icon_name: str = "inbox") -> SafeString:
    """Why there is nothing here, and the next useful thing to do."""
    why = format_html("<p>{}</p>", text) if text else ""
    link = format_html('<a class="btn" href="{}">{}</a>', address, action) if address else ""
    pic = format_html('<span class="pic">{}</span>', icon(icon_name, "l"))
    return format_html('<div class="empty">{}<h2>{}</h2>{}{}</div>', pic, title, why, link)

"""Entries as people read them. They stand in long lists, so they are written by functions and not by templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rundum.base.clock import today
from rundum.base.components.icons import icon
from rundum.base.components.people import avatar, customer_avatar
from rundum.base.formats.days import clock, day, long_day, moment
from rundum.base.formats.markdown import markdown
from rundum.base.formats.sizes import file_size
from rundum.timeline.kinds import EntryKind, Tab, kind_of
from rundum.timeline.models import Attachment, Entry
from rundum.timeline.queries import Timeline

PICTURES = "image/"


@dataclass(frozen=True)
class Slip:
    """How a higher area shows an entry about something of its own, instead of the entry's text.

    html: stands below the heading. sentence: what follows the actor's name, where the kind's own would say it twice.
    """

    html: SafeString
    sentence: str = ""


def timeline_items(
    timeline: Timeline,
    *,
    contacts: Mapping[int, str],
    slips: Mapping[int, Slip] | None = None,
    origins: Mapping[int, SafeString] | None = None,
) -> SafeString:
    """The entries as items of `<ol class="tl">`, with a mark at the start of each day.

    contacts: names by id, of those in `timeline.contacts`. slips: by entry. origins: by concern, a link to it, where
    the timeline is about more than one.
    """
    slips, origins = slips or {}, origins or {}
    parts: list[str] = []
    last_day = None
    for entry in timeline.entries:
        local = timezone.localtime(entry.at)
        if local.date() != last_day:
            last_day = local.date()
            parts.append(_day_mark(entry))
        parts.append(
            _item(
                entry,
                contacts.get(entry.contact_id or 0, ""),
                slips.get(entry.pk),
                origins.get(entry.concern_id or 0, SafeString()),
                timeline.attachments.get(entry.pk, []),
            )
        )
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped where it is written)


def _day_mark(entry: Entry) -> str:
    local = timezone.localtime(entry.at).date()
    named = day(local) if abs((today() - local).days) <= 1 else long_day(local)
    return f'<li class="daymark">{escape(named)}</li>'


def _item(entry: Entry, contact: str, slip: Slip | None, origin: SafeString, attachments: list[Attachment]) -> str:
    kind = kind_of(entry.verb)
    sentence = escape((slip.sentence if slip else "") or kind.read(entry.data))
    if address := kind.address(entry.data):
        sentence = mark_safe(f'<a class="link" href="{escape(address)}">{sentence}</a>')  # noqa: S308 (escaped above)
    body = slip.html if slip else _text(entry, kind)
    return (
        f'<li id="entry-{entry.pk}"><span class="dot">{_sign(entry, kind, contact)}</span><div>'
        f'<div class="hd"><div>{_heading(entry, kind, contact, sentence)}{origin}</div>'
        f'<time datetime="{entry.at.isoformat()}" title="{escape(moment(entry.at))}">{clock(entry.at)}</time></div>'
        f"{_voice(entry)}{body}{''.join(map(_document, attachments))}</div></li>"
    )


def _sign(entry: Entry, kind: EntryKind, contact: str) -> str:
    if kind.customer_speaks and entry.voice:
        return customer_avatar(contact) if contact else icon("message-square-quote")
    if not kind.icon and entry.by is not None:
        return avatar(entry.by, hidden=True)
    return icon(kind.icon or "circle")


def _heading(entry: Entry, kind: EntryKind, contact: str, sentence: SafeString) -> str:
    actor = entry.by.first_name if entry.by else ""
    if kind.customer_speaks and entry.voice:
        said = contact or _("The customer")
        return f"<b>{escape(said)}</b> <span>{escape(actor or _('Rundum'))} {sentence}</span>"
    return f"<b>{escape(actor or _('Rundum'))}</b> <span>{sentence}</span>"


def _voice(entry: Entry) -> str:
    if not entry.voice:
        return ""
    return f'<blockquote class="body slip slip-voice pad-s voice-text said">{escape(entry.voice)}</blockquote>'


def _text(entry: Entry, kind: EntryKind) -> str:
    if not entry.text:
        return ""
    css = "body slip pad-s prose" if kind.tab is Tab.TALK else "body prose"
    return f'<div class="{css}">{markdown(entry.text, tuple(entry.data.get("named", ())))}</div>'


def _document(attachment: Attachment) -> str:
    address = _file_pattern().format(attachment.customer_id, attachment.entry_id, attachment.pk)
    sign = icon("image" if attachment.media_type.startswith(PICTURES) else "file-text")
    return (
        f'<div class="body slip doc">{sign}<div><a class="med" href="{address}" download>{escape(attachment.name)}</a>'
        f"<small>{escape(file_size(attachment.size))}</small></div></div>"
    )


@cache
def _file_pattern() -> str:
    """Where files are given out. The page belongs to concerns, which know who may see what."""
    return reverse("concerns:file", args=[1, 2, 3]).replace("/1/", "/{}/").replace("/2/", "/{}/").replace("/3/", "/{}/")

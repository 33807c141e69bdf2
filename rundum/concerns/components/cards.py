"""A concern as a card of the flow and as a row of a list: functions, as they stand in loops of hundreds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rundum.base.components.icons import icon
from rundum.base.components.people import avatars, free_seat
from rundum.base.components.rings import ring
from rundum.base.formats.days import day_inside, day_time
from rundum.base.formats.numbers import money
from rundum.base.formats.spans import left, since, span
from rundum.calc.promise_ring import Ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.addresses import concern_address, flow_act_address
from rundum.concerns.queries.cards import Card

TONES = {"risk": "warn med", "broken": "bad med"}


@dataclass(frozen=True)
class Reader:
    """Who looks at the cards. may_act: they are a member of the team. token: against forged requests.

    back: the query part of what acting posts to: the page's filters and the shape of what is to be swapped.
    """

    id: int
    may_act: bool
    token: str
    back: str
    at: datetime
    calendar: WorkingCalendar


@dataclass(frozen=True)
class Move:
    """A lane a card can be moved to."""

    key: str
    name: str


def card_of(card: Card, reader: Reader, moves: Sequence[Move] = ()) -> SafeString:
    """The concern as a card. moves: the lanes in order; the card's own is left out of its menu."""
    state = card.ring(reader.at, reader.calendar)
    needs = "".join(f'<span class="tag">{escape(need)}</span>' for need in card.needs)
    html = (
        f'<article class="kard" id="card-{card.id}" data-card>'
        f'<div class="meta"><span class="inline">{icon(card.icon)}{escape(card.process_name)}</span>'
        f'<span aria-hidden="true">·</span><span>{card.number}</span>'
        f'<span class="end" title="{escape(_("Age of the concern"))}">{span(reader.at - card.arrived_at)}</span></div>'
        f'<h3><a href="{concern_address(card.customer_id, card.id)}">{escape(card.title)}</a></h3>'
        f'<div class="sm ink-2">{escape(card.customer_name)}</div>'
        f'<div class="due">{ring(state.state, state.used)}{_due(card, state)}</div>'
        f"{_waiting(card)}"
        f'<div class="meta"><span class="tags">{needs}</span><span class="end">{_faces(card)}</span>'
        f"{_menu(card, reader)}</div>{_acts(card, reader, moves)}</article>"
    )
    return mark_safe(html)  # noqa: S308 (every part is escaped)


def row_of(card: Card, reader: Reader, *, selected: bool = False) -> SafeString:
    """The concern as a row of the list; who may act on it can select it for the list's form."""
    state, address = card.ring(reader.at, reader.calendar), concern_address(card.customer_id, card.id)
    front = _tick(card, reader, selected) + ring(state.state, state.used)
    html = (
        f'<li class="lrow" id="row-{card.id}"><span class="front">{front}</span>'
        f'<span class="xs muted desk">{card.number}</span>'
        f'<div class="trunc"><a class="ttl" href="{address}">{escape(card.title)}</a>'
        f'<span class="muted sm c"> {escape(card.customer_name)}</span></div>'
        f'<span class="sm muted inline k">{icon(card.icon)}{escape(card.process_name)}</span>'
        f'<span class="sm muted st">{escape(card.step)}</span>'
        f'<span class="sm d">{_due(card, state)}{_value(card)}</span>'
        f'<span class="xs muted a">{span(reader.at - card.arrived_at)}</span>'
        f'<span class="w act">{_row_act(card, reader) or _faces(card)}</span></li>'
    )
    return mark_safe(html)  # noqa: S308 (every part is escaped)


def _tick(card: Card, reader: Reader, selected: bool) -> str:
    """The box that selects the row; it belongs to the form under the list, wherever the row stands."""
    if not reader.may_act or card.closed_at is not None:
        return ""
    words = escape(_("Select concern %(number)s") % {"number": card.number})
    checked = " checked" if selected else ""
    return (
        f'<label class="select-box act"><input type="checkbox" name="concern" value="{card.customer_id}-{card.id}" '
        f'form="selected" aria-label="{words}"{checked}></label>'
    )


def today_row_of(card: Card, reader: Reader) -> SafeString:
    """The concern as a row of the Teamraum: what it is, whose, until when, who, and one thing to do."""
    state = card.ring(reader.at, reader.calendar)
    below = card.waits_for and _("waits for %(whom)s") % {"whom": card.waits_for}
    if not below:
        below = left(card.due_at) if card.due_at else since(card.arrived_at)
    html = (
        f'<li class="con" id="row-{card.id}"><span>{ring(state.state, state.used)}</span>'
        f'<div><a class="ttl" href="{concern_address(card.customer_id, card.id)}">{escape(card.title)}</a>'
        f'<div class="muted sm inline wrap">{escape(card.customer_name)} <span aria-hidden="true">·</span> '
        f"{escape(card.process_name)}</div></div>"
        f'<div class="con-due">{_due(card, state)}<div class="muted xs">{escape(below)}</div></div>'
        f'<div class="con-who">{_faces(card)}</div>'
        f'<div class="act">{_row_act(card, reader)}</div></li>'
    )
    return mark_safe(html)  # noqa: S308 (every part is escaped)


def _due(card: Card, state: Ring) -> str:
    """By when, or how the last promise ended, in words; coloured only where it needs attention."""
    if card.due_at is not None:
        return f'<span class="{TONES.get(state.state, "")}">{escape(day_time(card.due_at))}</span>'
    if card.closed_at is not None:
        words = _("solved, says the customer") if card.solved else _("closed")
        return f"<span>{escape(words)}, {escape(day_inside(card.closed_at))}</span>"
    if card.kept_at is not None:
        return f"<span>{escape(_('kept'))}</span>"
    if card.broken_at is not None:
        words = _("broken, %(day)s") % {"day": day_inside(card.broken_at)}
        return f'<span class="bad med">{escape(words)}</span>'
    return f'<span class="ink-2">{escape(_("no promise yet"))}</span>'


def _value(card: Card) -> str:
    return (
        "" if card.value is None else f' <span class="muted">· {money(card.value, card.currency, cents=False)}</span>'
    )


def _waiting(card: Card) -> str:
    if not card.waiting_for:
        return ""
    words = _("waits for %(whom)s") % {"whom": card.waits_for}
    return f'<div><span class="tag tag-line">{icon("hourglass")}{escape(words)}</span></div>'


def _faces(card: Card) -> str:
    if card.holder_id is None and not card.faces:
        return free_seat()
    return avatars(card.people)


def _row_act(card: Card, reader: Reader) -> str:
    """Taking a free concern, or lending a hand where a promise is about to break."""
    if not reader.may_act or card.closed_at is not None:
        return ""
    if card.holder_id is None:
        return _form(
            card,
            reader,
            f'<button class="btn btn-s btn-soft" name="act" value="take">{escape(_("Take this"))}</button>',
        )
    if card.is_held_by(reader.id) or card.ring(reader.at, reader.calendar).state not in TONES:
        return ""
    words = f"{icon('hand-helping', 's')}{escape(_('Lend a hand'))}"
    return _form(card, reader, f'<button class="btn btn-s" name="act" value="help">{words}</button>')


def _acts(card: Card, reader: Reader, moves: Sequence[Move]) -> str:
    """Below the card: take a free concern; and a menu with everything else that can be done from here."""
    if not reader.may_act:
        return ""
    buttons = []
    if card.holder_id is not None and card.holder_id != reader.id:
        buttons.append(_item("act", "take_over", _("Take over the thread"), "hand"))
    if not card.is_held_by(reader.id):
        buttons.append(_item("act", "help", _("Lend a hand"), "hand-helping"))
    keys = [move.key for move in moves]
    after = moves[keys.index(card.lane) + 1].key if card.lane in keys[:-1] else ""
    for move in moves:
        if move.key != card.lane:
            words = _("Move to “%(step)s”") % {"step": move.name}
            buttons.append(_item("lane", move.key, words, "arrow-right", following=move.key == after))
    take = (
        f'<div class="kard-offer" id="offer-{card.id}" data-late hidden></div>'  # whom it suits comes after the page
        f'<button class="btn btn-s btn-soft" name="act" value="take">{escape(_("Take this"))}</button>'
        if card.holder_id is None
        else ""
    )
    menu = f'<div class="menu" id="menu-{card.id}" popover>{"".join(buttons)}</div>'
    return _form(card, reader, take + menu, "kard-acts act")


def _menu(card: Card, reader: Reader) -> str:
    """Opens the card's menu."""
    if not reader.may_act:
        return ""
    words = escape(_("More to do with concern %(number)s") % {"number": card.number})
    return (
        f'<button class="btn btn-quiet btn-icon btn-s act" type="button" popovertarget="menu-{card.id}" '
        f'aria-label="{words}">{icon("ellipsis")}</button>'
    )


def _item(name: str, value: str, words: str, icon_name: str, *, following: bool = False) -> str:
    lane = f' data-lane="{escape(value)}"' if name == "lane" else ""
    marked = " data-following" if following else ""
    return (
        f'<button class="menu-item" name="{name}" value="{escape(value)}"{lane}{marked}>{icon(icon_name)}'
        f"{escape(words)}</button>"
    )


def _form(card: Card, reader: Reader, inside: str, css: str = "") -> str:
    address = escape(flow_act_address(card.customer_id, card.id) + reader.back)
    return (
        f'<form class="{css}" method="post" action="{address}" hx-post="{address}" hx-swap="none">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{reader.token}">{inside}</form>'
    )

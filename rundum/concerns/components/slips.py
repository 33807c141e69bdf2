"""How what belongs to concerns looks on a timeline: promises with their ring, credits with the limits of their day."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.base.components.icons import icon
from rundum.base.components.marks import tag
from rundum.base.components.rings import ring
from rundum.base.formats.days import clock, long_day
from rundum.base.formats.numbers import money, short_money
from rundum.base.formats.spans import left
from rundum.base.navigation import address_of
from rundum.calc.promise_ring import Ring, RingState
from rundum.concerns.models import Credit, Promise
from rundum.concerns.queries.concern_page import ConcernPage
from rundum.timeline.components.entries import Slip
from rundum.timeline.models import Entry


def slips_for(page: ConcernPage) -> dict[int, Slip]:
    """The slips of the page's timeline, by entry."""
    promises = {promise.pk: promise for promise in page.promises}
    credits = {credit.pk: credit for credit in page.credits}
    return dict(_slips(page.timeline.entries, page, promises, credits))


def _slips(
    entries: Iterable[Entry], page: ConcernPage, promises: dict[int, Promise], credits: dict[int, Credit]
) -> Iterable[tuple[int, Slip]]:
    for entry in entries:
        if entry.verb == "concerns.promised" and (promise := promises.get(entry.data.get("promise_id", 0))):
            words = _promised_to(promise)
            cause = cause_address(promise) if page.may_work else ""
            yield entry.pk, Slip(promise_slip(promise, page.ring_of(promise), cause=cause), words)
        elif entry.verb == "concerns.credited" and (credit := credits.get(entry.data.get("credit_id", 0))):
            yield entry.pk, Slip(credit_slip(credit), _("gave credit %(number)s") % {"number": credit.number})


def cause_address(promise: Promise) -> str:
    """Where the team goes to the cause of a promise it has not kept; empty where no area offers it."""
    opening = address_of("improvement:corrective_opening")
    return opening and f"{opening}?promise={promise.customer_id}-{promise.pk}"


def promise_slip(promise: Promise, its_ring: Ring, *, cause: str = "") -> SafeString:
    """What was promised, by when, and how it stands. cause: where the reader may go to the cause of a broken one."""
    due = _("by %(day)s, %(time)s") % {"day": long_day(promise.due_at), "time": clock(promise.due_at)}
    return format_html(
        '<div class="body slip doc">{}<div><b class="med">{}</b><small>{}</small></div>{}</div>',
        ring(its_ring.state, its_ring.used),
        promise.text,
        _with_cause(due, cause) if its_ring.state is RingState.BROKEN else due,
        _standing(promise, its_ring),
    )


def _with_cause(due: str, address: str) -> str:
    if not address:
        return due
    return format_html('{} · <a class="link" href="{}">{}</a>', due, address, _("Go to the cause"))


def credit_slip(credit: Credit) -> SafeString:
    """What was given, what for, and what the team was allowed to give alone on that day."""
    use = credit.use
    limits = _("decided by the team: up to %(case)s for a case, %(month)s in a month") % {
        "case": short_money(use.limit_per_case, use.currency),
        "month": short_money(use.limit_per_month, use.currency),
    }
    return format_html(
        '<div class="body slip doc">{}<div><b class="med">{}</b><small>{}</small></div>'
        '<div class="num"><b class="med">{}</b></div></div>',
        icon("receipt-text"),
        credit.reason,
        limits,
        money(-use.amount, use.currency),
    )


def _promised_to(promise: Promise) -> str:
    if promise.contact is None:
        return _("has promised")
    return _("has promised %(contact)s") % {"contact": promise.contact.name}


def _standing(promise: Promise, its_ring: Ring) -> SafeString:
    if promise.withdrawn_at is not None:
        return tag(_("withdrawn"))
    match its_ring.state:
        case RingState.KEPT:
            return tag(_("kept"), "brand")
        case RingState.BROKEN:
            return tag(_("broken"), "bad")
        case RingState.RISK:
            return tag(left(promise.due_at), "warn")
    return tag(left(promise.due_at))

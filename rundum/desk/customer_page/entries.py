"""A customer's timeline as the page shows it: entries of all areas, with links to the concerns they belong to."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.reading import Question, ask
from rundum.base.rows import rows_of
from rundum.calc.promise_ring import promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.components.slips import credit_slip, promise_slip
from rundum.concerns.models import Credit, Promise
from rundum.concerns.queries.seen import SEEN
from rundum.customers.models import Contact, Customer
from rundum.timeline.components.entries import Slip, timeline_items
from rundum.timeline.models import Entry
from rundum.timeline.queries import Timeline

PROMISED, CREDITED = "concerns.promised", "concerns.credited"


NUMBERS = "SELECT id, number FROM concerns_concern WHERE customer_id = %(customer)s AND id = ANY(%(about)s)"


class Numbered(NamedTuple):
    id: int
    number: int


def hidden_concerns(customer: Customer, reader: User) -> list[int]:
    """The customer's concerns the reader must not see. One query."""
    confidential = "true" if customer.confidential else "k.confidential"
    sql = f"""
        SELECT k.id FROM concerns_concern k JOIN customers_customer c ON c.id = k.customer_id
        WHERE k.customer_id = %(customer)s AND {confidential} AND NOT {SEEN}
    """  # noqa: S608 (put together from our own texts alone)
    question = Question(sql, int, {"customer": customer.pk, "reader": reader.pk, "today": today()})
    return ask(question).of(question)


def entries_of(customer: Customer, shown: Timeline, calendar: WorkingCalendar) -> SafeString:
    """The entries as items of a timeline. Four queries."""
    about = {entry.concern_id for entry in shown.entries if entry.concern_id}
    values = {"customer": customer.pk, "contacts": list(shown.contacts), "about": list(about)}
    contacts = rows_of(Contact, "customer_id = %(customer)s AND id = ANY(%(contacts)s)", values)
    numbers = Question(NUMBERS, Numbered, values)
    answers = ask(contacts, numbers)
    origins = {
        pk: format_html(' <a href="{}">{}</a>', reverse("concerns:concern", args=[customer.pk, pk]), number)
        for pk, number in answers.of(numbers)
    }
    return timeline_items(
        shown,
        contacts={contact.pk: contact.name for contact in answers.of(contacts)},
        slips=dict(_slips(customer, shown.entries, calendar)),
        origins=origins,
    )


def _slips(customer: Customer, entries: list[Entry], calendar: WorkingCalendar) -> Iterable[tuple[int, Slip]]:
    """Promises with their ring and credits with their limits, by entry."""
    promised = {entry.pk: entry.data.get("promise_id") for entry in entries if entry.verb == PROMISED}
    credited = {entry.pk: entry.data.get("credit_id") for entry in entries if entry.verb == CREDITED}
    promises = Promise.objects.filter(customer=customer).in_bulk(list(filter(None, promised.values())))
    credits = (
        Credit.objects.filter(customer=customer).select_related("use").in_bulk(list(filter(None, credited.values())))
    )
    at = now()
    for entry, pk in promised.items():
        if pk is not None and (promise := promises.get(pk)):
            its_ring = promise_ring(
                promise.given_at,
                promise.due_at,
                at,
                calendar,
                kept_at=promise.kept_at,
                broken_at=promise.broken_at,
                withdrawn_at=promise.withdrawn_at,
            )
            yield entry, Slip(promise_slip(promise, its_ring))
    for entry, pk in credited.items():
        if pk is not None and (credit := credits.get(pk)):
            yield entry, Slip(credit_slip(credit), _("gave credit %(number)s") % {"number": credit.number})

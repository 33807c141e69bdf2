"""Who at the customer knows whom of us, told from when they really spoke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.base.rows import rows_of
from rundum.calc.relationship import WINDOW_DAYS, gap_from, strength_of
from rundum.customers.models import Contact, Customer


@dataclass(frozen=True)
class Tie:
    """What two people have to do with each other. strength: 0 to 1. overdue: the agreed cadence was missed."""

    contact: Contact
    colleague: User
    last: date | None
    strength: float
    overdue: bool


@dataclass(frozen=True)
class Gap:
    """A contact nobody has spoken with in the agreed cadence. since: the first day it counts as a gap."""

    contact: Contact
    last: date | None
    since: date


@dataclass(frozen=True)
class RelationshipMap:
    """The people who are at the customer, our people who spoke with them, the ties between, and the gaps."""

    contacts: Sequence[Contact]
    colleagues: Sequence[User]
    ties: Sequence[Tie]
    gaps: Sequence[Gap]


def relationship_map(customer: Customer, contacts: Iterable[Contact] | None = None) -> RelationshipMap:
    """The map of the last six months, with the gaps of today (AC1.5). Three queries, two with `contacts` given.

    Only two-way entries count: a call, a meeting, an answered mail. A gap is closed by any one of them, however long
    ago and whoever spoke, as long as it lies within the cadence agreed with the contact.
    """
    here = today()
    if contacts is None:
        order = "last_name, first_name, id"
        theirs = rows_of(
            Contact, "customer_id = %(customer)s AND left_on IS NULL", {"customer": customer.pk}, order=order
        )
        contacts = ask(theirs).of(theirs)
    people = [contact for contact in contacts if contact.left_on is None]
    spoken, last_of, colleagues = _spoken(customer, here)
    ties, gaps = [], []
    for contact in people:
        last = last_of.get(contact.pk)
        gap = _gap(contact, last, here)
        if gap is not None:
            gaps.append(gap)
        for colleague in colleagues:
            strength = strength_of(spoken.get((contact.pk, colleague.pk), ()), here)
            if strength.times:
                ties.append(Tie(contact, colleague, strength.last, strength.strength, overdue=gap is not None))
    tied = {tie.colleague.pk for tie in ties}
    return RelationshipMap(people, [colleague for colleague in colleagues if colleague.pk in tied], ties, gaps)


def _gap(contact: Contact, last: date | None, here: date) -> Gap | None:
    if not contact.cadence_days:
        return None
    since = gap_from(last, contact.cadence_days, timezone.localtime(contact.made_at).date())
    return Gap(contact, last, since) if here >= since else None


# Read from the index entry_two_way alone, however many entries the customer has.
SPOKEN = """
select contact_id, by_id, max(at), array_agg(at) filter (where at >= %(since)s)
from timeline_entry
where customer_id = %(customer)s and two_way and contact_id is not null
group by contact_id, by_id
"""


def _spoken(customer: Customer, here: date) -> tuple[dict[tuple[int, int], list[date]], dict[int, date], list[User]]:
    """Days of two-way contact in the window by contact and colleague, the last day ever by contact, the colleagues."""
    since = timezone.make_aware(datetime.combine(here - timedelta(days=WINDOW_DAYS), time()))
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN, {"customer": customer.pk, "since": since})
        rows = cursor.fetchall()
    spoken: dict[tuple[int, int], list[date]] = {}
    last_of: dict[int, date] = {}
    for contact, colleague, last, moments in rows:
        day = timezone.localtime(last).date()
        last_of[contact] = max(day, last_of.get(contact, day))
        if colleague is not None and moments:
            spoken[contact, colleague] = [timezone.localtime(moment).date() for moment in moments]
    colleagues = people_with({colleague for _contact, colleague in spoken})
    return spoken, last_of, ask(colleagues).of(colleagues)


def people_with(ids: Iterable[int]) -> Question[User]:
    return rows_of(User, "id = ANY(%(ids)s)", {"ids": list(ids)}, order="name, id")

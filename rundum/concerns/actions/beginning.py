"""Taking in a concern together with what is promised and settled in the same conversation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rundum.accounts.models import User
from rundum.concerns.actions.holding import take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern, Process
from rundum.customers.models import Contact, Customer, Expectation


@dataclass(frozen=True)
class Intake:
    """What was written down of a conversation; see take_in_concern. promise and promised_until belong together."""

    process: Process
    title: str
    channel: str
    contact: Contact | None = None
    summary: str = ""
    voice: str = ""
    expectation: Expectation | None = None
    confidential: bool = False
    product: str = ""
    value: Decimal | None = None
    probability: int | None = None
    expected_on: date | None = None
    promise: str = ""
    promised_until: datetime | None = None
    hold: bool = False


def begin_concern(customer: Customer, *, intake: Intake, by: User) -> Concern:
    """Take the concern in, give its first promise, and hold its thread where `intake` says so: all of it or nothing.

    Raises what take_in_concern, give_promise and take_concern raise; the last two are for members of the team.
    """
    if intake.promised_until is None and not intake.hold:
        return _take_in(customer, intake, by)  # one action, which is whole by itself: no savepoint around it
    with transaction.atomic():
        concern = _take_in(customer, intake, by)
        if intake.promised_until is not None:
            give_promise(concern, text=intake.promise, due_at=intake.promised_until, contact=intake.contact, by=by)
        if intake.hold:
            take_concern(concern, by=by)
        return concern


def _take_in(customer: Customer, intake: Intake, by: User) -> Concern:
    return take_in_concern(
        customer,
        process=intake.process,
        title=intake.title,
        channel=intake.channel,
        contact=intake.contact,
        summary=intake.summary,
        voice=intake.voice,
        expectation=intake.expectation,
        confidential=intake.confidential,
        product=intake.product,
        value=intake.value,
        probability=intake.probability,
        expected_on=intake.expected_on,
        by=by,
    )

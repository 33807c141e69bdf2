"""Taking in what a customer needs."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.reading import ask
from rundum.base.refusals import Refused
from rundum.base.rows import rows_of
from rundum.concerns.actions.acting import write_down
from rundum.concerns.models import Concern, Process, Step, StepPassage
from rundum.customers.actions.numbering import draw_numbers
from rundum.customers.models import Contact, Customer, Expectation
from rundum.teams.models import Team
from rundum.teams.queries.currency import own_currency

SPOKEN = {Concern.Channel.PHONE, Concern.Channel.VISIT}


@transaction.atomic
def take_in_concern(
    customer: Customer,
    *,
    process: Process,
    title: str,
    channel: str,
    by: User | None,
    team: Team | None = None,
    contact: Contact | None = None,
    summary: str = "",
    voice: str = "",
    expectation: Expectation | None = None,
    confidential: bool = False,
    product: str = "",
    value: Decimal | None = None,
    probability: int | None = None,
    expected_on: date | None = None,
) -> Concern:
    """A new concern of the customer, with the customer's team, in the first step of the process version in use.

    Any colleague may take one in: customers call whom they know. voice: what the customer said, in their words.
    team: another one that has it, where it is part of what that team works on already.
    A conversation counts as the first human reply. Raises Refused("no_team") while the customer has no team,
    Refused("process_not_in_use") for a process without a version or a retired one.
    """
    if customer.team_id is None:
        raise Refused("no_team", _("This customer has no team yet. Take the customer into a team first."))
    if process.version is None or process.retired_at is not None:
        raise Refused("process_not_in_use", _("This process is not in use. Choose another one."))
    first = rows_of(Step, "version_id = %(version)s", {"version": process.version.pk}, order="position", limit=1)
    step = ask(first).one(first)
    spoken = by is not None and channel in SPOKEN
    concern = Concern.objects.create(
        customer=customer,
        contact=contact,
        team_id=team.pk if team else customer.team_id,
        process=process,
        version=process.version,
        step=step,
        phase=step.phase,
        step_since=now(),
        number=draw_numbers("concern"),
        title=title,
        summary=summary,
        channel=channel,
        expectation=expectation,
        confidential=confidential,
        product=product,
        value=value,
        currency=own_currency(),
        probability=probability,
        expected_on=expected_on,
        arrived_at=now(),
        first_reply_at=now() if spoken else None,
        is_example=customer.is_example,
    )
    StepPassage.objects.create(customer=customer, concern=concern, step=step, entered_at=now(), by=by)
    write_down(
        "concerns.taken_in",
        concern,
        by=by,
        contact=contact.pk if contact else None,
        two_way=spoken and contact is not None,
        text=summary,
        voice=voice,
        data={"title": title, "channel": channel},
    )
    return concern

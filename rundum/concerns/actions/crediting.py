"""Giving a customer goodwill."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern, Credit
from rundum.concerns.queries.family import case_of
from rundum.customers.actions.numbering import draw_numbers
from rundum.customers.models import Customer
from rundum.decisions.actions.using import use_authority
from rundum.decisions.models import Authority
from rundum.timeline.actions import attach_files
from rundum.timeline.files import StoredFile

CENT = Decimal("0.01")
TWICE = timedelta(seconds=10)
"""Within which the same credit by the same person is a second press of the button."""


@transaction.atomic
def give_credit(
    concern: Concern, *, amount: Decimal, reason: str, by: User, files: Sequence[StoredFile] = ()
) -> Credit:
    """Give a goodwill credit within the authority of the concern's team.

    The case is the whole family of the concern: what it was split from and into and what was merged with it, whatever
    team has them. The customer's row is locked first, so that of two at once, one on a part and one on the whole, the
    second sees what the first has given. A merge taken back makes two cases again, each with what was given on its
    own concerns; what was given while they were one stays with the concern it was given on.
    Raises Refused("not_positive"), Refused("twice") for the same credit again within TWICE, or what `use_authority`
    raises beyond a limit; then nothing is written.
    """
    # Not for its key: others may go on writing down what happens at this customer.
    Customer.objects.select_for_update(no_key=True).get(pk=concern.customer_id)
    concern = locked_for(concern, by, closed_too=True)
    amount = amount.quantize(CENT, ROUND_HALF_UP)
    if amount <= 0:
        raise Refused("not_positive", _("A credit is more than nothing. How much is it?"))
    same = concern.credits.filter(by=by, reason=reason, use__amount=amount, at__gt=now() - TWICE)
    if same.exists():
        raise Refused(
            "twice", _("You have given this very credit just now. Wait a moment if there is to be a second one.")
        )
    use = use_authority(
        concern.team,
        area=Authority.Area.GOODWILL,
        amount=amount,
        reason=reason,
        concern=concern.pk,
        case=case_of(concern),
        by=by,
    )
    credit = Credit.objects.create(
        customer_id=concern.customer_id,
        concern=concern,
        use=use,
        number=draw_numbers("credit"),
        reason=reason,
        at=now(),
        by=by,
    )
    entry = write_down(
        "concerns.credited",
        concern,
        by=by,
        text=reason,
        data={
            "credit_id": credit.pk,
            "number": credit.number,
            "amount": str(amount),
            "currency": use.currency,
            "limit_per_case": str(use.limit_per_case),
            "limit_per_month": str(use.limit_per_month),
        },
    )
    attach_files(entry, files)
    return credit

"""The end of a concern: the customer's verdict, and closing."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.actions.waiting import end_wait
from rundum.concerns.models import Closure, Concern, StepPassage, UnmetNeed, Verdict
from rundum.customers.models import Contact
from rundum.teams.models import Function

SALE_OUTCOMES = {Closure.Outcome.WON, Closure.Outcome.LOST}
NEEDS_VERDICT = {Closure.Outcome.SERVED, Closure.Outcome.PARTLY}


@transaction.atomic
def record_verdict(
    concern: Concern, *, solved: bool, by: User | None, voice: str = "", contact: Contact | None = None
) -> Verdict:
    """What the customer says about the outcome, in their words. A later verdict stands beside an earlier one."""
    concern = locked_for(concern, by, closed_too=True)
    verdict = Verdict.objects.create(
        customer_id=concern.customer_id, concern=concern, contact=contact, solved=solved, voice=voice, at=now(), by=by
    )
    concern.solved = solved
    concern.save(update_fields=["solved"])
    write_down(
        "concerns.verdict",
        concern,
        by=by,
        contact=contact.pk if contact else None,
        two_way=contact is not None,
        voice=voice,
        data={"solved": solved},
    )
    return verdict


@transaction.atomic
def close_concern(
    concern: Concern,
    *,
    outcome: str,
    by: User | None,
    note: str = "",
    unmet_reason: str = "",
    unmet_function: Function | None = None,
) -> Closure:
    """Close the concern with its outcome as the customer sees it.

    Raises Refused: "open_promises" while a promise runs; "no_verdict" for a served need without the customer's
    verdict or a note why there is none; "no_reason" for a need we could not serve without saying why;
    "sale_outcome" where outcome and kind of concern do not fit.
    """
    concern = locked_for(concern, by)
    chosen = Closure.Outcome(outcome)
    if chosen is Closure.Outcome.MERGED:
        raise ValueError("use merge_concern")
    if concern.promises.running().exists():
        raise Refused("open_promises", _("Keep or withdraw the open promises first."))
    if chosen in SALE_OUTCOMES and not concern.process.is_sale:
        raise Refused("sale_outcome", _("Only a sale can be won or lost."))
    if chosen in NEEDS_VERDICT and concern.solved is None and not note:
        raise Refused("no_verdict", _("Ask the customer first, or say in a sentence why there is no verdict."))
    if chosen is Closure.Outcome.NOT_SERVED and not unmet_reason:
        raise Refused("no_reason", _("Say why we could not serve the need; the team learns from it."))
    waits = concern.waits.filter(until=None).values_list("pk", flat=True)
    data = {"outcome": chosen, "wait_id": waits.first()}
    closure = end_concern(concern, outcome=chosen, note=note or unmet_reason, by=by)
    if chosen is Closure.Outcome.NOT_SERVED:
        UnmetNeed.objects.create(
            customer_id=concern.customer_id,
            concern=concern,
            team_id=concern.team_id,
            reason=unmet_reason,
            function=unmet_function,
            at=now(),
            by=by,
        )
    write_down("concerns.closed", concern, by=by, text=note or unmet_reason, data=data)
    return closure


def end_concern(concern: Concern, *, outcome: str, note: str, by: User | None) -> Closure:
    """End the locked concern: its passage, its wait and itself."""
    end_wait(concern)
    StepPassage.objects.filter(customer=concern.customer_id, concern=concern, left_at=None).update(left_at=now())
    concern.closed_at = now()
    concern.save(update_fields=["closed_at"])
    return Closure.objects.create(
        customer_id=concern.customer_id, concern=concern, outcome=outcome, note=note, at=now(), by=by
    )

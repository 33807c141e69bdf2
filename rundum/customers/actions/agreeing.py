"""How the team works with a customer: decided by its members, commented on by everyone, kept in versions."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import EditConflict, Refused
from rundum.customers.actions.acting import locked, tell_those_named, write_down
from rundum.customers.models import Customer, WorkingAgreement
from rundum.customers.policy import require_may_decide_for
from rundum.teams.policy import is_member
from rundum.timeline.models import Entry

CONTENT = ("channel", "cadence", "language", "lead_id", "dunning", "terms", "review_on")


@transaction.atomic
def decide_agreement(
    customer: Customer,
    *,
    by: User | None,
    channel: str = WorkingAgreement.Channel.ANY,
    cadence: str = "",
    language: str = "de",
    lead: User | None = None,
    dunning: str = WorkingAgreement.Dunning.LETTER,
    terms: Sequence[str] = (),
    review_on: date | None = None,
    after_version: int | None = None,
) -> WorkingAgreement:
    """A new version of the working agreement, in force at once; the same words as before make none.

    after_version: the version the editor started from (0: none); None decides whatever there is.
    Raises NotAllowed for anyone who is not a member of the customer's team (AC3.1), EditConflict when the team has
    decided meanwhile, Refused("lead_outside_team").
    """
    customer = locked(customer)
    require_may_decide_for(by, customer)
    if lead is not None and not is_member(lead, customer.team_id):
        raise Refused("lead_outside_team", _("Only a member of the team can lead."))
    latest = WorkingAgreement.objects.filter(customer=customer).order_by("-version").first()
    agreement = WorkingAgreement(
        customer=customer,
        version=latest.version + 1 if latest else 1,
        channel=WorkingAgreement.Channel(channel),
        cadence=cadence.strip(),
        language=language,
        lead=lead,
        dunning=WorkingAgreement.Dunning(dunning),
        terms="\n".join(term.strip() for term in terms if term.strip()),
        review_on=review_on,
        decided_at=now(),
        by=by,
    )
    if latest is not None and all(getattr(latest, field) == getattr(agreement, field) for field in CONTENT):
        return latest
    if after_version is not None and after_version != (latest.version if latest else 0):
        raise EditConflict(latest)
    agreement.save(force_insert=True)
    write_down("customers.agreement_decided", customer, by=by, data={"version": agreement.version})
    return agreement


@transaction.atomic
def restore_agreement(customer: Customer, *, version: int, by: User | None) -> WorkingAgreement:
    """Decide an earlier version again, as a new one.

    Someone who led then and has left the team leads no more. Raises as `decide_agreement` does.
    """
    earlier = WorkingAgreement.objects.select_related("lead").get(customer=customer, version=version)
    lead = earlier.lead if earlier.lead and is_member(earlier.lead, customer.team_id) else None
    return decide_agreement(
        customer,
        by=by,
        channel=earlier.channel,
        cadence=earlier.cadence,
        language=earlier.language,
        lead=lead,
        dunning=earlier.dunning,
        terms=earlier.terms.splitlines(),
        review_on=None,
    )


@transaction.atomic
def comment_on_agreement(customer: Customer, *, text: str, by: User) -> Entry:
    """Say something about how the team works with the customer; every colleague may, a coach or the board too.

    Raises Refused("comment_empty").
    """
    if not text.strip():
        raise Refused("comment_empty", _("Write what you think about it."))
    entry = write_down("customers.commented", customer, by=by, text=text.strip())
    tell_those_named(entry, customer)
    return entry

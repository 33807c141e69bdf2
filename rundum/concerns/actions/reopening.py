"""A closed concern comes back, perhaps to another team than the one that closed it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.actions.moving import change_team, record_handover
from rundum.concerns.actions.stepping import enter_step
from rundum.concerns.models import Concern, Phase, Reopening
from rundum.concerns.policy import require_may_reopen
from rundum.customers.models import Assignment
from rundum.teams.policy import is_member


@transaction.atomic
def reopen_concern(concern: Concern, *, reason: str, by: User | None) -> Reopening:
    """A closed concern came back: it is to be solved again, and its clock goes on.

    Members of the team that closed it may do so, and of the team its customer is with today; with the latter it goes
    on in their team. Had it ended with the team the customer was with then, it only follows its customer, as open
    concerns do when a customer changes teams. From any other team it is a hand-over, counted, for the same reason.
    Raises NotAllowed for others, Refused("open") for an open one, Refused("merged") for one that is part of another.
    """
    concern = locked_for(concern, None, closed_too=True)
    require_may_reopen(by, concern)
    if concern.closed_at is None:
        raise Refused("open", _("This concern is open."))
    if concern.merged_into_id is not None:
        raise Refused("merged", _("This concern is part of another one. Take the merge back instead."))
    reopening = Reopening.objects.create(
        customer_id=concern.customer_id, concern=concern, reason=reason, closed_at=concern.closed_at, at=now(), by=by
    )
    if by is not None and not is_member(by, concern.team_id):
        _bring_to_customers_team(concern, closed_at=concern.closed_at, reason=reason, by=by)
    concern.closed_at, concern.solved = None, None
    concern.reopened += 1
    concern.save(update_fields=["closed_at", "solved", "reopened"])
    solving = concern.version.steps.filter(phase=Phase.SOLVE).order_by("position").first()
    enter_step(concern, solving or concern.step, by=by)
    write_down("concerns.reopened", concern, by=by, text=reason)
    return reopening


def _bring_to_customers_team(concern: Concern, *, closed_at: datetime, reason: str, by: User) -> None:
    team = concern.customer.team
    assert team is not None  # `by` is a member of it
    then = Assignment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=closed_at), starts_at__lte=closed_at)
    if then.filter(customer=concern.customer_id, team=concern.team_id).exists():
        write_down("concerns.team_followed", concern, by=by, data={"to": team.name})
    else:
        record_handover(concern, to_team=team, reason=reason, by=by)
    change_team(concern, team)

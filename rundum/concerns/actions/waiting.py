"""Saying for whom a concern waits. The time counts on, shown apart."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern, Wait


@transaction.atomic
def wait_for(concern: Concern, *, whom: str, by: User | None, reason: str = "") -> Wait:
    """The concern waits for `whom` (Concern.WaitingFor) from now on; a wait that ran before ends."""
    concern = locked_for(concern, by)
    whom = Concern.WaitingFor(whom)
    if not whom:
        raise ValueError("use stop_waiting")
    before = Wait.objects.filter(customer=concern.customer_id, concern=concern, until=None).first()
    end_wait(concern)
    wait = Wait.objects.create(
        customer_id=concern.customer_id, concern=concern, waiting_for=whom, reason=reason, since=now(), by=by
    )
    concern.waiting_for, concern.waiting_since = whom, now()
    concern.save(update_fields=["waiting_for", "waiting_since"])
    write_down(
        "concerns.waiting",
        concern,
        by=by,
        text=reason,
        data={"whom": whom, "wait_id": wait.pk, "before": before and before.pk},
    )
    return wait


@transaction.atomic
def stop_waiting(concern: Concern, *, by: User | None) -> Concern:
    """The concern waits for nobody any more. Raises Refused("not_waiting") if it does not wait."""
    concern = locked_for(concern, by)
    if not concern.waiting_for:
        raise Refused("not_waiting", _("This concern is not waiting for anybody."))
    before = concern.waiting_for
    end_wait(concern)
    write_down("concerns.waiting_ended", concern, by=by, data={"whom": before})
    return concern


def end_wait(concern: Concern) -> None:
    """End the wait of a locked concern, if there is one."""
    if concern.waiting_for:
        Wait.objects.filter(customer=concern.customer_id, concern=concern, until=None).update(until=now())
        concern.waiting_for, concern.waiting_since = "", None
        concern.save(update_fields=["waiting_for", "waiting_since"])

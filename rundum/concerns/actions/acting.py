"""What every action on a concern begins and ends with."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.timeline.actions import add_entry
from rundum.timeline.models import Entry


def locked_for(concern: Concern, by: User | None, *, closed_too: bool = False) -> Concern:
    """The concern as it stands now, locked until the transaction ends, for someone who may work on it.

    Raises NotAllowed for anyone outside its team, Refused("closed") for a closed one unless `closed_too`.
    """
    current = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("team", "step", "process", "customer")
        .get(customer=concern.customer_id, pk=concern.pk)
    )
    require_may_work_on(by, current)
    if not closed_too and not current.is_open:
        raise Refused("closed", _("This concern is closed. Reopen it first."))
    return current


def write_down(
    verb: str,
    concern: Concern,
    *,
    by: User | None,
    contact: int | None = None,
    two_way: bool = False,
    text: str = "",
    voice: str = "",
    data: Mapping[str, object] | None = None,
) -> Entry:
    """The entry of an action on a concern."""
    return add_entry(
        verb,
        by=by,
        customer=concern.customer_id,
        concern=concern.pk,
        team=concern.team_id,
        contact=contact,
        two_way=two_way,
        text=text,
        voice=voice,
        data=data,
    )

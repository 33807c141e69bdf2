"""Small faults: fixed and noted in one step, with a cause of the team's list."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.models import Concern
from rundum.improvement.models import Cause, Fault, FaultLimit, FaultyConcern
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

LONGEST_CAUSE = 80


@transaction.atomic
def note_fault(team: Team, *, cause: str, note: str, by: User, concern: Concern | None = None) -> Fault:
    """Something small went wrong and is put right. cause: one of the team's list, or new on it. concern: where.

    Raises NotAllowed outside the team, Refused("no_note"), Refused("no_cause"), Refused("not_ours") for a concern that
    is not the team's or that `by` must not see.
    """
    require_member(by, team.pk)
    if not note.strip():
        raise Refused("no_note", _("Say in a sentence what was wrong and what you did."))
    seen = Concern.objects.visible_to(by).filter(team=team)
    if concern is not None and not seen.filter(customer=concern.customer_id, pk=concern.pk).exists():
        raise Refused("not_ours", _("This concern is not the team's."))
    fault = Fault.objects.create(team=team, cause=cause_called(team, cause, by=by), note=note.strip(), at=now(), by=by)
    data = {"fault": fault.pk, "team": team.name}
    if concern is None:
        add_entry("improvement.fault_noted", by=by, team=team.pk, data=data | {"cause": fault.cause.name})
        return fault
    FaultyConcern.objects.create(customer_id=concern.customer_id, concern=concern, fault=fault, team=team)
    add_entry(
        "improvement.concern_fault_noted",
        by=by,
        customer=concern.customer_id,
        concern=concern.pk,
        team=team.pk,
        text=fault.note,
        data=data,
    )
    return fault


def cause_called(team: Team, name: str, *, by: User) -> Cause:
    """The cause of the team's list with this name, whatever its capital letters; new where there is none.

    Raises Refused("no_cause").
    """
    name = " ".join(name.split())[:LONGEST_CAUSE]
    if not name:
        raise Refused("no_cause", _("Name the cause in a few words, or pick one of the list."))
    # Two members who name the same new cause at once get one row.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    found = Cause.objects.filter(team=team, name__iexact=name).first()
    return found or Cause.objects.create(team=team, name=name, made_at=now(), by=by)


@transaction.atomic
def set_fault_limit(team: Team, *, times: int, days: int, by: User) -> FaultLimit:
    """From how many faults with the same cause within how many days on the team is offered to go to the cause.

    Raises NotAllowed outside the team.
    """
    require_member(by, team.pk)
    limit, _made = FaultLimit.objects.update_or_create(team=team, defaults={"times": times, "days": days})
    data = {"team": team.name, "times": times, "days": days}
    add_entry("improvement.fault_limit_set", by=by, team=team.pk, data=data)
    return limit

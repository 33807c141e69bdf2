"""Concerns that go to another team, fall into two, or turn out to be one."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.actions.closing import end_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.promising import refresh_due
from rundum.concerns.actions.stepping import enter_step
from rundum.concerns.models import Closure, Concern, Handover, Help, HelpRequest, Holding, Merge, Process, Promise, Task
from rundum.teams.models import Team
from rundum.timeline.models import Entry


@transaction.atomic
def hand_over_concern(concern: Concern, *, to_team: Team, reason: str, by: User | None) -> Handover:
    """Give the concern to another team, with a reason. It is counted: a concern handed over is not one-stop.

    Raises Refused("same_team"), Refused("team_closed"), Refused("no_reason").
    """
    concern = locked_for(concern, by)
    if to_team.pk == concern.team_id:
        raise Refused("same_team", _("The concern is with this team already."))
    if to_team.closed_at is not None:
        raise Refused("team_closed", _("This team no longer exists. Choose another one."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why another team should go on; every hand-over costs the customer time."))
    handover = record_handover(concern, to_team=to_team, reason=reason, by=by)
    change_team(concern, to_team)
    return handover


def record_handover(concern: Concern, *, to_team: Team, reason: str, by: User | None) -> Handover:
    """Count and write down that the locked concern goes from its team to another; `change_team` then moves it."""
    handover = Handover.objects.create(
        customer_id=concern.customer_id,
        concern=concern,
        from_team=concern.team,
        to_team=to_team,
        reason=reason,
        at=now(),
        by=by,
    )
    write_down(
        "concerns.handed_over",
        concern,
        by=by,
        text=reason,
        data={
            "from": concern.team.name,
            "to": to_team.name,
            "handover_id": handover.pk,
            "holder": concern.holder_id,
            "helps": list(concern.helps.filter(until=None).values_list("pk", flat=True)),
            "help_requests": list(concern.help_requests.filter(answered_at=None).values_list("pk", flat=True)),
        },
    )
    concern.handed_over += 1
    return handover


def change_team(concern: Concern, team: Team) -> None:
    """The locked concern and its running promises are with `team`; nobody holds its thread, helps or is asked to."""
    Holding.objects.filter(customer=concern.customer_id, concern=concern, until=None).update(until=now())
    Help.objects.filter(customer=concern.customer_id, concern=concern, until=None).update(until=now())
    HelpRequest.objects.filter(customer=concern.customer_id, concern=concern, answered_at=None).update(
        answered_at=now()
    )
    Promise.objects.running().filter(customer=concern.customer_id, concern=concern).update(team=team)
    concern.team, concern.holder = team, None
    concern.save(update_fields=["team", "holder", "handed_over"])


@transaction.atomic
def follow_customer(customer: int, *, from_team: Team, team: Team, by: User) -> int:
    """The open concerns of a customer (its id) that `from_team` has go with the customer to its new `team`.

    Part of confirming the customer's own hand-over, and no hand-over of the concerns. One that a third team works on
    stays there. Returns how many went.
    """
    concerns = Concern.objects.select_for_update().open().filter(customer=customer, team=from_team)
    for concern in concerns:
        write_down("concerns.team_followed", concern, by=by, data={"to": team.name})
        change_team(concern, team)
    return len(concerns)


@transaction.atomic
def split_concern(concern: Concern, *, title: str, process: Process, by: User) -> Concern:
    """A second matter in the same concern becomes one of its own: same customer, same contact, same team."""
    concern = locked_for(concern, by)
    part = take_in_concern(
        concern.customer,
        process=process,
        title=title,
        channel=concern.channel,
        by=None,
        team=concern.team,
        contact=concern.contact,
        confidential=concern.confidential,
    )
    part.split_from = concern
    part.save(update_fields=["split_from"])
    write_down("concerns.split", concern, by=by, data={"number": part.number, "title": title, "part_id": part.pk})
    write_down("concerns.split_off", part, by=by, data={"number": concern.number})
    return part


@transaction.atomic
def merge_concern(concern: Concern, *, into: Concern, by: User) -> Merge:
    """`concern` turns out to be part of `into`: its running promises and open next steps move there, it ends.

    Raises Refused("same"), Refused("other_customer"), and Refused("confidential") where only one of them is: what
    moves would then be read by those who must not, or no longer by those who did.
    """
    if concern.pk == into.pk:
        raise Refused("same", _("These are one and the same concern."))
    if concern.customer_id != into.customer_id:
        raise Refused("other_customer", _("Only concerns of one customer can be merged."))
    # Always lock in the same order, or two merges the other way round would wait for each other.
    locked = {one.pk: locked_for(one, by) for one in sorted([concern, into], key=lambda one: one.pk)}
    concern, into = locked[concern.pk], locked[into.pk]
    if concern.confidential != into.confidential:
        raise Refused("confidential", _("Only one of these concerns is confidential. Make both so first, or neither."))
    promises = list(concern.promises.running().values_list("pk", flat=True))
    tasks = list(concern.tasks.filter(done_at=None).values_list("pk", flat=True))
    Promise.objects.filter(customer=concern.customer_id, pk__in=promises).update(concern=into, team=into.team)
    Task.objects.filter(customer=concern.customer_id, pk__in=tasks).update(concern=into)
    merge = Merge.objects.create(customer_id=concern.customer_id, concern=concern, into=into, at=now(), by=by)
    concern.merged_into = into
    concern.save(update_fields=["merged_into"])
    end_concern(concern, outcome=Closure.Outcome.MERGED, note="", by=by)
    refresh_due(concern)
    refresh_due(into)
    data = {"merge_id": merge.pk, "promises": promises, "tasks": tasks}
    write_down("concerns.merged", concern, by=by, data=data | {"number": into.number})
    write_down("concerns.received_merge", into, by=by, data=data | {"number": concern.number})
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: User) -> Merge:
    """Give the merged concern back, with the promises and next steps that came from it and are still open.

    Raises Refused("undone") when that has happened.
    """
    both = sorted([merge.concern, merge.into], key=lambda one: one.pk)
    locked = {one.pk: locked_for(one, by, closed_too=True) for one in both}
    concern, into = locked[merge.concern_id], locked[merge.into_id]
    merge = Merge.objects.select_for_update().get(customer=concern.customer_id, pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused("undone", _("This merge has been taken back already."))
    merge.undone_at, merge.undone_by = now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    entries = Entry.objects.filter(customer_id=concern.customer_id, concern_id=concern.pk, verb="concerns.merged")
    moved = entries.get(data__merge_id=merge.pk).data
    promises = Promise.objects.running().filter(customer=concern.customer_id, concern=into, pk__in=moved["promises"])
    promises.update(concern=concern, team=concern.team)
    tasks = Task.objects.filter(customer=concern.customer_id, concern=into, pk__in=moved["tasks"], done_at=None)
    tasks.update(concern=concern)
    Closure.objects.filter(customer=concern.customer_id, concern=concern).latest("at", "pk").delete()
    concern.merged_into, concern.closed_at = None, None
    concern.save(update_fields=["merged_into", "closed_at"])
    enter_step(concern, concern.step, by=by)
    refresh_due(concern)
    refresh_due(into)
    write_down("concerns.merge_undone", concern, by=by, data={"number": into.number})
    write_down("concerns.merge_undone", into, by=by, data={"number": concern.number})
    return merge

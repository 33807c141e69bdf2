"""Moving a concern through its whole process, and ticking off the work specification."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern, ItemCheck, SpecificationItem, Step, StepPassage, Task


@transaction.atomic
def move_to_step(concern: Concern, *, step: Step, by: User | None) -> StepPassage:
    """The concern is in `step` from now on; any step of its own process version, forwards or back.

    Raises Refused("other_version") for a step of another version, Refused("in_step") when it is there already.
    """
    concern = locked_for(concern, by)
    if step.version_id != concern.version_id:
        raise Refused("other_version", _("This step belongs to another version of the process."))
    if step.pk == concern.step_id:
        raise Refused("in_step", _("The concern is in this step already."))
    before = concern.step_id
    passage = enter_step(concern, step, by=by)
    write_down(
        "concerns.step_moved",
        concern,
        by=by,
        data={"step": step.own_name or step.phase, "step_id": step.pk, "before": before},
    )
    return passage


@transaction.atomic
def move_to_next_step(concern: Concern, *, by: User) -> StepPassage:
    """The concern goes on to the step after the one it is in.

    Raises Refused("verdict_missing") while it is the customer's turn to speak, Refused("last_step") where no step
    follows: then it is closed, with its outcome.
    """
    concern = locked_for(concern, by)
    if concern.asks_customer:
        raise Refused("verdict_missing", _("It is the customer's turn: ask whether it is solved for them."))
    after = Step.objects.filter(version=concern.version_id, position__gt=concern.step.position).order_by("position")
    following = after.first()
    if following is None:
        raise Refused("last_step", _("This is the last step. Close the concern with its outcome."))
    return move_to_step(concern, step=following, by=by)


def enter_step(concern: Concern, step: Step, *, by: User | None) -> StepPassage:
    """End the passage the locked concern is in and begin one in `step`."""
    StepPassage.objects.filter(customer=concern.customer_id, concern=concern, left_at=None).update(left_at=now())
    concern.step, concern.phase, concern.step_since = step, step.phase, now()
    concern.save(update_fields=["step", "phase", "step_since"])
    return StepPassage.objects.create(
        customer_id=concern.customer_id, concern=concern, step=step, entered_at=now(), by=by
    )


@transaction.atomic
def check_item(concern: Concern, *, item: SpecificationItem, by: User, deviation: str = "") -> ItemCheck:
    """Tick off a line of the work specification, or say what was done instead and why.

    Raises Refused("other_version") for a line of another version, Refused("checked") when it was ticked off.
    """
    concern = locked_for(concern, by)
    if item.step.version_id != concern.version_id:
        raise Refused("other_version", _("This line belongs to another version of the process."))
    check, made = ItemCheck.objects.get_or_create(
        customer_id=concern.customer_id,
        concern=concern,
        item=item,
        defaults={"by": by, "at": now(), "deviation": deviation},
    )
    if not made:
        raise Refused("checked", _("Somebody has ticked this off already."))
    verb = "concerns.item_deviated" if deviation else "concerns.item_checked"
    write_down(verb, concern, by=by, text=deviation, data={"item": item.text})
    return check


@transaction.atomic
def uncheck_item(concern: Concern, *, item: SpecificationItem, by: User) -> Concern:
    """Take a tick back."""
    concern = locked_for(concern, by)
    gone, _by_model = ItemCheck.objects.filter(customer=concern.customer_id, concern=concern, item=item).delete()
    if gone:
        write_down("concerns.item_unchecked", concern, by=by, data={"item": item.text})
    return concern


@transaction.atomic
def add_task(concern: Concern, *, text: str, by: User) -> Task:
    """Write down a next step for this one concern."""
    concern = locked_for(concern, by)
    task = Task.objects.create(customer_id=concern.customer_id, concern=concern, text=text, by=by, made_at=now())
    write_down("concerns.task_added", concern, by=by, data={"task": text})
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User) -> Task:
    """A next step is done. Raises Refused("done") when it was."""
    concern = locked_for(task.concern, by)
    done = Task.objects.filter(customer=concern.customer_id, pk=task.pk, done_at=None).update(done_at=now(), done_by=by)
    if not done:
        raise Refused("done", _("Somebody has done this already."))
    write_down("concerns.task_done", concern, by=by, data={"task": task.text})
    task.refresh_from_db()
    return task


@transaction.atomic
def reopen_task(task: Task, *, by: User) -> Task:
    """A next step is not done after all."""
    concern = locked_for(task.concern, by)
    if (
        Task.objects.filter(customer=concern.customer_id, pk=task.pk)
        .exclude(done_at=None)
        .update(done_at=None, done_by=None)
    ):
        write_down("concerns.task_reopened", concern, by=by, data={"task": task.text})
    task.refresh_from_db()
    return task

"""Taking back at once what one has just done: the toast's undo."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.actions.moving import change_team, undo_merge
from rundum.concerns.actions.promising import refresh_due
from rundum.concerns.models import (
    Closure,
    Concern,
    Credit,
    Handover,
    Help,
    HelpRequest,
    Holding,
    Merge,
    Promise,
    PromiseMove,
    StepPassage,
    UnmetNeed,
    Wait,
)
from rundum.decisions.actions.using import withdraw_use
from rundum.timeline.models import Entry

WINDOW = timedelta(seconds=15)
"""Ten seconds that the toast stands, and some for the way."""


def is_undoable(entry: Entry, by: User) -> bool:
    """Whether `by` can still take back what the entry tells."""
    return entry.by_id == by.pk and entry.verb in UNDO and now() - entry.at <= WINDOW


@transaction.atomic
def undo_entry(entry: Entry, *, by: User) -> Concern:
    """Take back what `by` has just done, while nothing has happened to the concern since.

    Raises Refused("too_late") after the window, Refused("overtaken") when something has.
    """
    if not is_undoable(entry, by) or entry.concern_id is None:
        raise Refused("too_late", _("It is too late to take this back."))
    concern = locked_for(
        Concern(customer_id=entry.customer_id, pk=entry.concern_id), _actor(entry, by), closed_too=True
    )
    later = Entry.objects.filter(customer_id=entry.customer_id, concern_id=entry.concern_id, pk__gt=entry.pk)
    if later.exists():
        raise Refused("overtaken", _("Something else has happened here since. Please change it by hand."))
    UNDO[entry.verb](concern, entry)
    write_down("concerns.undone", concern, by=by, data={"entry": entry.pk, "verb": entry.verb})
    return concern


def _actor(entry: Entry, by: User) -> User | None:
    # Who has just handed the concern over need not be a member of the team that has it now.
    return None if entry.verb == "concerns.handed_over" else by


def _give_back_thread(concern: Concern, entry: Entry) -> None:
    Holding.objects.filter(customer=concern.customer_id, concern=concern, until=None).delete()
    _hold_on(concern, entry.data["before"])


def _hold_again(concern: Concern, entry: Entry) -> None:
    _hold_on(concern, entry.by_id)


def _hold_on(concern: Concern, holder: int | None) -> None:
    """Let the last holding of `holder` (an id) go on as if it had not ended."""
    ended = Holding.objects.filter(customer=concern.customer_id, concern=concern, user=holder).order_by("-until")
    Holding.objects.filter(pk__in=ended.values("pk")[:1]).update(until=None)
    concern.holder_id = holder
    concern.save(update_fields=["holder"])


def _stop_helping(concern: Concern, entry: Entry) -> None:
    Help.objects.filter(customer=concern.customer_id, concern=concern, user=entry.by, until=None).delete()


def _help_again(concern: Concern, entry: Entry) -> None:
    ended = Help.objects.filter(customer=concern.customer_id, concern=concern, user=entry.by).order_by("-until")
    Help.objects.filter(pk__in=ended.values("pk")[:1]).update(until=None)


def _step_back(concern: Concern, _entry: Entry) -> None:
    """Let the passage before go on as if it had not ended."""
    StepPassage.objects.filter(customer=concern.customer_id, concern=concern, left_at=None).delete()
    last = (
        StepPassage.objects.select_related("step")
        .filter(customer=concern.customer_id, concern=concern)
        .latest("entered_at", "pk")
    )
    StepPassage.objects.filter(pk=last.pk).update(left_at=None)
    concern.step, concern.phase, concern.step_since = last.step, last.step.phase, last.entered_at
    concern.save(update_fields=["step", "phase", "step_since"])


def _wait_no_more(concern: Concern, entry: Entry) -> None:
    """Let the wait before, if there was one, go on as if it had not ended."""
    Wait.objects.filter(customer=concern.customer_id, pk=entry.data["wait_id"]).delete()
    before = Wait.objects.filter(customer=concern.customer_id, pk=entry.data["before"]).first()
    if before is not None:
        before.until = None
        before.save(update_fields=["until"])
    concern.waiting_for, concern.waiting_since = (before.waiting_for, before.since) if before else ("", None)
    concern.save(update_fields=["waiting_for", "waiting_since"])


def _take_promise_back(concern: Concern, entry: Entry) -> None:
    Promise.objects.filter(customer=concern.customer_id, pk=entry.data["promise_id"]).delete()
    refresh_due(concern)


def _run_promise_again(concern: Concern, entry: Entry) -> None:
    Promise.objects.filter(customer=concern.customer_id, pk=entry.data["promise_id"]).update(
        kept_at=None, broken_at=None, withdrawn_at=None, ended_by=None, reason=""
    )
    refresh_due(concern)


def _move_promise_back(concern: Concern, entry: Entry) -> None:
    move = PromiseMove.objects.get(customer=concern.customer_id, pk=entry.data["move_id"])
    Promise.objects.filter(customer=concern.customer_id, pk=move.promise_id).update(due_at=move.due_before)
    move.delete()
    refresh_due(concern)


def _take_credit_back(concern: Concern, entry: Entry) -> None:
    credit = Credit.objects.select_related("use").get(customer=concern.customer_id, pk=entry.data["credit_id"])
    credit.delete()
    withdraw_use(credit.use)


def _open_again(concern: Concern, entry: Entry) -> None:
    closure = Closure.objects.filter(customer=concern.customer_id, concern=concern).latest("at", "pk")
    UnmetNeed.objects.filter(customer=concern.customer_id, concern=concern, at__gte=closure.at).delete()
    closure.delete()
    concern.closed_at = None
    if wait := Wait.objects.filter(customer=concern.customer_id, pk=entry.data.get("wait_id")).first():
        wait.until = None
        wait.save(update_fields=["until"])
        concern.waiting_for, concern.waiting_since = wait.waiting_for, wait.since
    concern.save(update_fields=["closed_at", "waiting_for", "waiting_since"])
    _step_back(concern, entry)


def _take_handover_back(concern: Concern, entry: Entry) -> None:
    handover = Handover.objects.select_related("from_team").get(
        customer=concern.customer_id, pk=entry.data["handover_id"]
    )
    concern.handed_over -= 1
    change_team(concern, handover.from_team)
    handover.delete()
    Help.objects.filter(customer=concern.customer_id, pk__in=entry.data.get("helps", [])).update(until=None)
    HelpRequest.objects.filter(customer=concern.customer_id, pk__in=entry.data.get("help_requests", [])).update(
        answered_at=None
    )
    if entry.data["holder"]:
        _hold_on(concern, entry.data["holder"])


def _unmerge(concern: Concern, entry: Entry) -> None:
    merge = Merge.objects.get(customer=concern.customer_id, pk=entry.data["merge_id"])
    if entry.by is not None:
        undo_merge(merge, by=entry.by)


UNDO: dict[str, Callable[[Concern, Entry], None]] = {
    "concerns.taken": _give_back_thread,
    "concerns.released": _hold_again,
    "concerns.helps": _stop_helping,
    "concerns.helped": _help_again,
    "concerns.step_moved": _step_back,
    "concerns.waiting": _wait_no_more,
    "concerns.promised": _take_promise_back,
    "concerns.promise_kept": _run_promise_again,
    "concerns.promise_broken": _run_promise_again,
    "concerns.promise_withdrawn": _run_promise_again,
    "concerns.promise_moved": _move_promise_back,
    "concerns.credited": _take_credit_back,
    "concerns.closed": _open_again,
    "concerns.handed_over": _take_handover_back,
    "concerns.merged": _unmerge,
}
"""What taking back means, by the verb of the entry that tells what was done."""

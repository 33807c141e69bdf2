"""Promises to customers: given, kept, broken, withdrawn; moved only with the customer told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern, Promise, PromiseMove
from rundum.customers.models import Contact


@transaction.atomic
def give_promise(
    concern: Concern, *, text: str, due_at: datetime, by: User | None, contact: Contact | None = None
) -> Promise:
    """Promise the customer something by a time. Raises Refused("past") for a time that is over."""
    concern = locked_for(concern, by)
    _refuse_past(due_at)
    promise = Promise.objects.create(
        customer_id=concern.customer_id,
        concern=concern,
        team_id=concern.team_id,
        contact=contact,
        text=text,
        due_at=due_at,
        first_due_at=due_at,
        given_at=now(),
        by=by,
    )
    refresh_due(concern)
    _write_down("concerns.promised", concern, promise, by=by)
    return promise


@transaction.atomic
def keep_promise(promise: Promise, *, by: User | None) -> Promise:
    """The promise was kept: now, and so in time or, past its time, not at all (then it is broken).

    Raises Refused("not_running") when it has ended, Refused("too_late") past its time.
    """
    concern, promise = _running(promise, by)
    if promise.due_at < now():
        raise Refused(
            "too_late", _("Its time is over. Say why it could not be kept; what was done counts all the same.")
        )
    promise.kept_at = now()
    _end(promise, concern, by=by)
    _write_down("concerns.promise_kept", concern, promise, by=by)
    return promise


@transaction.atomic
def break_promise(promise: Promise, *, reason: str, by: User | None) -> Promise:
    """The promise could not be kept, and why. Raises Refused("not_running") when it has ended."""
    concern, promise = _running(promise, by)
    promise.broken_at, promise.reason = now(), reason
    _end(promise, concern, by=by)
    _write_down("concerns.promise_broken", concern, promise, by=by, text=reason)
    return promise


@transaction.atomic
def withdraw_promise(promise: Promise, *, reason: str, by: User | None) -> Promise:
    """The promise is taken back before its time, with a reason the customer knows.

    Raises Refused("not_running") when it has ended, Refused("too_late") past its time: then it is broken.
    """
    concern, promise = _running(promise, by)
    if promise.due_at < now():
        raise Refused("too_late", _("Its time is over. Say why it could not be kept."))
    promise.withdrawn_at, promise.reason = now(), reason
    _end(promise, concern, by=by)
    _write_down("concerns.promise_withdrawn", concern, promise, by=by, text=reason)
    return promise


@transaction.atomic
def move_promise(promise: Promise, *, due_at: datetime, told: str, by: User | None) -> PromiseMove:
    """Agree another time with the customer. told: how they were told; without it nothing moves.

    Raises Refused("not_told"), Refused("past") for a time that is over, Refused("too_late") when the promise's
    own time is, Refused("not_running") when it has ended.
    """
    concern, promise = _running(promise, by)
    if not told.strip():
        raise Refused("not_told", _("Tell the customer first, and say how you did."))
    if promise.due_at < now():
        raise Refused("too_late", _("Its time is over. Say why it could not be kept, and give a new promise."))
    _refuse_past(due_at)
    move = PromiseMove.objects.create(
        customer_id=concern.customer_id,
        promise=promise,
        due_before=promise.due_at,
        due_after=due_at,
        told=told,
        at=now(),
        by=by,
    )
    promise.due_at = due_at
    promise.save(update_fields=["due_at"])
    refresh_due(concern)
    _write_down("concerns.promise_moved", concern, promise, by=by, text=told, move=move.pk)
    return move


def refresh_due(concern: Concern) -> None:
    """Let the concern's row repeat the running promise that is due next."""
    running = Promise.objects.running().filter(customer=concern.customer_id, concern=concern)
    next_due = running.order_by("due_at", "id").values_list("due_at", "given_at").first()
    concern.due_at, concern.promised_at = next_due or (None, None)
    concern.save(update_fields=["due_at", "promised_at"])


def _running(promise: Promise, by: User | None) -> tuple[Concern, Promise]:
    concern = locked_for(promise.concern, by)
    promise = Promise.objects.select_for_update().get(customer=concern.customer_id, pk=promise.pk)
    if not promise.is_running:
        raise Refused("not_running", _("This promise has ended already."))
    return concern, promise


def _end(promise: Promise, concern: Concern, *, by: User | None) -> None:
    promise.ended_by = by
    promise.save(update_fields=["kept_at", "broken_at", "withdrawn_at", "reason", "ended_by"])
    refresh_due(concern)


def _refuse_past(due_at: datetime) -> None:
    if due_at <= now():
        raise Refused("past", _("That is over already. When can we keep it?"))


def _write_down(
    verb: str, concern: Concern, promise: Promise, *, by: User | None, text: str = "", move: int | None = None
) -> None:
    data = {"promise": promise.text, "promise_id": promise.pk, "due_at": promise.due_at.isoformat(), "move_id": move}
    write_down(verb, concern, by=by, contact=promise.contact_id, text=text, data=data)

"""Taking back at once what one has just planned: the toast's undo."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.actions.undoing import WINDOW
from rundum.planning.actions.committing import write_down
from rundum.planning.models import AnyCommitment, Commitment, OwnCommitment
from rundum.teams.policy import require_member
from rundum.timeline.models import Entry


@transaction.atomic
def undo_planned(entry: Entry, *, by: User) -> None:
    """Take back what `by` has just done to a commitment, while nothing has happened to it since.

    Raises NotAllowed outside the team; Refused("too_late") after the window, "overtaken" when something has.
    """
    if entry.by_id != by.pk or entry.verb not in UNDO or now() - entry.at > WINDOW:
        raise Refused("too_late", _("It is too late to take this back."))
    require_member(by, entry.team_id)
    commitment = _locked(entry, "commitment")
    later = Entry.objects.filter(team_id=entry.team_id, pk__gt=entry.pk, verb__startswith="planning.")
    about = [entry.data["commitment"], entry.data.get("next")]
    if commitment is None or later.filter(data__kind=entry.data["kind"], data__commitment__in=about).exists():
        raise Refused("overtaken", _("Something else has happened here since. Please change it by hand."))
    write_down("planning.undone", commitment, by, {"entry": entry.pk, "verb": entry.verb})
    try:
        with transaction.atomic():
            UNDO[entry.verb](commitment, entry)
    except IntegrityError:
        raise Refused("overtaken", _("Something else has happened here since. Please change it by hand.")) from None


def _locked(entry: Entry, which: str) -> AnyCommitment | None:
    if entry.data["kind"] == "own":
        return OwnCommitment.objects.select_for_update().filter(pk=entry.data[which], team=entry.team_id).first()
    return Commitment.objects.select_for_update().filter(pk=entry.data[which], team=entry.team_id).first()


def _commit_no_more(commitment: AnyCommitment, _entry: Entry) -> None:
    commitment.delete()


def _give_back(commitment: AnyCommitment, _entry: Entry) -> None:
    commitment.user = None
    commitment.save(update_fields=["user"])


def _take_again(commitment: AnyCommitment, entry: Entry) -> None:
    commitment.user = entry.by
    commitment.save(update_fields=["user"])


def _run_again(commitment: AnyCommitment, entry: Entry) -> None:
    if entry.data.get("next") and (again := _locked(entry, "next")):
        again.delete()
    commitment.done_at = commitment.moved_at = commitment.withdrawn_at = commitment.ended_by = None
    commitment.save(update_fields=["done_at", "moved_at", "withdrawn_at", "ended_by"])


UNDO: dict[str, Callable[[AnyCommitment, Entry], None]] = {
    "planning.committed": _commit_no_more,
    "planning.commitment_taken": _give_back,
    "planning.commitment_released": _take_again,
    "planning.commitment_done": _run_again,
    "planning.commitment_moved": _run_again,
    "planning.commitment_withdrawn": _run_again,
}
"""What taking back means, by the verb of the entry that tells what was done."""

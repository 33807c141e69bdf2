"""One act on several concerns: each by itself, as singly, so that one that is refused harms no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rundum.accounts.models import User
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.models import Concern
from rundum.timeline.models import Entry


@dataclass(frozen=True)
class Several:
    """How it went: the entries of what was done, and what was refused with its reason, both in the order asked for."""

    done: list[Entry] = field(default_factory=list)
    refused: list[tuple[Concern, Refused | NotAllowed]] = field(default_factory=list)


def act_on_each(concerns: Iterable[Concern], act: Callable[[Concern], object], *, by: User) -> Several:
    """Do `act`, an action of `by` on one concern, to each of them; each is a transaction of its own."""
    several = Several()
    for concern in concerns:
        try:
            act(concern)
        except (Refused, NotAllowed) as refusal:
            several.refused.append((concern, refusal))
        else:
            mine = Entry.objects.filter(customer_id=concern.customer_id, concern_id=concern.pk, by=by)
            several.done.append(mine.latest("pk"))
    return several


def undo_each(entries: Iterable[Entry], *, by: User) -> list[Refused]:
    """Take back what each entry tells, as `undo_entry` does; the refusals of those that could not be."""
    refused = []
    for entry in entries:
        try:
            undo_entry(entry, by=by)
        except Refused as refusal:
            refused.append(refusal)
    return refused

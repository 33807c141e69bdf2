"""Writing down what happened."""

from collections.abc import Mapping, Sequence

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.timeline.files import StoredFile
from rundum.timeline.kinds import kind_of
from rundum.timeline.models import ORGANISATION, Attachment, Entry


def add_entry(
    verb: str,
    *,
    by: User | None,
    customer: int = ORGANISATION,
    concern: int | None = None,
    contact: int | None = None,
    team: int | None = None,
    two_way: bool = False,
    text: str = "",
    voice: str = "",
    data: Mapping[str, object] | None = None,
) -> Entry:
    """Write down that `by` (None: a program or the customer) did `verb`; ids say to whom it belongs.

    Call it inside the action's transaction. Raises KeyError for a verb no area has declared.
    """
    kind_of(verb)
    return Entry.objects.create(
        verb=verb,
        by=by,
        customer_id=customer,
        concern_id=concern,
        contact_id=contact,
        team_id=team,
        two_way=two_way,
        text=text,
        voice=voice,
        data=dict(data or {}),
        at=now(),
    )


def attach_files(entry: Entry, files: Sequence[StoredFile]) -> None:
    """Put stored files on an entry; part of the action that wrote it."""
    Attachment.objects.bulk_create(
        Attachment(
            customer_id=entry.customer_id,
            entry=entry,
            digest=file.digest,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
        )
        for file in files
    )

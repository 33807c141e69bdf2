"""Writing down what happened, what belongs to it, and whom it names."""

import re
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.formats.markdown import mentioned
from rundum.timeline.files import StoredFile
from rundum.timeline.kinds import kind_of
from rundum.timeline.models import ORGANISATION, Attachment, Entry, Mention


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


def mention_people(entry: Entry, *, among: QuerySet[User], nearest: Collection[int] = ()) -> list[Mention]:
    """Tell everyone whom the entry's text names with @ that they were named. Call it inside the transaction.

    among: who may read the entry. nearest: ids of those who are meant first where a name fits several people (the
    team). A name that still fits several people reaches nobody; so does the author's own.
    """
    names = mentioned(entry.text)
    if not names:
        return []
    called = User.objects.filter(_may_be_called([name for name, _following in names]))
    people = list(among.filter(is_active=True, pk__in=called).distinct())
    meant = {}
    for name, following in names:
        written = _as_far_as_a_name(name, following, people)
        if written != name:
            entry.data["named"] = [*entry.data.get("named", []), written]
        if user := _meant_by(written, people, nearest):
            meant[user.pk] = user
    if "named" in entry.data:
        entry.save(update_fields=["data"])
    meant.pop(entry.by_id or 0, None)
    return Mention.objects.bulk_create(
        Mention(customer_id=entry.customer_id, entry=entry, user=user) for user in meant.values()
    )


@transaction.atomic
def read_mentions(user: User, *, customer: int, concern: int | None = None) -> int:
    """The person has read where they were named: in a concern, or (None) in what belongs to none of the customer's.

    Says how often.
    """
    unread = Mention.objects.filter(user=user, read_at=None, customer_id=customer)
    return unread.filter(entry__concern_id=concern).update(read_at=now())


def _may_be_called(names: list[str]) -> Q:
    """People whose name begins with the first word of one of the names."""
    wanted = Q()
    for name in names:
        wanted |= Q(name__istartswith=_words(name)[0])
    return wanted


def _as_far_as_a_name(name: str, following: str, people: list[User]) -> str:
    """The name as written, with as many of the words that follow as are somebody's name."""
    further = following.split()
    for count in range(len(further), 0, -1):
        longer = " ".join([name, *further[:count]])
        if any(_words(user.name)[: len(_words(longer))] == _words(longer) for user in people):
            return longer
    return name


def _meant_by(name: str, people: list[User], nearest: Collection[int]) -> User | None:
    """The one person called so, by first name or by more of the name: @Piet, @Piet.Janssen, @Piet Janssen."""
    words = _words(name)
    fitting = [user for user in people if _words(user.name)[: len(words)] == words]
    close = [user for user in fitting if user.pk in nearest]
    for candidates in (close, fitting):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s._-]+", name.casefold()) if word]

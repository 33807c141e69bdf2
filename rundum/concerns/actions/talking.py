"""Notes for each other, and what was said between customer and team."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.concerns.actions.acting import locked_for, write_down
from rundum.concerns.models import Concern
from rundum.customers.actions.talking import Talk
from rundum.customers.models import Contact
from rundum.teams.models import Membership
from rundum.timeline.actions import attach_files, mention_people
from rundum.timeline.files import StoredFile
from rundum.timeline.models import Entry

VERBS = {
    Talk.CALL: "concerns.called",
    Talk.MEETING: "concerns.met",
    Talk.VISIT: "concerns.visited",
    Talk.EMAIL: "concerns.emailed",
    Talk.LETTER: "concerns.written",
}


@transaction.atomic
def write_note(concern: Concern, *, text: str, by: User, files: Sequence[StoredFile] = ()) -> Entry:
    """A note for colleagues, in Markdown. Any colleague may write one: a coach comments this way.

    Whoever is named in it with @ and may read it is told so.
    """
    entry = write_down("concerns.noted", concern, by=by, text=text)
    attach_files(entry, files)
    members = Membership.objects.on(today()).filter(team=concern.team_id).values_list("user", flat=True)
    mention_people(entry, among=_readers_of(concern), nearest=set(members))
    return entry


def _readers_of(concern: Concern) -> QuerySet[User]:
    """Who may read the concern: the other side of Concern.objects.visible_to."""
    if not concern.confidential and not concern.customer.confidential:
        return User.objects.all()
    teams = {concern.team_id} if concern.confidential else {concern.team_id, concern.customer.team_id}
    members = Membership.objects.on(today()).filter(team__in=teams - {None})
    return User.objects.filter(pk__in=members.values("user"))


@transaction.atomic
def record_talk(
    concern: Concern,
    *,
    kind: Talk | str,
    contact: Contact,
    text: str,
    by: User,
    voice: str = "",
    files: Sequence[StoredFile] = (),
) -> Entry:
    """What was said between `contact` and `by`. voice: the customer's own words.

    It is two-way contact and, the first time, the first human reply. Raises NotAllowed outside the team.
    """
    if contact.customer_id != concern.customer_id:
        raise ValueError("the contact belongs to another customer")
    concern = locked_for(concern, by, closed_too=True)
    _has_replied(concern)
    entry = write_down(
        VERBS[Talk(kind)],
        concern,
        by=by,
        contact=contact.pk,
        two_way=True,
        text=text,
        voice=voice,
        data={"contact": contact.name},
    )
    attach_files(entry, files)
    return entry


@transaction.atomic
def receive_call(concern: Concern, *, voice: str, by: User, contact: Contact | None = None, name: str = "") -> Entry:
    """A call about an open concern, as a colleague took it: what the customer said reaches the concern's team.

    Any colleague may who sees the concern, as with a note. contact: who called; name: theirs while they are no contact.
    A person has answered, so it counts as the first human reply. Raises Refused("closed").
    """
    concern = locked_for(concern, None)
    _has_replied(concern)
    return write_down(
        VERBS[Talk.CALL],
        concern,
        by=by,
        contact=contact.pk if contact else None,
        two_way=contact is not None,
        voice=voice,
        data={"contact": contact.name if contact else name},
    )


def _has_replied(concern: Concern) -> None:
    if concern.first_reply_at is None:
        concern.first_reply_at = now()
        concern.save(update_fields=["first_reply_at"])

"""Writing down a call while the phone is at one's ear."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.concerns.actions.beginning import Intake, begin_concern
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.actions.talking import receive_call, record_talk
from rundum.concerns.models import Concern, Process
from rundum.customers.actions.contacts import add_contact
from rundum.customers.actions.talking import Talk
from rundum.customers.models import Contact, Customer
from rundum.customers.policy import may_add_contact
from rundum.teams.policy import is_member

LONGEST_TITLE = 90


@dataclass(frozen=True)
class Call:
    """What a customer said on the phone. onto: the open concern it belongs to, or the process of a new one.

    contact: who called; where they are not known yet, name is theirs: whoever may adds them to the customer, of others
    it stays with what was said. promise counts with promised_until.
    """

    voice: str
    onto: Concern | Process
    contact: Contact | None = None
    name: str = ""
    promise: str = ""
    promised_until: datetime | None = None


@transaction.atomic
def note_call(customer: Customer, *, call: Call, by: User) -> Concern:
    """Take the call into a new concern, or into the talk of an open one, with what was promised: all of it or nothing.

    Any colleague may: customers call whom they know. Promises are given by members of the concern's team.
    Raises Refused("nobody_called") where an open concern would not know with whom the team spoke, and what
    add_contact, begin_concern, record_talk and give_promise raise.
    """
    contact = call.contact or _new_contact(customer, call.name, by)
    if isinstance(call.onto, Process):
        intake = Intake(
            process=call.onto,
            title=title_of(call.voice),
            channel=Concern.Channel.PHONE,
            contact=contact,
            summary=_on_the_phone(call) if contact is None else "",
            voice=call.voice,
            promise=call.promise,
            promised_until=call.promised_until,
        )
        return begin_concern(customer, intake=intake, by=by)
    if contact is None and not call.name.strip():
        raise Refused("nobody_called", _("Who called? Choose the person, or write down their name."))
    if contact is not None and is_member(by, call.onto.team_id):
        record_talk(call.onto, kind=Talk.CALL, contact=contact, text="", voice=call.voice, by=by)
    else:
        receive_call(call.onto, contact=contact, name=call.name.strip(), voice=call.voice, by=by)
    if call.promised_until is not None:
        give_promise(call.onto, text=call.promise, due_at=call.promised_until, contact=contact, by=by)
    return call.onto


def title_of(voice: str) -> str:
    """What a concern is called until someone says it better: the customer's first sentence, cut between words."""
    first = re.split(r"(?<=[.!?])\s|\n", voice.strip(), maxsplit=1)[0].rstrip(".")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"


def _new_contact(customer: Customer, name: str, by: User) -> Contact | None:
    first_name, _blank, last_name = name.strip().rpartition(" ")
    if not last_name or not may_add_contact(by, customer):
        return None
    return add_contact(customer, first_name=first_name, last_name=last_name, by=by)


def _on_the_phone(call: Call) -> str:
    return gettext("On the phone: %(name)s") % {"name": call.name.strip()} if call.name.strip() else ""

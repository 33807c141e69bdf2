"""How what happens to customers reads on a timeline."""

from django.utils.translation import gettext_lazy as _

from rundum.customers.models import Consent, Expectation
from rundum.timeline.kinds import EntryKind, Tab, declare

PURPOSE = {"purpose": Consent.Purpose}

declare(
    EntryKind("customers.taken_on", "building-2", Tab.WORK, _("took the customer on")),
    EntryKind("customers.edited", "pencil", Tab.RECORD, _("changed the customer's details")),
    EntryKind("customers.tagged", "tag", Tab.RECORD, _("changed the tags to: %(tags)s")),
    EntryKind("customers.external_id_added", "link", Tab.RECORD, _("added the number in %(source)s: %(value)s")),
    EntryKind("customers.external_id_removed", "link", Tab.RECORD, _("removed the number in %(source)s: %(value)s")),
    EntryKind("customers.contact_added", "user-plus", Tab.WORK, _("added the contact %(contact)s")),
    EntryKind("customers.contact_edited", "contact", Tab.RECORD, _("changed the details of %(contact)s")),
    EntryKind("customers.contact_left", "door-open", Tab.WORK, _("noted that %(contact)s has left")),
    EntryKind("customers.contact_returned", "user-check", Tab.WORK, _("noted that %(contact)s is there again")),
    EntryKind(
        "customers.consent_given", "shield-check", Tab.WORK, _("has the consent of %(contact)s: %(purpose)s"), PURPOSE
    ),
    EntryKind(
        "customers.consent_withdrawn",
        "shield",
        Tab.WORK,
        _("noted that %(contact)s withdrew the consent: %(purpose)s"),
        PURPOSE,
    ),
    EntryKind("customers.expectation_added", "target", Tab.TALK, _("wrote down an expectation: %(expectation)s")),
    EntryKind(
        "customers.expectation_confirmed", "circle-check", Tab.TALK, _("had the expectation confirmed: %(expectation)s")
    ),
    EntryKind(
        "customers.expectation_changed",
        "target",
        Tab.WORK,
        _("now holds the expectation for %(met)s: %(expectation)s"),
        {"met": Expectation.Met},
    ),
    EntryKind("customers.expectation_retired", "archive", Tab.WORK, _("let go of the expectation: %(expectation)s")),
    EntryKind(
        "customers.agreement_decided", "handshake", Tab.WORK, _("decided version %(version)s of the working agreement")
    ),
    EntryKind("customers.read", "book-open", Tab.RECORD, _("has read what we know of them and could step in")),
    EntryKind("customers.commented", "message-circle", Tab.WORK, _("commented on the working agreement")),
    EntryKind("customers.noted", "sticky-note", Tab.WORK, _("made a note")),
    EntryKind("customers.called", "phone", Tab.TALK, _("spoke with %(contact)s on the phone")),
    EntryKind("customers.met", "message-circle", Tab.TALK, _("met %(contact)s")),
    EntryKind("customers.visited", "map-pin", Tab.TALK, _("was on site with %(contact)s")),
    EntryKind("customers.emailed", "mail", Tab.TALK, _("exchanged e-mails with %(contact)s")),
    EntryKind("customers.written", "mail", Tab.TALK, _("exchanged letters with %(contact)s")),
    EntryKind("customers.assigned", "users", Tab.WORK, _("took the customer into team %(team)s")),
    EntryKind("customers.offered", "arrow-right-left", Tab.WORK, _("offered the customer to team %(team)s")),
    EntryKind("customers.handover_item_done", "square-check-big", Tab.RECORD, _("passed on: %(item)s")),
    EntryKind("customers.received", "arrow-right-left", Tab.WORK, _("took the customer over from team %(from)s")),
    EntryKind("customers.handover_withdrawn", "undo-2", Tab.WORK, _("keeps the customer where it is")),
)

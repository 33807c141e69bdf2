"""How what happens to concerns reads on a timeline."""

from django.utils.translation import gettext_lazy as _

from rundum.concerns.models import Concern, Phase
from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("concerns.taken_in", "inbox", Tab.TALK, _("took in the concern"), customer_speaks=True),
    EntryKind("concerns.edited", "pencil", Tab.WORK, _("changed the description")),
    EntryKind("concerns.expectation_linked", "circle-check", Tab.WORK, _("linked the expectation “%(expectation)s”")),
    EntryKind("concerns.expectation_unlinked", "circle-check", Tab.WORK, _("removed the link to the expectation")),
    EntryKind("concerns.made_confidential", "lock", Tab.WORK, _("marked the concern confidential")),
    EntryKind("concerns.made_readable", "eye", Tab.WORK, _("made the concern readable for all colleagues")),
    EntryKind("concerns.taken", "", Tab.WORK, _("took the concern and holds the thread")),
    EntryKind("concerns.released", "", Tab.WORK, _("let go of the thread")),
    EntryKind("concerns.thread_freed", "", Tab.WORK, _("freed the thread, as %(person)s has left")),
    EntryKind("concerns.help_ended", "", Tab.WORK, _("ended the help of %(person)s, who has left")),
    EntryKind("concerns.help_request_ended", "", Tab.WORK, _("no longer asks %(person)s, who has left")),
    EntryKind("concerns.helps", "", Tab.WORK, _("lends a hand")),
    EntryKind("concerns.helped", "", Tab.WORK, _("no longer lends a hand")),
    EntryKind("concerns.help_asked", "hand-helping", Tab.WORK, _("asked %(asked)s for help")),
    EntryKind("concerns.help_asked_team", "hand-helping", Tab.WORK, _("asked the team for help")),
    EntryKind("concerns.help_declined", "hand-helping", Tab.WORK, _("cannot help this time")),
    EntryKind("concerns.step_moved", "arrow-right", Tab.WORK, _("moved the concern on to “%(step)s”"), {"step": Phase}),
    EntryKind("concerns.item_checked", "square-check-big", Tab.WORK, _("ticked off “%(item)s”")),
    EntryKind("concerns.item_deviated", "square-check-big", Tab.WORK, _("deviated from “%(item)s”")),
    EntryKind("concerns.item_unchecked", "square-check-big", Tab.WORK, _("reopened “%(item)s”")),
    EntryKind("concerns.task_added", "list", Tab.WORK, _("wrote down a next step: %(task)s")),
    EntryKind("concerns.task_done", "square-check-big", Tab.WORK, _("has done: %(task)s")),
    EntryKind("concerns.task_reopened", "square-check-big", Tab.WORK, _("reopened: %(task)s")),
    EntryKind("concerns.waiting", "hourglass", Tab.WORK, _("is waiting for %(whom)s"), {"whom": Concern.WaitingFor}),
    EntryKind("concerns.waiting_ended", "hourglass", Tab.WORK, _("no longer waits")),
    EntryKind("concerns.promised", "handshake", Tab.TALK, _("promised: %(promise)s")),
    EntryKind("concerns.promise_kept", "circle-check", Tab.TALK, _("kept the promise: %(promise)s")),
    EntryKind("concerns.promise_broken", "triangle-alert", Tab.TALK, _("could not keep the promise: %(promise)s")),
    EntryKind("concerns.promise_withdrawn", "undo-2", Tab.TALK, _("withdrew the promise: %(promise)s")),
    EntryKind("concerns.promise_moved", "calendar-clock", Tab.TALK, _("moved the promise: %(promise)s")),
    EntryKind("concerns.noted", "sticky-note", Tab.WORK, _("made a note")),
    EntryKind("concerns.called", "phone", Tab.TALK, _("spoke with %(contact)s on the phone")),
    EntryKind("concerns.met", "message-circle", Tab.TALK, _("met %(contact)s")),
    EntryKind("concerns.visited", "map-pin", Tab.TALK, _("was on site with %(contact)s")),
    EntryKind("concerns.emailed", "mail", Tab.TALK, _("exchanged e-mails with %(contact)s")),
    EntryKind("concerns.written", "mail", Tab.TALK, _("exchanged letters with %(contact)s")),
    EntryKind("concerns.credited", "receipt-text", Tab.MONEY, _("gave a goodwill credit of %(amount)s")),
    EntryKind(
        "concerns.verdict",
        "message-square-quote",
        Tab.TALK,
        _("wrote down the customer's verdict"),
        customer_speaks=True,
    ),
    EntryKind("concerns.closed", "flag", Tab.WORK, _("closed the concern")),
    EntryKind("concerns.reopened", "rotate-ccw", Tab.WORK, _("reopened the concern")),
    EntryKind(
        "concerns.handed_over", "arrow-right-left", Tab.WORK, _("handed the concern over from %(from)s to %(to)s")
    ),
    EntryKind(
        "concerns.team_followed", "arrow-right-left", Tab.WORK, _("moved the concern to %(to)s with its customer")
    ),
    EntryKind("concerns.split", "split", Tab.WORK, _("split off concern %(number)s: %(title)s")),
    EntryKind("concerns.split_off", "split", Tab.WORK, _("split this off from concern %(number)s")),
    EntryKind("concerns.merged", "merge", Tab.WORK, _("merged this into concern %(number)s")),
    EntryKind("concerns.received_merge", "merge", Tab.WORK, _("merged concern %(number)s into this one")),
    EntryKind("concerns.merge_undone", "undo-2", Tab.WORK, _("took the merge of concern %(number)s back")),
    EntryKind("concerns.undone", "undo-2", Tab.WORK, _("took that back at once")),
    EntryKind("concerns.limits_set", "columns-3", Tab.RECORD, _("set the limits of the lanes of %(team)s")),
    EntryKind("processes.made", "list-plus", Tab.RECORD, _("made the process “%(process)s”")),
    EntryKind("processes.changed", "pencil", Tab.RECORD, _("changed the process “%(process)s”: version %(version)s")),
    EntryKind(
        "processes.restored",
        "rotate-ccw",
        Tab.RECORD,
        _("brought version %(number)s of the process “%(process)s” back"),
    ),
    EntryKind("processes.retired", "inbox", Tab.RECORD, _("retired the process “%(process)s”")),
    EntryKind("processes.resumed", "inbox", Tab.RECORD, _("put the process “%(process)s” in use again")),
)

"""How entries about getting better read."""

from django.utils.translation import gettext_lazy as _

from rundum.improvement.models import Act, ActionPart
from rundum.measures.told_measure import measure_words
from rundum.timeline.kinds import EntryKind, Tab, declare

NAMES = {"measure": measure_words}
CYCLE = ("improvement:cycle", "cycle")
ACTION = ("improvement:corrective_action", "corrective_action")

declare(
    EntryKind(
        "improvement.goal_set", "target", Tab.RECORD, _("set a goal of the team %(team)s: %(measure)s"), names=NAMES
    ),
    EntryKind(
        "improvement.goal_ended", "flag", Tab.RECORD, _("ended a goal of the team %(team)s: %(measure)s"), names=NAMES
    ),
    EntryKind(
        "improvement.cycle_planned", "refresh-cw", Tab.RECORD, _("planned cycle %(number)s: %(idea)s"), leads_to=CYCLE
    ),
    EntryKind(
        "improvement.cycle_replanned",
        "pencil",
        Tab.RECORD,
        _("changed the plan of cycle %(number)s: %(idea)s"),
        leads_to=CYCLE,
    ),
    EntryKind(
        "improvement.cycle_started",
        "play",
        Tab.RECORD,
        _("began the trial of cycle %(number)s: %(idea)s"),
        leads_to=CYCLE,
    ),
    EntryKind(
        "improvement.cycle_done",
        "check",
        Tab.RECORD,
        _("wrote down what was done in cycle %(number)s: %(idea)s"),
        leads_to=CYCLE,
    ),
    EntryKind(
        "improvement.cycle_ended",
        "flag",
        Tab.RECORD,
        _("ended cycle %(number)s: %(idea)s. What becomes of it: %(act)s"),
        {"act": Act},
        leads_to=CYCLE,
    ),
    EntryKind(
        "improvement.cycle_limit_decided",
        "scale",
        Tab.RECORD,
        _("wrote down a decision of the team %(team)s: at most %(most)s cycles at once"),
    ),
    EntryKind(
        "improvement.corrective_action_opened",
        "shield-check",
        Tab.RECORD,
        _("opened corrective action %(number)s"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.part_written",
        "shield-check",
        Tab.RECORD,
        _("wrote in corrective action %(number)s: %(part)s"),
        {"part": ActionPart},
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.found_effective",
        "shield-check",
        Tab.RECORD,
        _("found corrective action %(number)s effective"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.found_ineffective",
        "shield-check",
        Tab.RECORD,
        _("found corrective action %(number)s without effect; it goes back to the causes"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.corrective_action_closed",
        "shield-check",
        Tab.RECORD,
        _("closed corrective action %(number)s"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.concern_linked",
        "shield-check",
        Tab.WORK,
        _("linked corrective action %(number)s to this concern"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.concern_unlinked",
        "shield-check",
        Tab.WORK,
        _("took the link to corrective action %(number)s away"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.concern_action_closed",
        "shield-check",
        Tab.WORK,
        _("closed corrective action %(number)s"),
        leads_to=ACTION,
    ),
    EntryKind(
        "improvement.corrective_action_reopened",
        "rotate-ccw",
        Tab.WORK,
        _("reopened corrective action %(number)s, as its fix has not worked"),
        leads_to=ACTION,
    ),
    EntryKind("improvement.fault_noted", "wrench", Tab.RECORD, _("fixed a small fault and noted it: %(cause)s")),
    EntryKind("improvement.concern_fault_noted", "wrench", Tab.WORK, _("fixed a small fault and noted it")),
    EntryKind(
        "improvement.fault_limit_set",
        "sliders-horizontal",
        Tab.RECORD,
        _("set when team %(team)s goes to a cause: %(times)s faults within %(days)s days"),
    ),
)

"""How entries about getting better read."""

from django.utils.translation import gettext_lazy as _

from rundum.improvement.models import Act
from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("improvement.goal_set", "target", Tab.RECORD, _("set a goal of the team %(team)s: %(measure)s")),
    EntryKind("improvement.goal_ended", "flag", Tab.RECORD, _("ended a goal of the team %(team)s: %(measure)s")),
    EntryKind("improvement.cycle_planned", "refresh-cw", Tab.RECORD, _("planned cycle %(number)s: %(idea)s")),
    EntryKind("improvement.cycle_replanned", "pencil", Tab.RECORD, _("changed the plan of cycle %(number)s: %(idea)s")),
    EntryKind("improvement.cycle_started", "play", Tab.RECORD, _("began the trial of cycle %(number)s: %(idea)s")),
    EntryKind(
        "improvement.cycle_done", "check", Tab.RECORD, _("wrote down what was done in cycle %(number)s: %(idea)s")
    ),
    EntryKind(
        "improvement.cycle_ended",
        "flag",
        Tab.RECORD,
        _("ended cycle %(number)s: %(idea)s. What becomes of it: %(act)s"),
        {"act": Act},
    ),
    EntryKind(
        "improvement.cycle_limit_decided",
        "scale",
        Tab.RECORD,
        _("wrote down a decision of the team %(team)s: at most %(most)s cycles at once"),
    ),
)

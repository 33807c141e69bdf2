"""How entries about getting better read."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("improvement.goal_set", "target", Tab.RECORD, _("set a goal of the team %(team)s: %(measure)s")),
    EntryKind("improvement.goal_ended", "flag", Tab.RECORD, _("ended a goal of the team %(team)s: %(measure)s")),
)

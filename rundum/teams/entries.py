"""How entries about teams read. They belong to the organisation, not to a customer."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("teams.organisation_founded", "flag", Tab.RECORD, _("has set up Rundum for %(name)s")),
    EntryKind("teams.organisation_edited", "settings", Tab.RECORD, _("has changed the settings of the organisation")),
    EntryKind("teams.founded", "users", Tab.RECORD, _("has founded the team %(team)s")),
    EntryKind("teams.edited", "users", Tab.RECORD, _("has changed what is known about the team %(team)s")),
    EntryKind("teams.hours_set", "clock", Tab.RECORD, _("has set the working hours of the team %(team)s")),
    EntryKind("teams.member_added", "users", Tab.RECORD, _("has brought %(member)s into the team %(team)s")),
    EntryKind("teams.member_lent", "users", Tab.RECORD, _("has lent %(member)s to the team %(team)s")),
    EntryKind(
        "teams.membership_ended", "users", Tab.RECORD, _("has set the last day of %(member)s in the team %(team)s")
    ),
    EntryKind("teams.coach_added", "users", Tab.RECORD, _("has made %(member)s coach of the team %(team)s")),
    EntryKind("teams.coaching_ended", "users", Tab.RECORD, _("has ended the coaching of %(team)s by %(member)s")),
    EntryKind("teams.function_added", "users", Tab.RECORD, _("has added the function %(function)s")),
    EntryKind("teams.function_renamed", "users", Tab.RECORD, _("has renamed a function to %(function)s")),
    EntryKind("teams.function_removed", "users", Tab.RECORD, _("has removed the function %(function)s")),
    EntryKind(
        "teams.function_covered", "users", Tab.RECORD, _("has entered that %(member)s covers %(function)s in %(team)s")
    ),
    EntryKind(
        "teams.function_uncovered",
        "users",
        Tab.RECORD,
        _("has entered that %(member)s no longer covers %(function)s in %(team)s"),
    ),
    EntryKind("teams.absence_added", "clock", Tab.RECORD, _("has entered days away for %(member)s")),
    EntryKind("teams.absence_removed", "clock", Tab.RECORD, _("has removed days away of %(member)s")),
)

"""How what is planned reads on the record."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("planning.endorsed", "sprout", Tab.RECORD, _("saw %(person)s at their best in %(strength)s")),
    EntryKind(
        "planning.endorsement_taken_back",
        "sprout",
        Tab.RECORD,
        _("took back that they saw %(person)s at their best in %(strength)s"),
    ),
    EntryKind("planning.weights_set", "sliders-horizontal", Tab.RECORD, _("set what counts in the offers of %(team)s")),
    EntryKind("planning.committed", "calendar", Tab.RECORD, _("committed to something in a week of %(team)s")),
    EntryKind("planning.commitment_taken", "calendar", Tab.RECORD, _("took on a commitment of %(team)s")),
    EntryKind("planning.commitment_released", "calendar", Tab.RECORD, _("gave a commitment back to %(team)s")),
    EntryKind("planning.commitment_done", "calendar", Tab.RECORD, _("ended a commitment of %(team)s as done")),
    EntryKind(
        "planning.commitment_moved", "calendar", Tab.RECORD, _("moved a commitment of %(team)s to the next week")
    ),
    EntryKind("planning.commitment_withdrawn", "calendar", Tab.RECORD, _("withdrew a commitment of %(team)s")),
    EntryKind("planning.undone", "undo-2", Tab.RECORD, _("took back what they had just planned in %(team)s")),
)

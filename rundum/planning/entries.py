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
)

"""How what was taken over from other systems reads on a timeline."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("exchange.customer_taken_over", "inbox", Tab.WORK, _("took the customer over from another system")),
    EntryKind("exchange.concern_taken_over", "inbox", Tab.WORK, _("took the concern over from another system")),
    EntryKind("exchange.event", "circle-dot", Tab.WORK, _("reported: %(state)s")),
    EntryKind("exchange.example_removed", "inbox", Tab.RECORD, _("removed the example company")),
    EntryKind("exchange.imported", "inbox", Tab.RECORD, _("imported %(rows)s rows with the mapping %(mapping)s")),
)

"""How what is planned reads on the record."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("planning.weights_set", "sliders-horizontal", Tab.RECORD, _("set what counts in the offers of %(team)s")),
)

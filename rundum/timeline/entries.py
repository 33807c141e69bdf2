"""How the entries of the timeline itself read."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("timeline.refused", "lock", Tab.RECORD, _("was refused at %(path)s: %(sentence)s")),
)

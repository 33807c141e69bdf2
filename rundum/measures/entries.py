"""How what is done to measures reads. It belongs to the organisation, not to a customer."""

from django.utils.translation import gettext_lazy as _

from rundum.measures.told_measure import measure_words
from rundum.timeline.kinds import EntryKind, Tab, declare

NAMES = {"measure": measure_words}

declare(
    EntryKind(
        "measures.limits_set", "activity", Tab.RECORD, _("has set the limits of “%(measure)s” anew"), names=NAMES
    ),
    EntryKind(
        "measures.limits_taken_anew",
        "activity",
        Tab.RECORD,
        _("has taken the limits of “%(measure)s” from their corrected weeks"),
        names=NAMES,
    ),
    EntryKind("measures.defined", "activity", Tab.RECORD, _("has defined the measure “%(measure)s”")),
    EntryKind("measures.retired", "activity", Tab.RECORD, _("no longer measures “%(measure)s”")),
    EntryKind("measures.values_entered", "activity", Tab.RECORD, _("has entered values of “%(measure)s”")),
    EntryKind(
        "measures.signal_answered", "activity", Tab.RECORD, _("has answered a signal of “%(measure)s”"), names=NAMES
    ),
)

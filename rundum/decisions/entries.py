"""How entries about deciding read."""

from django.utils.translation import gettext_lazy as _

from rundum.decisions.models import Authority
from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind(
        "decisions.authority_granted",
        "scale",
        Tab.RECORD,
        _(
            "has let the team %(team)s decide alone about %(area)s: up to %(case)s %(currency)s a case"
            " and %(month)s %(currency)s a month"
        ),
        {"area": Authority.Area},
    ),
)

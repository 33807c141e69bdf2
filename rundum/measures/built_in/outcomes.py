"""What it means to the customer and to us."""

from django.utils.translation import gettext_lazy as _

from rundum.measures.built_in.declaration import PERCENT, BuiltIn
from rundum.measures.choices import Data, Direction, Kind

OUTCOMES = [
    BuiltIn(
        "verdict",
        Kind.OUTCOME,
        Data.SHARE,
        Direction.UP,
        _("Customer's verdict"),
        _("Of the verdicts customers gave in the week about their concern: those that say it is solved for them."),
        PERCENT,
    ),
    BuiltIn(
        "expectations_met",
        Kind.OUTCOME,
        Data.SHARE,
        Direction.UP,
        _("Expectations met"),
        _(
            "Of the concerns closed in the week that serve an expectation of the customer: those closed as served with"
            " no promise broken in them until then."
        ),
        PERCENT,
    ),
    BuiltIn(
        "satisfaction",
        Kind.OUTCOME,
        Data.VALUE,
        Direction.UP,
        _("Satisfaction"),
        _("What customers answer when asked. There is no source yet: surveys come later."),
        _("points"),
    ),
    BuiltIn(
        "margin",
        Kind.OUTCOME,
        Data.SHARE,
        Direction.UP,
        _("Margin"),
        _("Revenue less direct cost and cost to serve, of revenue. There is no source yet: invoices come later."),
        PERCENT,
    ),
    BuiltIn(
        "volume",
        Kind.OUTCOME,
        Data.VALUE,
        Direction.UP,
        _("Volume"),
        _("Revenue with the team's customers. There is no source yet: invoices come later."),
        _("revenue"),
    ),
]

WITHOUT_SOURCE = frozenset({"satisfaction", "margin", "volume"})
"""They have their place in the register and read "not known yet" until an area delivers them."""

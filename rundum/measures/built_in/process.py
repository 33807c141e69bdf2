"""How concerns are worked on."""

from django.utils.translation import gettext_lazy as _

from rundum.measures.built_in.declaration import CONCERNS, HOURS, PERCENT, BuiltIn
from rundum.measures.choices import Data, Direction, Kind

PROCESS = [
    BuiltIn(
        "first_reply",
        Kind.PROCESS,
        Data.DURATION,
        Direction.DOWN,
        _("First human reply"),
        _(
            "Hours by the clock from arrival until a person first spoke with the customer; an automatic answer is none."
            " Median over the concerns that arrived in the week, those without a reply counted for as long as they have"
            " waited (Kaplan-Meier), looked at until one week after the week's end. Hours by the clock, because opening"
            " hours have no history and past weeks would change with them."
        ),
        HOURS,
        follow_up=1,
    ),
    BuiltIn(
        "waiting",
        Kind.PROCESS,
        Data.VALUE,
        Direction.DOWN,
        _("Waiting time"),
        _(
            "Hours by the clock that concerns spent waiting for somebody in the week, for each concern the team had in"
            " its hands in the week."
        ),
        _("hours per concern"),
    ),
    BuiltIn(
        "waiting_for_customer",
        Kind.PROCESS,
        Data.VALUE,
        Direction.DOWN,
        _("Waiting for the customer"),
        _(
            "As “Waiting time”, but only what was spent waiting for the customer. Shown apart, never taken off a"
            " duration."
        ),
        _("hours per concern"),
    ),
    BuiltIn(
        "waiting_for_others",
        Kind.PROCESS,
        Data.VALUE,
        Direction.DOWN,
        _("Waiting for suppliers and colleagues elsewhere"),
        _("As “Waiting time”, but only what was spent waiting for a supplier or for colleagues elsewhere."),
        _("hours per concern"),
    ),
    BuiltIn(
        "touches",
        Kind.PROCESS,
        Data.VALUE,
        Direction.DOWN,
        _("Touches"),
        _(
            "How often somebody of ours did something about a concern until it was closed (entries on its timeline),"
            " per concern that was closed in the week."
        ),
        _("touches per concern"),
    ),
    BuiltIn(
        "handovers",
        Kind.PROCESS,
        Data.COUNT,
        Direction.DOWN,
        _("Hand-overs"),
        _(
            "Concerns that the team handed over to another team in the week. Lending a person is none; neither is a"
            " customer who changes teams with all that is open."
        ),
        _("hand-overs"),
    ),
    BuiltIn(
        "in_progress",
        Kind.PROCESS,
        Data.COUNT,
        Direction.NEITHER,
        _("Work in progress"),
        _("Open concerns the team had when the week ended."),
        CONCERNS,
        at_end=True,
    ),
    BuiltIn(
        "open_age",
        Kind.PROCESS,
        Data.VALUE,
        Direction.DOWN,
        _("Age of open work"),
        _("Days by the clock since arrival, on average over the concerns that were open when the week ended."),
        _("days"),
        at_end=True,
    ),
    BuiltIn(
        "promised_in_time",
        Kind.PROCESS,
        Data.SHARE,
        Direction.UP,
        _("Promises given in time"),
        _(
            "Of the concerns that arrived in the week: those in which the customer was promised something, with a date,"
            " within 24 hours by the clock. Looked at until one week after the week's end."
        ),
        PERCENT,
        follow_up=1,
    ),
]

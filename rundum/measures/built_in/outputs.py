"""What comes out."""

from django.utils.translation import gettext_lazy as _

from rundum.measures.built_in.declaration import CONCERNS, HOURS, PERCENT, BuiltIn
from rundum.measures.choices import Data, Direction, Kind

OUTPUTS = [
    BuiltIn(
        "finished",
        Kind.OUTPUT,
        Data.COUNT,
        Direction.UP,
        _("Finished"),
        _(
            "Concerns closed in the week. One that came back and was closed again counts again; one that became part of"
            " another does not."
        ),
        CONCERNS,
    ),
    BuiltIn(
        "first_time_solved",
        Kind.OUTPUT,
        Data.SHARE,
        Direction.UP,
        _("First-time solved"),
        _(
            "Of the concerns closed as served or partly served in the week, those that had not come back before. A"
            " concern that comes back later shows as reopened in that week."
        ),
        PERCENT,
    ),
    BuiltIn(
        "reopened",
        Kind.OUTPUT,
        Data.RATE,
        Direction.DOWN,
        _("Reopened"),
        _("Closed concerns that came back in the week, for each concern closed in the week."),
        _("per closed concern"),
    ),
    BuiltIn(
        "promises_kept",
        Kind.OUTPUT,
        Data.SHARE,
        Direction.UP,
        _("Promises kept"),
        _(
            "Of the promises due in the week: those kept in time. Withdrawn ones are left out; a promise whose time ran"
            " out counts as not kept. It counts for the team that had the concern when the promise ended or, at the"
            " latest, was due."
        ),
        PERCENT,
    ),
    BuiltIn(
        "one_stop",
        Kind.OUTPUT,
        Data.SHARE,
        Direction.UP,
        _("One-stop"),
        _(
            "Of the concerns closed in the week: those that no team had handed over to another until then. One that"
            " went away and came back is not one-stop; lending a person is no hand-over."
        ),
        PERCENT,
    ),
    BuiltIn(
        "same_hands",
        Kind.OUTPUT,
        Data.SHARE,
        Direction.UP,
        _("In the same hands"),
        _(
            "Of the concerns closed in the week: those that the same one or two people began and ended: no more than"
            " two of ours did something about it until it was closed, or the first and the last of these entries are"
            " the same person's. What was taken back does not count; neither do concerns of which nobody wrote down"
            " who worked on them."
        ),
        PERCENT,
    ),
    BuiltIn(
        "time_to_resolution",
        Kind.OUTPUT,
        Data.DURATION,
        Direction.DOWN,
        _("Time to resolution"),
        _(
            "Hours by the clock from arrival until the concern was closed; the clock of a reopened one goes on. Median"
            " over the concerns that arrived in the week, open ones counted for as long as they have been open"
            " (Kaplan-Meier), looked at until four weeks after the week's end."
        ),
        HOURS,
        follow_up=4,
    ),
]

"""What comes in: concerns, and what the team can meet them with."""

from django.utils.translation import gettext_lazy as _

from rundum.measures.built_in.declaration import CONCERNS, HOURS, PERCENT, BuiltIn
from rundum.measures.choices import Data, Direction, Kind

INPUTS = [
    BuiltIn(
        "received",
        Kind.INPUT,
        Data.COUNT,
        Direction.NEITHER,
        _("Concerns received"),
        _("Concerns that arrived in the week. Parts split off from another concern count as concerns of their own."),
        CONCERNS,
    ),
    BuiltIn(
        "complete_at_first",
        Kind.INPUT,
        Data.SHARE,
        Direction.UP,
        _("Complete at first contact"),
        _(
            "Of the concerns that left the step “Understand” for the first time in the week: those that did not wait"
            " for the customer before that, so that nothing had to be asked back."
        ),
        PERCENT,
    ),
    BuiltIn(
        "functions_covered",
        Kind.INPUT,
        Data.SHARE,
        Direction.UP,
        _("Functions covered"),
        _(
            "Of the functions every team must be able to do: those that at least one member of the team covers, as"
            " entered when the week ended. Nothing keeps older states, so it is written down week by week."
        ),
        PERCENT,
        recorded=True,
        at_end=True,
    ),
    BuiltIn(
        "skills_covered",
        Kind.INPUT,
        Data.SHARE,
        Direction.UP,
        _("Skills covered"),
        _(
            "Of the skills that steps of the processes in use need: those that at least one member of the team has at"
            " the level needed, as entered when the week ended. Written down week by week."
        ),
        PERCENT,
        recorded=True,
        at_end=True,
    ),
    BuiltIn(
        "capacity",
        Kind.INPUT,
        Data.VALUE,
        Direction.NEITHER,
        _("Capacity"),
        _(
            "Hours of work the team has in the week: opening hours times the shares of time of its members, at most 8"
            " hours a day and 40 a week for one person, less public holidays, absences and what is lent to other teams,"
            " as entered when the week ended. Written down week by week."
        ),
        HOURS,
        recorded=True,
    ),
]

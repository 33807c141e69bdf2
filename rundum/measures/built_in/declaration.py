"""What is said of a built-in measure: how it is called, and its operational definition. Its SQL is in queries/facts.

A definition says exactly what is counted, so that two people who count by hand get the same. All weeks are ISO weeks
in the organisation's time zone; a concern counts for the team that had it at that moment, whatever happened since.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rundum.measures.choices import Data, Direction, Kind


@dataclass(frozen=True)
class BuiltIn:
    """One measure that Rundum computes itself.

    follow_up: weeks after a week's end during which its value may still move, because its concerns are looked at for
    that long; afterwards it stands. recorded: nothing keeps the history it is made of, so it is written down as the
    week ends and cannot be computed for weeks before. at_end: tells what is there as the week ends, not what happened
    in it.
    """

    key: str
    kind: Kind
    data: Data
    direction: Direction
    name: str | Promise
    definition: str | Promise
    unit: str | Promise
    follow_up: int = 0
    recorded: bool = False
    at_end: bool = False


PERCENT = "%"
HOURS = _("hours")
CONCERNS = _("concerns")

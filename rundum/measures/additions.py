"""What areas above add to the page of one measure: the goal, and sections of their own.

Each area says so in its own file measure_page.py, which is read at the start of the program.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rundum.accounts.access import SignedInRequest
from rundum.measures.models import Measure
from rundum.measures.queries.charted import Charted
from rundum.teams.models import Team

type GoalOf = Callable[[Measure, Team], float | None]
"""What a team wants of a measure, in the measure's unit; None where it has no goal for it."""
type Section = Callable[[SignedInRequest, Charted, Team], SafeString]
"""A section for the page of a measure of a team, over all processes; empty where there is nothing to show."""


@dataclass(frozen=True)
class Addition:
    """What one area adds. goal: the line on the chart. section: stands below the chart."""

    goal: GoalOf | None = None
    section: Section | None = None


_additions: list[Addition] = []


def add_to_measure_page(addition: Addition) -> None:
    """Make an addition known; sections stand in the order in which their areas come."""
    _additions.append(addition)


def goal_of(measure: Measure, team: Team) -> float | None:
    """What the team wants of the measure, by whichever area knows; None where none does."""
    wanted = (addition.goal(measure, team) for addition in _additions if addition.goal)
    return next((value for value in wanted if value is not None), None)


def sections_for(request: SignedInRequest, charted: Charted, team: Team) -> list[SafeString]:
    """The sections of all areas that have something to show."""
    shown = (addition.section(request, charted, team) for addition in _additions if addition.section)
    return [section for section in shown if section]

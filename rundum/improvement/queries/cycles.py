"""Cycles of a team: what goes on, how many may, and what a trial has done to its measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from rundum.calc.before_after import Change, mean_change, share_change
from rundum.calc.periods import Week, local_date
from rundum.improvement.models import Cycle, CycleLimit
from rundum.measures.models import Data
from rundum.measures.queries.weeks import WeekFigure, weeks_of
from rundum.teams.models import Organisation, Team

LIMIT = 1
"""So many cycles go on at once until the team decides otherwise (AC24.2)."""
BEFORE = 13
"""So many weeks before the trial it is compared with: a quarter, or what there is."""
ENDED_SHOWN = 4
"""So many cycles that have ended stand among the open ones."""


@dataclass(frozen=True)
class Result:
    """before, after: the weeks compared, in time order. change: None while they do not suffice. moving: weeks of the
    period whose values still move. to_come: weeks of the period that are not over yet."""

    before: Sequence[WeekFigure]
    after: Sequence[WeekFigure]
    change: Change | None
    moving: int
    to_come: int


def cycle_limit(team: Team) -> int:
    """How many cycles of the team may go on at once."""
    newest = CycleLimit.objects.filter(team=team).first()
    return newest.most if newest else LIMIT


def cycles_on_page(team: Team) -> list[Cycle]:
    """The team's open cycles, and those that ended last, newest first; two queries."""
    cycles = Cycle.objects.of_team(team).select_related("measure", "by", "started_by", "done_by", "ended_by")
    ended = cycles.filter(ended_at__isnull=False)[:ENDED_SHOWN]
    return sorted([*cycles.open(), *ended], key=lambda each: -each.number)


def cycles_for(measure: int, team: Team) -> QuerySet[Cycle]:
    """What the team has tried for a measure, newest first."""
    return Cycle.objects.of_team(team).filter(measure=measure).select_related("measure")


def start_week(cycle: Cycle, organisation: Organisation | None) -> date:
    """The Monday of the week in which the trial began. Raises ValueError before it has."""
    if cycle.started_at is None:
        raise ValueError("The trial has not begun.")
    zone = organisation.zone if organisation else cycle.team.zone
    return Week.of(local_date(cycle.started_at, zone)).monday


def result_of(cycle: Cycle, here: date) -> Result | None:
    """What the measure did: the weeks from which the change works up to the day it was predicted for (or the one on
    which the team decided), against those before the trial began. None before the trial is over. Two queries.

    here: the Monday of this week.
    """
    if cycle.started_at is None or cycle.works_from is None:
        return None
    began = start_week(cycle, Organisation.objects.first())
    first = min(began, cycle.works_from) - timedelta(weeks=BEFORE)
    weeks = weeks_of(cycle.measure, cycle.team, cycle.process, first=first, until=here)
    end = cycle.due_on
    if cycle.ended_at is not None:  # what came after the team had decided is no part of it
        end = min(end, local_date(cycle.ended_at, cycle.team.zone))
    last = end - timedelta(days=6)  # the last week that is over by then begins here
    within = [week for week in weeks if cycle.works_from <= week.monday <= last]
    before = [week for week in weeks if week.monday < began and _counts(week)]
    after = [week for week in within if _counts(week)]
    over = sum(week.monday < here for week in within)
    in_all = max(0, (last - cycle.works_from).days // 7 + 1)
    return Result(
        before=before,
        after=after,
        change=_change(cycle, before, after),
        moving=sum(week.monday < here and not week.settled for week in within),
        to_come=max(0, in_all - over) if last >= here else 0,
    )


def _counts(week: WeekFigure) -> bool:
    return week.settled and week.value is not None


def _change(cycle: Cycle, before: Sequence[WeekFigure], after: Sequence[WeekFigure]) -> Change | None:
    recorded = cycle.measure.built_in is not None and cycle.measure.built_in.recorded
    # What is written down week by week counts the same ones again each week, so its weeks are no further cases.
    if cycle.measure.data == Data.SHARE and not recorded:
        sums = _cases(before), _cases(after)
        if sums[0] is not None and sums[1] is not None:
            return share_change(sums[0], sums[1])
    values = [[float(week.value) for week in weeks if week.value is not None] for weeks in (before, after)]
    return mean_change(values[0], values[1])


def _cases(weeks: Iterable[WeekFigure]) -> tuple[int, int] | None:
    """Part and whole over all weeks; None where they are not whole cases."""
    parts = [week.numerator or Decimal(0) for week in weeks]
    wholes = [week.denominator or Decimal(0) for week in weeks]
    if any(number % 1 for number in (*parts, *wholes)):
        return None
    return int(sum(parts)), int(sum(wholes))

"""The weeks of a measure, as charts, goals and pages read them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.calc.periods import Week
from rundum.concerns.models import Process
from rundum.measures.models import Data, Measure
from rundum.teams.models import Organisation, Team

type Number = Decimal | float
ONE_WEEK = timedelta(weeks=1)


class WeekFigure(NamedTuple):
    """One week of a measure. Monday names the week; see WeekValue for the numbers.

    settled: the week is over and so is the time its concerns are looked at for: the value stands.
    """

    monday: date
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    more_than: bool
    n: int
    settled: bool

    @property
    def week(self) -> Week:
        return Week.of(self.monday)


def this_week() -> date:
    """The Monday of the week it is in the organisation."""
    organisation = Organisation.objects.first()
    return Week.of(today(organisation.zone if organisation else None)).monday


def weeks_of(
    measure: Measure,
    team: Team,
    process: Process | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
    until: date | None = None,
) -> list[WeekFigure]:
    """The weeks of a measure in time order, one for each week from the first known one on; one query.

    first, last: Mondays that bound it. until: the Monday of this week, where the caller knows it (this_week()). A week
    that was rolled up and has no rows of its own for `process` comes with 0 for a count, and without a value else.
    """
    here = until or this_week()
    question = weeks_question(measure, team.pk, process.pk if process else None, first=first, last=last)
    return figures_of(measure, ask(question).of(question), here)


WEEKS = """
    SELECT w.measure_id, w.week, p.numerator, p.denominator, p.value, COALESCE(p.more_than, false), COALESCE(p.n, 0)
    FROM measures_weekvalue w
    LEFT JOIN measures_weekvalue p ON p.team_id = w.team_id AND p.measure_id = w.measure_id AND p.week = w.week
         AND p.process_id IS NOT DISTINCT FROM %(process)s::bigint
    WHERE w.team_id = %(team)s AND w.measure_id = ANY(%(measures)s::bigint[]) AND w.process_id IS NULL
      AND w.week >= COALESCE(%(first)s::date, '-infinity') AND w.week <= COALESCE(%(last)s::date, 'infinity')
    ORDER BY w.measure_id, w.week
"""


class Read(NamedTuple):
    monday: date
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    more_than: bool
    n: int


def weeks_question(
    measure: Measure, team: int, process: int | None, *, first: date | None = None, last: date | None = None
) -> Question[Read]:
    """weeks_of as a question, for pages that ask several at once; figures_of makes figures of its answer."""
    params = {"team": team, "measures": [measure.pk], "process": process, "first": first, "last": last}
    return Question(WEEKS, lambda _measure, *week: Read(*week), params)


def weeks_by_measure(measures: Sequence[Measure], team: int, process: int | None) -> dict[int, list[Read]]:
    """The weeks of several measures, by the id of each; one query, however many there are."""
    params = {
        "team": team,
        "measures": [measure.pk for measure in measures],
        "process": process,
        "first": None,
        "last": None,
    }
    found: dict[int, list[Read]] = {measure.pk: [] for measure in measures}
    question = Question(WEEKS, lambda measure, *week: (measure, Read(*week)), params)
    for measure, week in ask(question).of(question):
        found[measure].append(week)
    return found


def figures_of(measure: Measure, found: list[Read], here: date) -> list[WeekFigure]:
    """What was read, with whether each week stands. here: the Monday of this week."""
    none = Decimal(0) if measure.data == Data.COUNT and not measure.is_entered else None
    stands_before = here - measure.follow_up * ONE_WEEK
    return [
        WeekFigure(
            row.monday,
            none if row.numerator is None else row.numerator,
            row.denominator,
            none if row.value is None else row.value,
            row.more_than,
            row.n,
            row.monday < stands_before,
        )
        for row in (_with_gaps(found) if measure.is_entered and measure.every_weeks == 1 else found)
    ]


def _with_gaps(found: list[Read]) -> list[Read]:
    """With the weeks between for which nobody has written down anything: not known, and not left out."""
    known = {row.monday: row for row in found}
    weeks = (found[-1].monday - found[0].monday).days // 7 + 1 if found else 0
    every = (found[0].monday + n * ONE_WEEK for n in range(weeks))
    return [known.get(monday) or Read(monday, None, None, None, False, 0) for monday in every]

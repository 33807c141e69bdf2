"""A measure of a team month by month, made of its weeks; a median of the rows of all of them.

Nothing of it is stored: whatever recomputes the weeks recomputes the months, to the same figures (AC25.5).
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from rundum.base.charts import Annotation, By, Subject, Unit
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.measure_chart import measure_chart
from rundum.calc.months import Figure, How, Month, MonthFigure, WeekPart, months_of
from rundum.calc.periods import Week
from rundum.concerns.models import Process
from rundum.measures.models import Data, Direction, Measure
from rundum.measures.queries.behind import facts_of
from rundum.measures.queries.charted import GOOD, IN_COUNTS, KINDS, Charted, subject_of
from rundum.measures.queries.facts import FACTS
from rundum.measures.queries.rollup import CELLS, MEDIAN, cells_of
from rundum.measures.queries.weeks import Number, WeekFigure, this_week, weeks_of
from rundum.measures.stated_filter import Counts
from rundum.teams.models import Organisation, Team

# The facts of the weeks, each looked at as long as its own week is, under the name of their month's first day.
MEDIANS = """
    WITH {cells}, facts AS (
        SELECT team_id, date_trunc('month', (week + 3)::timestamp)::date AS week, process_id, hours, ended
        FROM ({facts}) of_weeks
    ), {median}
    SELECT week, numerator, denominator, value::numeric(20, 6), n::bigint, more_than FROM summed WHERE total
"""


def how_of(measure: Measure) -> How | None:
    """How the weeks of this measure make a month; None where they cannot: of medians nobody has the rows of, and of
    what is not measured every week."""
    data = Data(measure.data)
    if measure.is_entered and measure.every_weeks != 1:
        return None
    if data == Data.DURATION:
        return How.ROWS if measure.key in FACTS else None
    if _is_at_end(measure):
        return How.LAST
    if data in IN_COUNTS or (data == Data.VALUE and measure.key in FACTS):
        return How.QUOTIENT
    return How.PER_WEEK


def _is_at_end(measure: Measure) -> bool:
    if measure.filter.get("counts") == Counts.OPEN:
        return True
    return measure.built_in is not None and measure.built_in.at_end


@dataclass(frozen=True)
class ChartedMonths(Charted):
    """The same by months: `weeks` and `running` are months, each named by the Monday of its first week; the changes and
    notes are those of the weeks. figures: the months by that Monday, with what they are made of."""

    how: How = How.QUOTIENT
    figures: Mapping[date, MonthFigure] = field(default_factory=dict)

    @property
    def annotations(self) -> list[Annotation]:
        """What was done differently, before the month in which it began."""
        points = self.drawn.weeks
        written = [(_monday_of_month(each.week), each.sentence) for each in self.changes]
        written += [(_monday_of_month(each.week), each.sentence) for each in self.notes]
        there = sorted((monday, sentence) for monday, sentence in written if super(ChartedMonths, self).reaches(monday))
        return [Annotation(bisect_left(points, monday), sentence) for monday, sentence in there]

    @property
    def all_months(self) -> list[WeekFigure]:
        """In time order, from the first in which there was anything; one that is incomplete is among them."""
        there = list(self.figures.items())
        while there and all(part.value is None for part in there[0][1].weeks):
            there = there[1:]
        return [_as_week(monday, month) for monday, month in there]

    def reaches(self, monday: date) -> bool:
        """Whether the months that stand go as far as the one of this week."""
        return super().reaches(_monday_of_month(monday))


def charted_months(weeks: Charted, team: Team, process: Process | None = None) -> ChartedMonths:
    """The months of a measure from its weeks' chart, with limits set anew from the month of each change on.

    Two queries; three more for a median. Raises ValueError for a measure of which no months can be made (how_of).
    """
    measure, how = weeks.measure, how_of(weeks.measure)
    if how is None:
        raise ValueError(f"{measure} has no months.")
    here = this_week()
    # Not the weeks of the chart: those leave out a beginning without a value, in which there was nothing to count.
    parts = _parts(measure, weeks_of(measure, team, process, until=here))
    medians = _medians(measure, team, process, parts) if how is How.ROWS and parts else None
    figures = {each.month.monday: each for each in months_of(parts, how, until=Week.of(here), medians=medians)}
    months = [_as_week(monday, each) for monday, each in figures.items()]
    drawn = [month for month in months if month.settled]
    while drawn and drawn[0].value is None:
        drawn = drawn[1:]
    mondays = [month.monday for month in drawn]
    chart = measure_chart(
        _points(measure, how, drawn),
        good=GOOD[Direction(measure.direction)],
        changes=[bisect_left(mondays, _monday_of_month(each.week)) for each in weeks.changes],
        goal=weeks.chart.goal.value if weeks.chart.goal else None,
    )
    moving = [month for month in months if not month.settled]
    subject = _subject(measure, how, drawn)
    return ChartedMonths(measure, drawn, moving, weeks.changes, chart, subject, weeks.notes, how=how, figures=figures)


def _monday_of_month(monday: date) -> date:
    return Month.of(Week.of(monday)).monday


def _parts(measure: Measure, weeks: Iterable[WeekFigure]) -> list[WeekPart]:
    """What is known of the weeks: one that nobody has written down is not; one with nothing to count is."""
    return [
        WeekPart(
            week.week, _decimal(week.numerator), _decimal(week.denominator), _decimal(week.value), week.n, week.settled
        )
        for week in weeks
        if week.value is not None or not measure.is_entered
    ]


def _decimal(value: Number | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _as_week(monday: date, month: MonthFigure) -> WeekFigure:
    figure = month.figure
    return WeekFigure(
        monday, figure.numerator, figure.denominator, figure.value, figure.more_than, figure.n, month.stands
    )


def _points(measure: Measure, how: How, months: Sequence[WeekFigure]) -> Weeks:
    """A mean week is a measurement, however its weeks are counted: it varies as it has varied."""
    if measure.data in IN_COUNTS:
        parts, wholes = ([month[at] for month in months] for at in (1, 2))
        return Weeks(KINDS[Data(measure.data)], [_float(part) for part in parts], [_float(whole) for whole in wholes])
    kind = DataKind.DURATION if how is How.ROWS else DataKind.MEASUREMENT
    is_never_negative = measure.data in {Data.COUNT, Data.DURATION} or measure.key in FACTS
    return Weeks(kind, values=[_float(month.value) for month in months], least=0.0 if is_never_negative else None)


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal | float | int) else None


def _subject(measure: Measure, how: How, months: Sequence[WeekFigure]) -> Subject:
    """A mean week has a digit, and says in its name what it is: a picture goes where no page explains it."""
    subject = replace(subject_of(measure, months), by=By.MONTH)
    if how is not How.PER_WEEK:
        return subject
    name = _("%(name)s, per week") % {"name": subject.name}
    return replace(subject, name=name, unit=Unit(subject.unit.name, 1))


def _medians(measure: Measure, team: Team, process: Process | None, parts: Sequence[WeekPart]) -> dict[Month, Figure]:
    """The median of each month by the rows of its weeks, open ones counted; three queries, however many there are."""
    weeks = [part.week.monday for part in parts]
    cells = cells_of([team.pk] * len(weeks), weeks, Organisation.objects.get().zone)
    facts = facts_of(measure).format(only="AND k.process_id = %(process)s" if process else "")
    sql = MEDIANS.format(cells=CELLS, facts=facts, median=MEDIAN)
    with connection.cursor() as cursor:
        cursor.execute(sql, cells.params() | {"measures": [measure.pk], "process": process.pk if process else None})
        found = cursor.fetchall()
    return {Month(day.year, day.month): Figure(*figure) for day, *figure in found}

"""A measure of a team as its chart: the weeks that stand, the limits members set anew, and what the chart says."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.db.models import Q
from django.utils.translation import gettext as _

from rundum.base.charts import Annotation, Comparison, Subject, Unit
from rundum.calc.choosing import DataKind, Weeks
from rundum.calc.goals import Good
from rundum.calc.measure_chart import Baseline, Judged, MeasureChart, Stretch, measure_chart
from rundum.measures.models import ChartNote, Data, Direction, KeptBaseline, LimitChange, Measure
from rundum.measures.queries.facts import FACTS
from rundum.measures.queries.weeks import WeekFigure, figures_of, this_week, weeks_by_measure
from rundum.measures.stated_filter import Counts
from rundum.teams.models import Team

GOOD = {Direction.UP: Good.UP, Direction.DOWN: Good.DOWN, Direction.NEITHER: Good.NEITHER}
KINDS = {
    Data.SHARE: DataKind.SHARE,
    Data.RATE: DataKind.COUNT,
    # What lies there at a week's end is no count of independent events, and what arrives varies with the season: both
    # are judged by how they have varied, not by what a Poisson process would do.
    Data.COUNT: DataKind.MEASUREMENT,
    Data.VALUE: DataKind.MEASUREMENT,
    Data.DURATION: DataKind.DURATION,
}
IN_COUNTS = {Data.SHARE, Data.RATE}
COMPARISONS = {Data.DURATION: Comparison.LONGER, Data.COUNT: Comparison.MORE}


@dataclass(frozen=True)
class Charted:
    """weeks: those on the chart, all of which stand. running: later ones, whose values still move. notes: what began
    in a week, without limits of its own. kept: what limits came from when it was complete."""

    measure: Measure
    weeks: Sequence[WeekFigure]
    running: Sequence[WeekFigure]
    changes: Sequence[LimitChange]
    chart: MeasureChart
    subject: Subject
    notes: Sequence[ChartNote] = ()
    kept: Sequence[KeptBaseline] = ()

    @property
    def drawn(self) -> Subject:
        """The measure as its picture shows it: by weeks, or by what lies between rare events."""
        return self.subject.drawn(self.chart)

    @property
    def annotations(self) -> list[Annotation]:
        """What was done differently, before the first point of the week in which it began or of a later one."""
        points = self.drawn.weeks
        written = [(each.week, each.sentence) for each in self.changes]
        written += [(each.week, each.sentence) for each in self.notes]
        there = sorted((week, sentence) for week, sentence in written if self.reaches(week))
        return [Annotation(bisect_left(points, week), sentence) for week, sentence in there]

    def weeks_of(self, judged: Judged) -> tuple[date, date]:
        """The Mondays of a signal's first and last week. What lies between rare events reaches back to the one before,
        so that a gap that grows stays the same signal."""
        points, start = self.drawn.weeks, judged.signal.start
        return points[start - 1 if self.chart.between and start else start], points[judged.signal.end]

    def change_of(self, stretch: Stretch) -> LimitChange | None:
        """The change that a stretch begins with; None: it begins with the chart."""
        return _change_at(stretch.start, self.drawn.weeks, self.changes)

    def kept_of(self, stretch: Stretch) -> KeptBaseline | None:
        """What the limits of a stretch came from, where it was kept."""
        change = self.change_of(stretch)
        return next((one for one in self.kept if one.change_id == (change.pk if change else None)), None)

    def reaches(self, monday: date) -> bool:
        """Whether the weeks that stand go as far as this one, from the first on."""
        return bool(self.weeks) and self.weeks[0].monday <= monday <= self.weeks[-1].monday

    @property
    def latest(self) -> WeekFigure | None:
        """The latest week that stands and has a value."""
        return next((week for week in reversed(self.weeks) if week.value is not None), None)

    def written(self, week: WeekFigure, *, bare: bool = False) -> str:
        """A week's value as the reader writes it; a median that was not reached says so. bare: without its unit."""
        unit = self.subject.unit
        if week.value is None:
            return unit.written(None)
        text = unit.bare(float(week.value)) if bare else unit.written(float(week.value))
        return _("more than %(time)s") % {"time": text} if week.more_than else text


def subject_of(measure: Measure, weeks: Iterable[WeekFigure]) -> Subject:
    """The measure as charts name it and write its values."""
    share = measure.data == Data.SHARE
    decimals = 0 if measure.data in {Data.COUNT, Data.SHARE} else 1
    unit = Unit("" if share or measure.data == Data.COUNT else measure.unit, decimals, is_share=share)
    comparison = COMPARISONS.get(Data(measure.data), Comparison.HIGHER)
    return Subject(measure.name, tuple(week.monday for week in weeks), unit, comparison)


def charted(
    measure: Measure,
    figures: Sequence[WeekFigure],
    changes: Sequence[LimitChange] = (),
    goal: float | None = None,
    notes: Sequence[ChartNote] = (),
    kept: Sequence[KeptBaseline] = (),
) -> Charted:
    """The chart of a measure from its weeks (weeks_of), with limits set anew where `changes` say so; no query.

    kept: the baselines that stand, which their stretches' limits come from.
    """
    weeks = [week for week in figures if week.settled]
    while weeks and weeks[0].value is None:
        weeks = weeks[1:]
    mondays = [week.monday for week in weeks]
    points = _points(measure, weeks)
    chart = measure_chart(
        points,
        good=GOOD[Direction(measure.direction)],
        # A week that nobody has entered has no point: the limits begin with the next one then.
        changes=[bisect_left(mondays, each.week) for each in changes],
        goal=goal,
        kept=_by_start(kept, mondays, changes, points.least),
    )
    running = [week for week in figures if not week.settled]
    return Charted(measure, weeks, running, changes, chart, subject_of(measure, weeks), notes, kept)


def _change_at(start: int, mondays: Sequence[date], changes: Sequence[LimitChange]) -> LimitChange | None:
    return next((each for each in reversed(changes) if bisect_left(mondays, each.week) == start), None)


def _by_start(
    kept: Sequence[KeptBaseline], mondays: Sequence[date], changes: Sequence[LimitChange], least: float | None
) -> dict[int, Baseline]:
    known = {each.change_id: each for each in kept}
    found = {}
    for start in {0, *(bisect_left(mondays, each.week) for each in changes)} if known else ():
        change = _change_at(start, mondays, changes)
        if one := known.get(change.pk if change else None):
            kind = DataKind(one.kind)
            bound = least if kind in {DataKind.MEASUREMENT, DataKind.DURATION, DataKind.EVENTS} else None
            points = Weeks(kind, one.numerators, one.denominators, one.values, bound)
            found[start] = Baseline(points, bisect_left(mondays, one.first_week), bisect_right(mondays, one.last_week))
    return found


def _points(measure: Measure, weeks: Sequence[WeekFigure]) -> Weeks:
    kind = DataKind.EVENTS if _counts_events(measure) else KINDS[Data(measure.data)]
    if measure.data in IN_COUNTS:
        return Weeks(kind, [_float(w.numerator) for w in weeks], [_float(w.denominator) for w in weeks])
    least = 0.0 if _is_never_negative(measure) else None
    return Weeks(kind, values=[_float(week.value) for week in weeks], least=least)


def _counts_events(measure: Measure) -> bool:
    """Whether it counts what happens in a week, each week; not what is there as the week ends."""
    if measure.data != Data.COUNT or measure.every_weeks != 1:
        return False
    at_end = measure.built_in is not None and measure.built_in.at_end
    return not at_end and measure.filter.get("counts") != Counts.OPEN


def _is_never_negative(measure: Measure) -> bool:
    """Counts and times are not; of what members measure nobody knows."""
    return measure.data in {Data.COUNT, Data.DURATION} or measure.key in FACTS


def _float(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def charted_of(measure: Measure, team: Team, process: int | None = None, goal: float | None = None) -> Charted:
    """The chart of a measure of a team; five queries."""
    return charted_all([measure], team, process, {} if goal is None else {measure.pk: goal})[0]


def charted_all(
    measures: Sequence[Measure],
    team: Team,
    process: int | None = None,
    goals: Mapping[int, float] = MappingProxyType({}),
) -> list[Charted]:
    """The charts of several measures of a team; five queries, however many there are.

    goals: what the team wants, by the measure's id.
    """
    if not measures:
        return []
    here = this_week()
    found = weeks_by_measure(measures, team.pk, process)
    changes: dict[int, list[LimitChange]] = {measure.pk: [] for measure in measures}
    for change in LimitChange.objects.filter(team=team, measure__in=measures, process=process):
        changes[change.measure_id].append(change)
    notes: dict[int, list[ChartNote]] = {measure.pk: [] for measure in measures}
    # What began in one process is to be seen in the sum of all; what began in all, in each.
    there = Q() if process is None else Q(process=process) | Q(process=None)
    for note in ChartNote.objects.filter(there, team=team, measure__in=measures):
        notes[note.measure_id].append(note)
    kept: dict[int, list[KeptBaseline]] = {measure.pk: [] for measure in measures}
    for one in KeptBaseline.objects.standing().filter(team=team, measure__in=measures, process=process):
        kept[one.measure_id].append(one)
    return [
        charted(
            each,
            figures_of(each, found[each.pk], here),
            changes[each.pk],
            goals.get(each.pk),
            notes[each.pk],
            kept[each.pk],
        )
        for each in measures
    ]

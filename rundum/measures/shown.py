"""Measures as their pages show them: words and pictures for what the charts say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rundum.base.charts import (
    change_words,
    chart_legend,
    chart_table,
    chart_verdict,
    control_chart,
    method_words,
    note_words,
    rule_words,
    small_chart,
    week_label,
)
from rundum.base.clock import today
from rundum.base.formats.days import day_inside
from rundum.base.formats.languages import NO_BREAK
from rundum.base.formats.numbers import number, percent
from rundum.calc.control_charts import Method
from rundum.calc.detection import Rule
from rundum.measures.built_in import WITHOUT_SOURCE
from rundum.measures.choices import Data, Kind
from rundum.measures.models import KeptBaseline, Measure, Signal
from rundum.measures.queries.baselines import corrected
from rundum.measures.queries.charted import IN_COUNTS, Charted
from rundum.measures.queries.facts import FACTS
from rundum.measures.queries.weeks import WeekFigure
from rundum.measures.shown_weeks import LISTED, ShownWeek, WeekPage, page_of_weeks
from rundum.teams.models import Team

MEANINGS: dict[Kind, str | Promise] = {
    Kind.INPUT: gettext_lazy("what comes in, and what we meet it with"),
    Kind.PROCESS: gettext_lazy("how we work"),
    Kind.OUTPUT: gettext_lazy("what reaches the customer"),
    Kind.OUTCOME: gettext_lazy("what it means to customers and to us"),
}


@dataclass(frozen=True)
class ShownMeasure:
    """One measure of a team, over all processes or in one, as it was charted."""

    charted: Charted

    @property
    def measure(self) -> Measure:
        return self.charted.measure

    @property
    def is_without_source(self) -> bool:
        return self.measure.key in WITHOUT_SOURCE

    @property
    def is_by_month(self) -> bool:
        """Whether what is drawn are months."""
        return self.charted.subject.is_by_month

    @property
    def has_values(self) -> bool:
        return self.charted.chart.n > 0

    @property
    def weeks(self) -> list[WeekFigure]:
        """Newest first; the ones whose values still move are among them."""
        return [*self.charted.weeks, *self.charted.running][::-1]

    def table(self, place: str = "") -> WeekPage:
        """Half a year of weeks, see page_of_weeks; from the last known one on where all newer are unknown."""
        latest = self.charted.latest
        if not place and latest and latest.monday < self.weeks[:LISTED][-1].monday:
            place = latest.monday.isoformat()
        return page_of_weeks(self.weeks, self.row, place)

    def row(self, week: WeekFigure) -> ShownWeek:
        """A week as a row of the table."""
        return ShownWeek(week, self.told(week))

    def told(self, week: WeekFigure) -> str:
        """Its value; of a week that is over and in which nothing was there to count, just that: no value will come."""
        if week.value is None and week.settled and not self.measure.is_entered:
            return _("nothing to count")
        return self.charted.written(week)

    def week(self, monday: date) -> WeekFigure | None:
        """The week that begins on this day; None where nothing is known of it."""
        return next((week for week in self.weeks if week.monday == monday), None)

    def week_before(self, monday: date) -> ShownWeek | None:
        """The latest known week before this day."""
        return self._as_shown(next((week for week in self.weeks if week.monday < monday), None))

    def week_after(self, monday: date) -> ShownWeek | None:
        """The first known week after this day."""
        return self._as_shown(next((week for week in reversed(self.weeks) if week.monday > monday), None))

    def _as_shown(self, week: WeekFigure | None) -> ShownWeek | None:
        return self.row(week) if week else None

    @property
    def latest(self) -> str:
        """The latest value without its unit, which stands under the name."""
        week = self.charted.latest
        return self.charted.written(week, bare=True) if week else self.charted.subject.unit.written(None)

    @property
    def current(self) -> str:
        """The latest value with its unit."""
        week = self.charted.latest
        return self.charted.written(week) if week else self.charted.subject.unit.written(None)

    @property
    def latest_week(self) -> str:
        return _week(self.charted.latest.monday) if self.charted.latest else ""

    @property
    def columns(self) -> tuple[str, str]:
        """What the table is of, and what stands in its first column."""
        return _("The weeks and what they are made of"), _("Week")

    @property
    def parts(self) -> tuple[str, ...]:
        """What stands beside the value, numerator first; nothing where it would only say the value again."""
        if self.measure.data == Data.DURATION:
            return (_("Ended"),)
        if self.measure.data in IN_COUNTS or (self.measure.data == Data.VALUE and self.measure.key in FACTS):
            return _("Numerator"), _("Denominator")
        return ()

    @cached_property
    def verdict(self) -> SafeString:
        return chart_verdict(self.charted.chart, self.charted.drawn)

    @property
    def picture(self) -> SafeString:
        return control_chart(self.charted.chart, self.charted.drawn, id="measure", annotations=self.charted.annotations)

    @property
    def small(self) -> SafeString:
        return small_chart(self.charted.chart, self.charted.drawn, id=f"measure-{self.measure.pk}")

    @property
    def folded(self) -> SafeString:
        """The values behind the picture, folded away."""
        return chart_table(self.charted.chart, self.charted.drawn)

    @property
    def legend(self) -> SafeString:
        return chart_legend(self.charted.chart, changed=bool(self.charted.annotations))

    @property
    def method(self) -> str:
        return method_words(self.charted.chart, self.charted.drawn)

    @property
    def notes(self) -> list[str]:
        """What to know of the points and limits, a sentence each."""
        now = self.charted.chart.now
        kept = self.charted.kept_of(now)
        told = [_("They have stood since %(day)s.") % {"day": day_inside(kept.kept_at)}] if kept else []
        told += note_words(self.charted.chart, self.charted.drawn)
        if self.measure.data == Data.COUNT and now.method is Method.U and not now.frozen:
            told.append(
                _("In most weeks there is none; once twelve gaps are known, the chart shows what lies between.")
            )
        return told

    @property
    def corrected(self) -> KeptBaseline | None:
        """What the limits come from, where weeks of it have been corrected since it was kept."""
        return corrected(self.charted)

    @property
    def limits_set(self) -> list[str]:
        """Since which week the limits hold, and which were set before, the latest first; each a whole sentence."""
        reached = [(each, self.charted.reaches(each.week)) for each in reversed(self.charted.changes)]
        said = []
        for change, is_there in reached:
            text = (
                _("Limits anew from %(week)s on: %(sentence)s.")
                if is_there
                else _("From %(week)s on the limits begin anew, once that week stands: %(sentence)s.")
            )
            said.append(text % {"week": week_label(change.week, year=True), "sentence": change.sentence.rstrip(" .")})
        return said

    @property
    def begun(self) -> list[str]:
        """What began when without limits of its own, the latest first; on a narrow chart its line stands alone."""
        return [
            f"{week_label(note.week, year=True)}: {note.sentence}"
            for note in reversed(self.charted.notes)
            if self.charted.reaches(note.week)
        ]

    @property
    def changed(self) -> str:
        """What the latest change has done, by the limits before it; empty where nothing shows yet."""
        words = change_words(self.charted.chart, self.charted.drawn)
        return f"{words}." if words else ""

    @property
    def heading(self) -> str:
        """What the points of the picture follow: the weeks, or rare events."""
        between = self.charted.chart.between
        if between is None:
            return _("Week by week")
        return _("From one exception to the next") if between.exceptions else _("From one to the next")

    @property
    def row_note(self) -> str:
        """What the small picture shows where that is not the weeks whose value stands beside it."""
        return "" if self.charted.chart.between is None else self.points_are

    @property
    def points_are(self) -> str:
        """What each point of the picture is."""
        between = self.charted.chart.between
        if between is None:
            return _("share in per cent") if self.measure.data == Data.SHARE else self.measure.unit
        if between.in_weeks:
            return _("weeks from one to the next")
        if between.exceptions:
            return _("cases from one exception to the next")
        return _("cases from one to the next")


@dataclass(frozen=True)
class ShownSignal:
    """A signal the team is asked about."""

    signal: Signal

    @property
    def rule(self) -> str:
        return rule_words(Rule(self.signal.rule))

    @property
    def weeks(self) -> str:
        """Its week, or its first and last."""
        if self.signal.first_week == self.signal.last_week:
            return self.since
        return _("%(since)s to %(until)s") % {"since": self.since, "until": self.until}

    @property
    def since(self) -> str:
        return _week(self.signal.first_week)

    @property
    def until(self) -> str:
        return _week(self.signal.last_week)


def _week(monday: date) -> str:
    """A week as it is called this year, with its year where that is another."""
    return week_label(monday, year=monday.isocalendar().year != today().isocalendar().year)


def exactly(measure: Measure, value: Decimal | None) -> str:
    """What somebody has written in the measure's unit, to the last digit; "not known yet" for None."""
    if value is None or measure.data != Data.SHARE:
        text = number(None if value is None else Decimal(f"{value.normalize():f}"))
        return f"{text}{NO_BREAK}{measure.unit}" if value is not None and measure.unit else text
    exponent = (value * 100).normalize().as_tuple().exponent
    return percent(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def shown_register(charts: Sequence[Charted]) -> list[tuple[Kind, str, list[ShownMeasure]]]:
    """The measures by kind, in the order in which they come."""
    return [
        (kind, str(MEANINGS[kind]), [ShownMeasure(each) for each in within])
        for kind, within in groupby(charts, key=lambda each: Kind(each.measure.kind))
    ]


def shown_signals(team: Team, measure: Measure | None = None) -> list[ShownSignal]:
    """What the team is asked, about all its measures or one; one query."""
    signals = Signal.objects.open().filter(team=team).select_related("measure")
    return [ShownSignal(each) for each in (signals.filter(measure=measure) if measure else signals)]

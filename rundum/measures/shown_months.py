"""Months as the page of a measure shows them, and why some measures have none."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rundum.base.charts import By, month_label, week_label
from rundum.calc.months import How, Month, MonthFigure, WeekPart
from rundum.concerns.models import Process
from rundum.measures.models import Measure
from rundum.measures.queries.charted import Charted
from rundum.measures.queries.months import ChartedMonths, charted_months, how_of
from rundum.measures.queries.weeks import WeekFigure
from rundum.measures.shown import ShownMeasure
from rundum.measures.shown_weeks import ShownWeek
from rundum.teams.models import Team

MADE: dict[How, str | Promise] = {
    How.QUOTIENT: gettext_lazy("Numerators and denominators of its weeks add up."),
    How.PER_WEEK: gettext_lazy("Its weeks add up; the value is per week, as a month has four or five."),
    How.LAST: gettext_lazy("The value is that of its last week's end."),
    How.ROWS: gettext_lazy("The median is of the rows of all its weeks (Kaplan-Meier), never of medians."),
}


@dataclass(frozen=True)
class Switch:
    """Weeks or months: what the reader looks at, and the sentence why there are no months; empty where there are."""

    by: By
    why_not: str

    @property
    def is_by_month(self) -> bool:
        return self.by is By.MONTH


def switch_of(measure: Measure, asked: By) -> Switch:
    """The switch on the page of a measure; weeks where it has no months."""
    why_not = why_no_months(measure)
    return Switch(By.WEEK if why_not else asked, why_not)


def why_no_months(measure: Measure) -> str:
    """In a sentence why no months are made of the weeks of this measure; empty where they are."""
    if how_of(measure) is not None:
        return ""
    if measure.is_entered and measure.every_weeks != 1:
        text = _("No months: it is entered every %(count)d weeks.")
        return text % {"count": measure.every_weeks}
    return _("No months: medians of weeks make no median of a month.")


@dataclass(frozen=True)
class ShownMonth(ShownWeek):
    """One month, as a row of the table and as the head of its rows; its figure bears the Monday of its first week."""

    month: Month
    missing: int
    opens: ClassVar[str] = "measures:month"

    @property
    def label(self) -> str:
        return month_label(self.figure.monday, year=True)

    @property
    def address(self) -> str:
        return str(self.month)

    @property
    def state(self) -> str:
        if self.missing:
            text = ngettext("%(count)d week of it is not known", "%(count)d weeks of it are not known", self.missing)
            return text % {"count": self.missing}
        return super().state

    @property
    def rows(self) -> str:
        return "" if self.missing else super().rows


@dataclass(frozen=True)
class ShownMonths(ShownMeasure):
    """One measure of a team by months, as it was charted."""

    charted: ChartedMonths

    @property
    def weeks(self) -> list[WeekFigure]:
        """The months, newest first; those that still move and those that are incomplete are among them."""
        return self.charted.all_months[::-1]

    def row(self, week: WeekFigure) -> ShownMonth:
        there = self.charted.figures[week.monday]
        written = self.charted.written(week) if there.missing else self.told(week)
        return ShownMonth(week, written, there.month, there.missing)

    @property
    def latest_week(self) -> str:
        return month_label(self.charted.latest.monday) if self.charted.latest else ""

    @property
    def columns(self) -> tuple[str, str]:
        return _("The months and what they are made of"), _("Month")

    @property
    def parts(self) -> tuple[str, ...]:
        return (_("Sum"), _("Weeks")) if self.is_per_week else super().parts

    @property
    def is_per_week(self) -> bool:
        return self.charted.how is How.PER_WEEK

    @property
    def heading(self) -> str:
        return _("Month by month")

    @property
    def points_are(self) -> str:
        if not self.is_per_week:
            return super().points_are
        return _("%(unit)s per week") % {"unit": self.measure.unit} if self.measure.unit else _("per week")

    @property
    def notes(self) -> list[str]:
        """As of weeks. Only their baselines are kept; a month is always what its weeks are now."""
        told = super().notes
        if self.charted.chart.now.limits is not None:
            told.insert(0, _("They come from the months as they are known today."))
        return told

    @property
    def made(self) -> str:
        """How a month is made of its weeks, and which these are."""
        thursday = _("A month has the weeks whose Thursday lies in it.")
        return f"{thursday} {MADE[self.charted.how]}"

    @property
    def limits_set(self) -> list[str]:
        """As of the weeks, but from the month of each change on."""
        said = []
        for change in reversed(self.charted.changes):
            values = {
                "month": month_label(change.week, year=True),
                "week": week_label(change.week, year=True),
                "sentence": change.sentence.rstrip(" ."),
            }
            if self.charted.reaches(change.week):
                text = _("Limits anew from %(month)s on, the month of %(week)s: %(sentence)s.")
            else:
                text = _("From %(month)s on the limits begin anew, once that month stands: %(sentence)s.")
            said.append(text % values)
        return said


def weeks_of_month(month: MonthFigure, shown: ShownMeasure) -> list[ShownWeek]:
    """The weeks a month's figure is made of, as rows. shown: the measure by weeks."""
    return [shown.row(shown.week(part.week.monday) or _figure_of(part)) for part in month.weeks]


def _figure_of(part: WeekPart) -> WeekFigure:
    """A week that the chart leaves out, as there was nothing to count in it yet."""
    monday = part.week.monday
    return WeekFigure(monday, part.numerator, part.denominator, part.value, False, part.n, part.stands)


def shown_by(weeks: Charted, team: Team, process: Process | None, by: By) -> tuple[ShownMeasure, ShownMeasure]:
    """What is drawn and what the table lists: weeks or months. What lies between rare events is in months what it is in
    weeks, only less exact, so that the chart of the weeks is drawn there for both."""
    of_weeks = ShownMeasure(weeks)
    if by is By.WEEK:
        return of_weeks, of_weeks
    of_months = ShownMonths(charted_months(weeks, team, process))
    return (of_weeks if of_months.charted.chart.between else of_months), of_months

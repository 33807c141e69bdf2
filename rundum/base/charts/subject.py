"""What a chart is about, as the reader names it and writes its values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import floor, log10

from django.utils.translation import gettext as _

from rundum.base.formats.languages import NO_BREAK, current_language
from rundum.base.formats.numbers import not_known_yet, number, percent
from rundum.calc.measure_chart import MeasureChart
from rundum.calc.months import Month
from rundum.calc.periods import Week


class By(StrEnum):
    """What each point of a chart stands for; also how addresses ask for it."""

    WEEK = "week"
    MONTH = "month"


class Comparison(StrEnum):
    """The words for more and less of a measure: higher and lower, longer and shorter, more and fewer.

    RARER: what lies between its events, so that more of it means seldomer and less of it more often. EXCEPTIONS: the
    same for what a share does not hold of.
    """

    HIGHER = "higher"
    LONGER = "longer"
    MORE = "more"
    RARER = "rarer"
    EXCEPTIONS = "exceptions"


@dataclass(frozen=True)
class Unit:
    """How values are written: with a unit of measure, or as a share of 1 in per cent.

    decimals: None chooses so many that the chart's own span shows in two digits.
    """

    name: str = ""
    decimals: int | None = None
    is_share: bool = False

    def fitted(self, values: Sequence[float]) -> "Unit":
        """The same unit with its number of decimals fixed for these values."""
        if self.decimals is not None or not values:
            return self if self.decimals is not None else Unit(self.name, 0, self.is_share)
        span = (max(values) - min(values)) * (100 if self.is_share else 1)
        return Unit(self.name, 0 if span <= 0 else min(max(1 - floor(log10(span)), 0), 3), self.is_share)

    def of_mean(self, value: float | None) -> "Unit":
        """The unit for a mean: one of counts is no count, so it keeps a digit."""
        between = value is not None and round(value, 1) % 1
        return replace(self, decimals=1) if between and self.decimals == 0 and not self.is_share else self

    def bare(self, value: float | None) -> str:
        """The value alone, for the labels of a chart; "not known yet" for None."""
        if value is None:
            return not_known_yet()
        return percent(value, self.decimals or 0) if self.is_share else number(value, self.decimals)

    def written(self, value: float | None) -> str:
        """The value with its unit kept close; "not known yet" for None."""
        if value is None or self.is_share or not self.name:
            return self.bare(value)
        return f"{self.bare(value)}{NO_BREAK}{self.name}"


PLAIN = Unit()


@dataclass(frozen=True)
class Subject:
    """A measure as its chart shows it. weeks: the Monday of each point, in order; of a month (by) that of its first
    week. unit: of the points. own_unit: of the measure and its goal, where the points are what lies between its events.
    """

    name: str
    weeks: tuple[date, ...]
    unit: Unit = PLAIN
    comparison: Comparison = Comparison.HIGHER
    own_unit: Unit | None = None
    by: By = By.WEEK

    @property
    def is_by_month(self) -> bool:
        return self.by is By.MONTH

    @property
    def measured(self) -> Unit:
        """The unit of the measure itself."""
        return self.own_unit or self.unit

    def drawn(self, chart: MeasureChart) -> "Subject":
        """As the chart draws it: where the points are what lies between rare events, in the unit of what lies there and
        by the week in which each ended."""
        between = chart.between
        if between is None:
            return self
        return replace(
            self,
            weeks=tuple(self.weeks[at] for at in chart.weeks),
            unit=Unit(_("weeks") if between.in_weeks else _("cases")),
            comparison=Comparison.EXCEPTIONS if between.exceptions else Comparison.RARER,
            own_unit=self.measured,
        )

    def week(self, at: int) -> str:
        """The week of a point, or its month, with its year where it is not the latest point's."""
        label = month_label if self.is_by_month else week_label
        return label(self.weeks[at], year=self._is_of_another_year(at))

    def tick(self, at: int) -> str:
        """The same as short as it stands below a chart."""
        if self.is_by_month:
            return month_label(self.weeks[at], year=self._is_of_another_year(at), short=True)
        return self.week(at)

    def _is_of_another_year(self, at: int) -> bool:
        # The year of an ISO week is that of its Thursday, and so is its month's.
        return self.weeks[at].isocalendar().year != self.weeks[-1].isocalendar().year


def week_label(day: date, *, year: bool = False) -> str:
    """The ISO week of a date in short: W 47, or W 47 2025 with its year (KW 47 in German)."""
    of_year, week, _weekday = day.isocalendar()
    label = _("W\u00a0%(week)d") % {"week": week}
    return f"{label} {of_year}" if year else label


def month_label(monday: date, *, year: bool = False, short: bool = False) -> str:
    """The month to which the week from this Monday on belongs: November, or November 2025 with its year."""
    month, language = Month.of(Week.of(monday)), current_language()
    name = (language.months_short if short else language.months)[month.number]
    return f"{name} {month.year}" if year else name

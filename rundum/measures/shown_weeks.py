"""The weeks of a measure as tables show them, and what a recorded week was made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rundum.base.charts import week_label
from rundum.base.formats.days import long_day
from rundum.base.formats.numbers import number
from rundum.measures.models import Made
from rundum.measures.queries.weeks import WeekFigure

LISTED = 26
"""So many weeks stand in a table at once."""


def plain(value: Decimal | float | None) -> str:
    """A numerator, a denominator or hours, to two digits where it is not whole; empty where there is none."""
    if value is None:
        return ""
    return number(value, 0 if value % 1 == 0 else 2)


@dataclass(frozen=True)
class ShownWeek:
    """One week as a row of the table, and as the head of its rows."""

    figure: WeekFigure
    label: str
    written: str

    @classmethod
    def of(cls, week: WeekFigure, written: Callable[[WeekFigure], str]) -> "ShownWeek":
        return cls(week, week_label(week.monday, year=True), written(week))

    @property
    def address(self) -> str:
        """How the week stands in addresses: its Monday."""
        return self.figure.monday.isoformat()

    @property
    def numerator(self) -> str:
        return plain(self.figure.numerator)

    @property
    def denominator(self) -> str:
        return plain(self.figure.denominator)


@dataclass(frozen=True)
class WeekPage:
    """Some of the weeks, and from which weeks the newer (earlier in the list) and the older ones (later) begin."""

    rows: Sequence[ShownWeek]
    earlier: str
    later: str


def page_of_weeks(weeks: Sequence[WeekFigure], written: Callable[[WeekFigure], str], place: str) -> WeekPage:
    """Half a year of weeks, newest first, from the week that begins at `place` (a day) back; from the newest on where
    there is none. written: a week's value as the reader writes it."""
    days = [week.monday.isoformat() for week in weeks]
    first = next((at for at, day in enumerate(days) if day <= place), 0) if place else 0
    rows = [ShownWeek.of(week, written) for week in weeks[first : first + LISTED]]
    earlier = days[max(first - LISTED, 0)] if first else ""
    return WeekPage(rows, earlier, days[first + LISTED] if first + LISTED < len(days) else "")


@dataclass(frozen=True)
class ShownMade:
    """A row of what a recorded figure was made of. part: what it adds; a day's hours where the figure is a sum."""

    name: str
    part: Decimal
    is_sum: bool


def shown_made(made: Sequence[Made]) -> list[ShownMade]:
    """The rows as they read; those of a sum are days."""
    return [
        ShownMade(row.name, Decimal(row.counts), False)
        if row.amount is None
        else ShownMade(long_day(date.fromisoformat(row.name)), row.amount, True)
        for row in made
    ]

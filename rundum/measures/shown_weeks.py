"""The weeks of a measure as tables show them, or its months, and what a recorded one was made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

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
    """One week as a row of the table, and as the head of its rows. opens: the name of the address that opens them."""

    figure: WeekFigure
    written: str
    opens: ClassVar[str] = "measures:week"

    @property
    def label(self) -> str:
        return week_label(self.figure.monday, year=True)

    @property
    def address(self) -> str:
        """How the week stands in addresses: its Monday."""
        return self.figure.monday.isoformat()

    @property
    def state(self) -> str:
        """Whether its value still moves; empty where it stands."""
        return "" if self.figure.settled else _("still moving")

    @property
    def numerator(self) -> str:
        return plain(self.figure.numerator)

    @property
    def denominator(self) -> str:
        return plain(self.figure.denominator)

    @property
    def rows(self) -> str:
        """How many rows it is made of."""
        return number(self.figure.n)


@dataclass(frozen=True)
class WeekPage:
    """Some of the weeks, and from which weeks the newer (earlier in the list) and the older ones (later) begin."""

    rows: Sequence[ShownWeek]
    earlier: str
    later: str


def page_of_weeks(weeks: Sequence[WeekFigure], row: Callable[[WeekFigure], ShownWeek], place: str) -> WeekPage:
    """Half a year of weeks, or two years of months, newest first, from the one that begins at `place` (a day) back;
    from the newest on where there is none. row: one as a row of the table."""
    days = [week.monday.isoformat() for week in weeks]
    first = next((at for at, day in enumerate(days) if day <= place), 0) if place else 0
    rows = [row(week) for week in weeks[first : first + LISTED]]
    earlier = days[max(first - LISTED, 0)] if first else ""
    return WeekPage(rows, earlier, days[first + LISTED] if first + LISTED < len(days) else "")


@dataclass(frozen=True)
class ShownMade:
    """A row of what a recorded figure was made of. part: what it adds; a day's hours where the figure is a sum."""

    name: str
    part: Decimal
    is_sum: bool


@dataclass(frozen=True)
class AllMade:
    """All rows of recorded figures with their sums. is_sum: they add up to the figure, and are no share of it."""

    rows: Sequence[ShownMade]

    @property
    def is_sum(self) -> bool:
        return any(row.is_sum for row in self.rows)

    @property
    def part(self) -> Decimal:
        return sum((row.part for row in self.rows), Decimal(0))


def shown_made(made: Sequence[Made]) -> AllMade:
    """The rows as they read; those of a sum are days."""
    rows = [
        ShownMade(row.name, Decimal(row.counts), False)
        if row.amount is None
        else ShownMade(long_day(date.fromisoformat(row.name)), row.amount, True)
        for row in made
    ]
    return AllMade(rows)

"""Whether a function is covered: by whom, with how much working time, and on which days by nobody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DOES_IT_ALONE = 3
WITH_HELP = 2
WEIGHTS = {WITH_HELP: Decimal("0.5")}
"""What an hour of someone counts for at a level of 0 to 4: who needs help counts half, who only learns not at all."""


@dataclass(frozen=True)
class Run:
    """Working days in a row, both ends included. `open_ended`: nothing after it is known."""

    first: date
    last: date
    open_ended: bool


def weighted_share(covers: Iterable[tuple[Decimal, int | None]]) -> Decimal:
    """How many full-time people who can do it alone stand behind a function.

    covers: for each member their share of a full working week (0 to 1) and their level (0 to 4), None where nobody
    has stated it yet; such a member counts in full, as the team has entrusted the function to them.
    """
    return sum((share * _weight(level) for share, level in covers), Decimal(0))


def runs_without(days: Sequence[date], covered: Collection[date]) -> list[Run]:
    """The working days on which nobody covers it, those in a row together.

    days: the working days looked at, in order; a weekend or a holiday between two of them parts no run.
    covered: days on which somebody does.
    """
    runs: list[Run] = []
    row: list[date] = []
    for day in days:
        if day not in covered:
            row.append(day)
        elif row:
            runs.append(Run(row[0], row[-1], open_ended=False))
            row = []
    if row:
        runs.append(Run(row[0], row[-1], open_ended=True))
    return runs


def _weight(level: int | None) -> Decimal:
    if level is None or level >= DOES_IT_ALONE:
        return Decimal(1)
    return WEIGHTS.get(level, Decimal(0))

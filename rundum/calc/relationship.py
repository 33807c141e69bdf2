"""How well a contact at a customer and a colleague know each other, told from when they really spoke.

Only two-way contact counts: a call, a meeting, an answered mail; a mass mail does not (SPEC AC1.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

WINDOW_DAYS = 182  # "the last six months", as the relationship map says


@dataclass(frozen=True)
class Strength:
    """times: two-way contacts within the window. last: the latest of them, None without any.

    strength: 0 (none) to 1 (weekly throughout the window, or more), for the width of a line.
    """

    times: int
    last: date | None
    strength: float


def strength_of(contacts: Iterable[date], today: date, *, window_days: int = WINDOW_DAYS) -> Strength:
    """How strong the relation of one contact and one member is on `today`.

    contacts: local dates of their two-way contacts, in any order; those after today or before the window are left out.
    Each counts with a weight that falls in a straight line from 1 today to 0 when it leaves the window. The sum,
    divided by the sum that one contact a week would give, limited to 1, is then drawn by its square root, so that the
    difference between a contact a quarter and one a month is seen as well as that between one a month and one a week.
    A convention of this house for a picture, no measurement: compare lines with it, not people.
    Raises ValueError for a window shorter than a week.
    """
    if window_days < 7:
        raise ValueError("The window is at least a week.")
    ages = [(today - day).days for day in contacts]
    within = [age for age in ages if 0 <= age < window_days]
    weekly = sum(1 - age / window_days for age in range(0, window_days, 7))
    weight = sum(1 - age / window_days for age in within)
    return Strength(
        times=len(within),
        last=today - timedelta(days=min(within)) if within else None,
        strength=sqrt(min(1.0, weight / weekly)),
    )


def gap_from(last_two_way: date | None, cadence_days: int, known_since: date) -> date:
    """The first date on which a contact counts as a gap unless someone speaks with them before.

    cadence_days: at most so many days were agreed between two contacts. A contact nobody has spoken with yet is
    counted from the date since which we know them. Raises ValueError for a cadence below one day.
    """
    if cadence_days < 1:
        raise ValueError("A cadence is at least one day.")
    return (last_two_way or known_since) + timedelta(days=cadence_days + 1)


def is_gap(last_two_way: date | None, cadence_days: int, today: date, *, known_since: date) -> bool:
    """Whether the agreed cadence was missed: true from the day after its last day on (SPEC AC1.5); see gap_from."""
    return today >= gap_from(last_two_way, cadence_days, known_since)

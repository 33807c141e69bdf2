"""Weeks of a measure of Hanse, as if they had been rolled up, up to the week before MONDAY or another."""

from collections.abc import Sequence
from datetime import date, timedelta

from rundum.measures.models import Measure, WeekValue
from tests.world import MONDAY, World

LAST = MONDAY.date() - timedelta(weeks=1)


def measure(key: str = "promises_kept") -> Measure:
    return Measure.objects.get(key=key)


def values(world: World, key: str, figures: Sequence[float], last: date = LAST) -> None:
    """Weeks of a measurement or duration, in place of those there were."""
    _write(world, key, [{"value": each, "n": 9} for each in figures], last)


def shares(world: World, key: str, parts: Sequence[tuple[int, int]], last: date = LAST) -> None:
    """Weeks of a share, from part and whole."""
    rows = [{"numerator": x, "denominator": n, "value": x / n, "n": n} for x, n in parts]
    _write(world, key, rows, last)


def _write(world: World, key: str, rows: Sequence[dict[str, float]], last: date) -> None:
    WeekValue.objects.filter(measure=measure(key), team=world.hanse).delete()
    WeekValue.objects.bulk_create(
        WeekValue(measure=measure(key), team=world.hanse, week=last - timedelta(weeks=len(rows) - 1 - at), **row)
        for at, row in enumerate(rows)
    )

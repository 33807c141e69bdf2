"""Seven weeks of Hanse around December 2026, the month of weeks 49 to 53, seen from 15 February 2027."""

from datetime import date, timedelta
from random import Random

from rundum.base.clock import standing_at
from rundum.calc.months import Month
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.measures.models import Measure, WeekValue
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.months import ChartedMonths, charted_months
from rundum.measures.tests.small_world import LATER, close, hours, refresh, take_in
from tests.world import World

DECEMBER = Month(2026, 12)
FAR = LATER + timedelta(weeks=8)
"""Monday, 15 February 2027: December of weeks 49 to 53 stands, four weeks more for what is still open."""

STEADY = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12]


def live_seven_weeks(world: World) -> None:
    """Seven weeks from 16 November 2026 on with concerns that are closed sooner, later or not at all."""
    random = Random(7)
    for at in range(0, 7 * 168, 31):
        concern = take_in(world, at)
        if at % 2:
            with standing_at(hours(at + 1)):
                promise = give_promise(concern, text="Rückruf", due_at=hours(at + 9), by=world.aylin)
                keep_promise(promise, by=world.aylin)
        if random.random() < 0.7:
            close(concern, at + random.randrange(20, 900), world)
    refresh(FAR)


def months(world: World, measure: Measure) -> ChartedMonths:
    return charted_months(charted_of(measure, world.hanse), world.hanse)


def weekly(world: World, key: str, values: list[float | None], *, last: date = date(2027, 1, 25)) -> Measure:
    """Weeks of a value up to the one from `last` on, which is the last of January; None: nothing is there."""
    measure = Measure.objects.get(key=key)
    WeekValue.objects.filter(measure=measure, team=world.hanse).delete()
    WeekValue.objects.bulk_create(
        WeekValue(measure=measure, team=world.hanse, week=last - timedelta(weeks=back), value=each, n=1)
        for back, each in enumerate(reversed(values))
        if each is not None
    )
    return measure

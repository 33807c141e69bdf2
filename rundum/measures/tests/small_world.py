"""Five weeks of Hanse that can be counted by hand, seen from Monday, 21 December 2026; Berlin is UTC + 1."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.closing import close_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.models import Concern
from rundum.measures.actions.rolling_up import Refreshed, refresh_measures
from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Measure, Reading, WeekValue
from rundum.measures.queries.weeks import WeekFigure, weeks_of
from rundum.teams.models import Team
from tests.world import World

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = [date(2026, 11, 16) + timedelta(weeks=n) for n in range(6)]
LATER = datetime(2026, 12, 21, 8, tzinfo=UTC)
RECORDED = [key for key, each in BUILT_IN.items() if each.recorded]


def hours(count: float) -> datetime:
    """So many hours after the first Monday, 9:00."""
    return MONDAY + timedelta(hours=count)


def take_in(world: World, at: float, *, channel: str = "email") -> Concern:
    with standing_at(hours(at)):
        return take_in_concern(
            world.dairy,
            process=world.complaint,
            title="Kühlung fällt aus",
            channel=channel,
            contact=world.brandl,
            by=world.aylin,
        )


def close(concern: Concern, at: float, world: World, **fields: object) -> None:
    with standing_at(hours(at)):
        close_concern(concern, by=world.aylin, **({"outcome": "served", "note": "läuft"} | fields))


def refresh(at: datetime = LATER) -> Refreshed:
    with standing_at(at):
        done = refresh_measures()
    # Transactions of other tests' databases on the same server are none of this world's: nothing is still on its way.
    Reading.objects.update(seen_xid=0)
    return done


def figure(world: World, key: str, week: int = 0, team: Team | None = None) -> WeekFigure:
    measure = Measure.objects.get(key=key)
    (found,) = weeks_of(measure, team or world.hanse, first=WEEK[week], last=WEEK[week], until=date(2026, 12, 21))
    return found


def value(world: World, key: str, week: int = 0, team: Team | None = None) -> Decimal | None:
    return figure(world, key, week, team).value


def all_values() -> set[tuple]:
    return set(
        WeekValue.objects.exclude(measure__key__in=RECORDED).values_list(
            "measure", "team", "process", "week", "numerator", "denominator", "value", "more_than", "n"
        )
    )


def reading(client: Client, user: User, name: str, *args: object, query: str = "") -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def shift(world: World, key: str, values: Sequence[int | None]) -> Measure:
    """Weeks of a value that end before this one."""
    measure = Measure.objects.get(key=key)
    WeekValue.objects.filter(measure=measure, team=world.hanse).delete()
    last = date(2026, 12, 14)
    WeekValue.objects.bulk_create(
        WeekValue(measure=measure, team=world.hanse, week=last - timedelta(weeks=len(values) - 1 - at), value=each, n=1)
        for at, each in enumerate(values)
    )
    return measure

"""Weeks of Hanse behind a Monday, with so many concerns finished and arrived in each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from rundum.concerns.models import Concern
from rundum.teams.models import Team
from tests.world import MONDAY, World, make_concern

AT = MONDAY + timedelta(hours=3)
NUMBERS = count(7000)


def open_ones(world: World, how_many: int, **fields: object) -> list[Concern]:
    return [
        make_concern(world.dairy, world.complaint, f"Offen {nth}", number=next(NUMBERS), **fields)
        for nth in range(how_many)
    ]


def finish(world: World, per_week: Sequence[int], *, arrived: datetime = MONDAY - timedelta(weeks=60)) -> None:
    """So many closed in each of the weeks before AT, the latest last; they came in long before."""
    for back, finished in enumerate(reversed(per_week), start=1):
        for one in open_ones(world, finished):
            closed = MONDAY - timedelta(weeks=back) + timedelta(days=2)
            Concern.objects.filter(pk=one.pk).update(arrived_at=arrived, closed_at=closed)


def founded(team: Team, weeks_ago: int) -> Team:
    """The team was founded on a Monday so many weeks before AT."""
    Team.objects.filter(pk=team.pk).update(made_at=MONDAY - timedelta(weeks=weeks_ago))
    team.refresh_from_db()
    return team

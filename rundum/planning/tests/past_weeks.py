"""Weeks of Hanse behind a Monday, with so many concerns finished in each; and how pages about them are read."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.test import Client

from rundum.accounts.models import User
from rundum.concerns.models import Concern
from rundum.teams.models import Team
from tests.world import MONDAY, World, make_concern

AT = MONDAY + timedelta(hours=3)
BERLIN = ZoneInfo("Europe/Berlin")
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


def signed_in(user: User) -> Client:
    """In English."""
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user)
    return client


def text_of(page: str) -> str:
    """What one reads, with usual spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))

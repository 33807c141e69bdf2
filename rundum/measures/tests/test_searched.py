"""The charts of many teams at once say what each team's own page says."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rundum.base.clock import standing_at
from rundum.measures.models import Data, LimitChange, Measure, WeekValue
from rundum.measures.queries.charted import charted_all
from rundum.measures.queries.searched import charts_of_teams
from rundum.measures.tests.small_world import LATER
from rundum.teams.models import Team
from tests.world import World

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 14)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def live(team: Team, measures: list[Measure], *, weeks: int, seed: int) -> None:
    """Weeks with values of every kind, some not known, some with none at all."""
    chance = Random(seed)
    for measure in measures:
        for back in range(weeks):
            whole = chance.choice([0, 3, 8, 20])
            part = sum(chance.random() < 0.4 for _one in range(whole))
            number = Decimal(part) if measure.data == Data.COUNT else Decimal(part) / 7
            WeekValue.objects.create(
                measure=measure,
                team=team,
                week=LAST - timedelta(weeks=back),
                numerator=part,
                denominator=None if measure.data == Data.COUNT else whole,
                value=None if measure.data != Data.COUNT and not whole else round(number, 6),
                n=whole,
            )


def test_they_have_the_same_points_limits_and_signals(world: World):
    measures = list(Measure.objects.in_use().of_team(world.hanse.pk).order_by("pk"))
    live(world.hanse, measures, weeks=30, seed=1)
    live(world.foerde, measures[:5], weeks=15, seed=2)
    LimitChange.objects.create(
        measure=measures[0], team=world.hanse, week=LAST - timedelta(weeks=9), sentence="Neu", by=world.aylin
    )
    asked = {world.hanse.pk: measures, world.foerde.pk: measures[:4]}
    found = {(team, each.measure.pk): each for team, each in charts_of_teams(asked)}
    compared = 0
    for team in (world.hanse, world.foerde):
        for own in charted_all(asked[team.pk], team):
            here = found.pop((team.pk, own.measure.pk))
            assert here.chart == own.chart, own.measure.key
            assert [week.monday for week in here.weeks] == [week.monday for week in own.weeks]
            assert [here.weeks_of(one) for one in here.chart.signals] == [
                own.weeks_of(one) for one in own.chart.signals
            ]
            compared += len(own.chart.points)
    assert not found
    assert compared > 500


def test_it_takes_as_many_queries_for_two_teams_as_for_one(world: World):
    measures = list(Measure.objects.in_use().of_team(world.hanse.pk))
    live(world.hanse, measures[:3], weeks=12, seed=1)
    live(world.foerde, measures[:3], weeks=12, seed=2)
    counts = []
    for teams in ([world.hanse], [world.hanse, world.foerde]):
        with CaptureQueriesContext(connection) as made:
            assert len(list(charts_of_teams({team.pk: measures[:3] for team in teams}))) == 3 * len(teams)
        counts.append(len(made))
    assert counts[0] == counts[1]

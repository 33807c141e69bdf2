"""What concerns waited for before their next step: by whom it was caused, how long, how many (AC8.4)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.models import Concern
from rundum.measures.queries.waits import Step, Waiting, Whom, concerns_behind, waits_of
from rundum.measures.tests.small_world import LATER, MONDAY, hours, refresh, take_in
from tests.world import World

pytestmark = pytest.mark.django_db
SINCE = MONDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def wait(world: World, concern: Concern, whom: str, start: float, end: float) -> None:
    with standing_at(hours(start)):
        wait_for(concern, whom=whom, by=world.aylin)
    with standing_at(hours(end)):
        stop_waiting(concern, by=world.aylin)


def move(world: World, concern: Concern, phase: str, at: float) -> None:
    with standing_at(hours(at)):
        move_to_step(concern, step=concern.version.steps.get(phase=phase), by=world.aylin)


def lived(world: World, start: float = 0) -> Concern:
    """Ten hours in the first step: three for the customer, two for a supplier, one for a date, four for us."""
    concern = take_in(world, start)
    wait(world, concern, "customer", start + 1, start + 4)
    wait(world, concern, "supplier", start + 4, start + 6)
    wait(world, concern, "date", start + 7, start + 8)
    move(world, concern, "understand", start + 10)
    return concern


def found(world: World, phase: str = "arrived", process: int | None = None) -> dict[Whom, Waiting]:
    waits = waits_of(world.hanse.pk, SINCE, process)
    every = [one for _name, steps in waits.by_process for _step, within in steps for one in within]
    return {one.whom: one for one in every if one.step.phase == phase}


def test_the_time_in_a_step_is_split_by_whom_it_was_waited_for(world: World):
    lived(world)
    waits = found(world)
    assert {whom: round(one.hours, 6) for whom, one in waits.items()} == {
        Whom.CUSTOMER: 3, Whom.THIRD: 2, Whom.DATE: 1, Whom.US: 4
    }  # fmt: skip
    assert {(one.concerns, one.median.n, one.median.events) for one in waits.values()} == {(1, 1, 1)}


def test_a_wait_over_two_steps_counts_in_each_as_long_as_it_lasted_there(world: World):
    concern = take_in(world, 0)
    with standing_at(hours(2)):
        wait_for(concern, whom="colleagues", by=world.aylin)
    move(world, concern, "understand", 5)
    assert found(world)[Whom.THIRD].hours == pytest.approx(3)


def test_a_stay_that_is_not_over_counts_as_not_known_yet(world: World):
    lived(world)
    take_in(world, 0)
    here = found(world)[Whom.US]
    assert (here.concerns, here.median.n, here.median.censored) == (2, 2, 1)
    assert here.median.value == pytest.approx(4)


def test_a_concern_counts_for_the_team_that_had_it_then(world: World):
    concern = lived(world)
    with standing_at(hours(12)):
        hand_over_concern(concern, to_team=world.foerde, reason="Nähe", by=world.aylin)
    refresh()
    assert found(world)[Whom.CUSTOMER].hours == pytest.approx(3)
    assert found(world, "understand") == {}
    theirs = waits_of(world.foerde.pk, SINCE)
    assert [one.step.phase for one in theirs.biggest] == ["understand"]


def test_only_stays_that_ended_in_the_period_or_go_on_are_counted(world: World):
    lived(world)
    waits = waits_of(world.hanse.pk, hours(11))
    assert {one.step.phase for one in waits.biggest} == {"understand"}


def test_the_biggest_come_first_with_their_concerns_and_open_them(world: World, client: Client):
    lived(world)
    secret = lived(world, 24)
    Concern.objects.filter(pk=secret.pk).update(confidential=True, title="Übernahme geplant")
    first = waits_of(world.hanse.pk, SINCE).biggest[0]
    assert (first.step.phase, first.whom, first.concerns) == ("understand", Whom.US, 2)
    behind = concerns_behind(
        world.hanse.pk, SINCE, Step(world.complaint.pk, "arrived", ""), Whom.CUSTOMER, reader=world.henrik
    )
    assert (behind.total, behind.hidden, float(behind.hours)) == (2, 1, pytest.approx(6))
    assert sum(row.hours for row in behind.rows) == behind.hours
    client.force_login(world.henrik)
    client.post(reverse("teams:current"), {"team": world.hanse.pk})
    page = client.get(reverse("measures:waits")).content.decode()
    assert "2 Anliegen" in page
    query = f"?process={world.complaint.pk}&phase=arrived&step=&whom=customer&weeks=13"
    rows = client.get(reverse("measures:waits_concerns") + query).content.decode()
    assert "Kühlung fällt aus" in rows
    assert "Übernahme geplant" not in rows


def test_what_a_link_does_not_offer_is_not_found(world: World, client: Client):
    client.force_login(world.aylin)
    for query in ("?weeks=3", "?process=99999", "?process=x"):
        assert client.get(reverse("measures:waits") + query).status_code == 404
    for query in ("", f"?process={world.complaint.pk}&phase=x&whom=us", f"?process={world.complaint.pk}&phase=solve"):
        assert client.get(reverse("measures:waits_concerns") + query).status_code == 404


def test_the_page_makes_the_same_number_of_queries_however_much_there_is(world: World, client: Client):
    client.force_login(world.aylin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("measures:waits")).status_code == 200
        return len(made)

    lived(world)
    queries()
    before = queries()
    for nth in range(1, 12):
        lived(world, nth * 12)
    assert queries() == before

"""The measures of one customer: as the team's, of this customer alone, as far as the reader may see."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.concerns.actions.reopening import reopen_concern
from rundum.concerns.actions.talking import record_talk
from rundum.customers.models import Customer
from rundum.measures.models import Measure, WeekValue
from rundum.measures.queries.of_customer import charts_of, measures_of, rows_of_customer
from rundum.measures.queries.weeks import WeekFigure
from rundum.measures.tests.small_world import LATER, WEEK, close, hours, refresh, take_in
from tests.world import World, make_concern, make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def figures(customer: Customer, key: str, reader: User) -> dict[date, WeekFigure]:
    (chart,) = charts_of([Measure.objects.get(key=key)], customer, reader=reader)
    return {week.monday: week for week in [*chart.weeks, *chart.running]}


def lived(world: World) -> None:
    """Two weeks of the dairy: replies, promises, closings, one that comes back, one that stays open."""
    for at in (0, 3, 20, 8 * 24):
        concern = take_in(world, at)
        with standing_at(hours(at + 1)):
            promise = give_promise(concern, text="Rückruf", due_at=hours(at + 9), by=world.aylin)
            record_talk(concern, kind="call", contact=world.brandl, text="Gesprochen", by=world.aylin)
            keep_promise(promise, by=world.aylin)
        close(concern, at + 30, world)
    with standing_at(hours(9 * 24 + 12)):
        reopen_concern(concern, reason="Doch", by=world.aylin)
    take_in(world, 5)


def test_the_only_customer_of_a_team_has_its_teams_figures(world: World):
    lived(world)
    refresh()
    compared = 0
    for measure in measures_of(world.dairy):
        (chart,) = charts_of([measure], world.dairy, reader=world.aylin)
        here = {week.monday: week for week in [*chart.weeks, *chart.running]}
        for week in WeekValue.objects.filter(
            measure=measure, team=world.hanse, process=None, n__gt=0, week__lt=WEEK[5]
        ):
            mine = here[week.week]
            assert (mine.n, mine.more_than) == (week.n, week.more_than), (measure.key, week.week)
            assert float(mine.value) == pytest.approx(float(week.value)), (measure.key, week.week)
            compared += 1
    assert compared > 40


def test_the_rows_of_every_week_add_up(world: World):
    """AC4.4."""
    lived(world)
    refresh()
    for measure in measures_of(world.dairy):
        (chart,) = charts_of([measure], world.dairy, reader=world.aylin)
        for week in chart.weeks:
            rows = rows_of_customer(measure, world.dairy, week.monday, reader=world.aylin)
            assert rows.total == week.n
            if measure.data != "duration":
                assert float(rows.part) == pytest.approx(float(week.numerator or 0))


def test_other_customers_are_not_in_it_and_other_teams_work_is(world: World):
    concern = take_in(world, 0)
    bakery = make_customer("Bäckerei Möwe", world.hanse, number=1003)
    make_concern(bakery, world.complaint, "Ofen kalt", number=2500)
    with standing_at(hours(8 * 24)):
        hand_over_concern(concern, to_team=world.foerde, reason="Nähe", by=world.aylin)
    refresh()
    assert [figures(world.dairy, "in_progress", world.aylin)[week].value for week in WEEK[:3]] == [1, 1, 1]
    assert figures(bakery, "received", world.aylin)[WEEK[1]].n == 1
    rows = rows_of_customer(Measure.objects.get(key="received"), world.dairy, WEEK[0], reader=world.aylin)
    assert [row.concern_id for row in rows.rows] == [concern.pk]


def test_who_may_not_see_a_concern_does_not_find_it_counted(world: World):
    take_in(world, 0)
    secret = take_in(world, 1)
    secret.confidential = True
    secret.save()
    measure = Measure.objects.get(key="received")
    for reader, count in ((world.aylin, 2), (world.vera, 1)):
        assert figures(world.dairy, "received", reader)[WEEK[0]].value == count
        rows = rows_of_customer(measure, world.dairy, WEEK[0], reader=reader)
        assert (rows.total, rows.part, rows.hidden) == (count, count, 0)


def test_weeks_without_any_are_nought_for_a_count_and_not_known_for_a_share(world: World):
    close(take_in(world, 0), 2, world)
    take_in(world, 22 * 24)
    received = figures(world.dairy, "received", world.aylin)
    assert [received[week].value for week in WEEK[:4]] == [1, 0, 0, 1]
    take = figures(world.dairy, "one_stop", world.aylin)
    assert [take[week].value for week in WEEK[:2]] == [1, None]


def test_a_customer_without_concerns_has_nothing_known(world: World, client: Client):
    client.force_login(world.aylin)
    page = client.get(reverse("customers:measures", args=[world.clinic.pk])).content.decode()
    assert "Noch nichts zu messen" in page


def test_the_pages_and_who_reads_them(world: World, client: Client):
    lived(world)
    received = Measure.objects.get(key="received")
    pages = [
        reverse("customers:measures", args=[world.dairy.pk]),
        reverse("customers:measure", args=[world.dairy.pk, received.pk]),
        reverse("customers:measure_week", args=[world.dairy.pk, received.pk, WEEK[0].isoformat()]),
    ]
    for user in (world.aylin, world.henrik, world.piet):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert "Kühlung fällt aus" in client.get(pages[2]).content.decode()
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    client.force_login(world.aylin)
    recorded = Measure.objects.get(key="functions_covered")
    assert client.get(reverse("customers:measure", args=[world.dairy.pk, recorded.pk])).status_code == 404


def test_the_page_makes_the_same_number_of_queries_however_much_there_is(world: World, client: Client):
    client.force_login(world.aylin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("customers:measures", args=[world.dairy.pk]))
        return len(made)

    take_in(world, 0)
    queries()
    before = queries()
    for at in range(20):
        close(take_in(world, 10 + at), 200 + at, world)
    assert queries() == before

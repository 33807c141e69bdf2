"""The pages and files of a measure by months: opened like weeks, switched to and back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.calc.detection import Direction
from rundum.measures.actions.defining import define_measure
from rundum.measures.actions.entering import enter_values
from rundum.measures.choices import Data, Kind, Source
from rundum.measures.choices import Direction as GoodDirection
from rundum.measures.given import given
from rundum.measures.models import Measure, Signal, WeekValue
from rundum.measures.queries.months import how_of
from rundum.measures.tests.month_world import DECEMBER, FAR, STEADY, live_seven_weeks, months, weekly
from rundum.measures.tests.small_world import reading, refresh, take_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(FAR):
        yield


@pytest.fixture
def lived(world: World) -> World:
    live_seven_weeks(world)
    return world


def test_the_page_shows_months_where_they_are_asked_for_and_weeks_else(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    page = reading(client, lived.aylin, "measures:measure", measure.pk)
    assert "Woche für Woche" in page
    assert 'href="?by=month"' in page
    page = reading(client, lived.aylin, "measures:measure", measure.pk, query="?by=month")
    assert "Monat für Monat" in page
    assert "Anliegen je Woche" in page
    assert "Angekommene Anliegen, je Woche</title>" in page  # the picture says it too
    assert "Das sagen die Monate. Gefragt wird das Team nach Signalen der Wochen." in page
    assert reverse("measures:month", args=[measure.pk, "2026-12"]) in page
    assert "2 seiner Wochen sind nicht bekannt" in page  # November began before anything was there
    client.force_login(lived.aylin)
    assert client.get(reverse("measures:measure", args=[measure.pk]), {"by": "day"}).status_code == 404


def test_every_link_keeps_what_is_looked_at(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    query = f"?process={lived.complaint.pk}&by=month"
    page = reading(client, lived.aylin, "measures:measure", measure.pk, query=query)
    shown = query.replace("&", "&amp;")
    assert reverse("measures:weeks_as_csv", args=[measure.pk]) + shown in page
    assert reverse("measures:chart_as_png", args=[measure.pk]) + shown in page
    assert f'href="?process={lived.complaint.pk}"' in page  # back to the weeks
    assert 'href="?by=month"' in page  # to all processes
    month = reverse("measures:month", args=[measure.pk, "2026-12"])
    assert f"{month}?process={lived.complaint.pk}" in page


def test_a_month_opens_its_weeks_and_their_rows(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    figure = months(lived, measure).figures[DECEMBER.monday].figure
    page = reading(client, lived.aylin, "measures:month", measure.pk, "2026-12")
    assert f"{figure.n} Zeilen" in page
    assert page.count("/weeks/20") == 5
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    file = reading(client, lived.aylin, "measures:rows_of_month_as_csv", measure.pk, "2026-12").splitlines()
    assert len(file) == 1 + figure.n
    assert {line.split(",")[-1] for line in file[1:]} == {week.monday.isoformat() for week in DECEMBER.weeks}


def test_a_month_that_is_unknown_says_so_and_what_names_none_is_not_found(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    page = reading(client, lived.aylin, "measures:month", measure.pk, "2026-05")
    assert "Von diesem Monat ist nichts bekannt" in page
    assert "Dieser Monat ist noch nicht gekommen" in reading(
        client, lived.aylin, "measures:month", measure.pk, "2028-05"
    )
    for name in ("2026-13", "2026-5", "Mai", "2026-12-01"):
        assert client.get(reverse("measures:month", args=[measure.pk, name])).status_code == 404
        assert client.get(reverse("measures:rows_of_month_as_csv", args=[measure.pk, name])).status_code == 404


def test_months_as_a_file(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    lines = reading(client, lived.aylin, "measures:weeks_as_csv", measure.pk, query="?by=month").splitlines()
    assert lines[0].split(",")[3:] == [
        "month", "numerator", "denominator", "value", "more_than", "n", "weeks_missing", "stands",
    ]  # fmt: skip
    rows = {line.split(",")[3]: line.split(",")[4:] for line in lines[1:]}
    assert rows["2026-11"] == ["", "", "", "0", "0", "2", "1"]
    numerator, denominator, value, *rest = rows["2026-12"]
    assert (denominator, rest[2:]) == ("5", ["0", "1"])
    assert float(value) == pytest.approx(int(numerator) / 5)
    client.force_login(lived.aylin)
    png = client.get(reverse("measures:chart_as_png", args=[measure.pk]), {"by": "month"})
    assert png.content.startswith(b"\x89PNG")


def test_the_number_of_queries_depends_on_no_number_of_months(lived: World, client: Client):
    def queries(key: str) -> int:
        measure = Measure.objects.get(key=key)
        with CaptureQueriesContext(connection) as made:
            reading(client, lived.aylin, "measures:measure", measure.pk, query="?by=month")
            reading(client, lived.aylin, "measures:month", measure.pk, "2026-12")
        return len(made)

    keys = ("received", "promises_kept", "time_to_resolution")
    for key in keys:
        queries(key)
    before = [queries(key) for key in keys]
    for at in range(8 * 168, 12 * 168, 60):
        take_in(lived, at)
    refresh(FAR)
    assert [queries(key) for key in keys] == before


def test_the_verdict_is_of_the_months_and_the_team_is_asked_about_the_weeks(world: World, client: Client):
    measure = weekly(world, "received", [*STEADY * 4, *[value + 6 for value in STEADY * 2]])
    chart = months(world, measure).chart
    assert chart.verdict.signal is not None
    assert chart.verdict.signal.signal.direction is Direction.UP
    page = reading(client, world.aylin, "measures:measure", measure.pk, query="?by=month")
    assert "Signal: mehr seit" not in page or "April 2026" in page
    assert not Signal.objects.exists()


def test_events_that_are_rare_in_months_too_stay_the_chart_of_what_lies_between(world: World, client: Client):
    measure = Measure.objects.get(key="promises_kept")
    gaps = (31, 26, 35, 29, 40, 33, 28, 37, 30, 34, 27, 38, 32)
    weeks = [1, *(week for gap in gaps for week in [0] * (gap - 1) + [1])]
    last = date(2027, 1, 25)
    WeekValue.objects.bulk_create(
        WeekValue(
            measure=measure, team=world.hanse, week=last - timedelta(weeks=back), numerator=20 - broken,
            denominator=20, value=(20 - broken) / 20, n=20,
        )
        for back, broken in enumerate(reversed(weeks))
    )  # fmt: skip
    page = reading(client, world.aylin, "measures:measure", measure.pk, query="?by=month")
    assert "So viel liegt zwischen seltenen Ereignissen, ob in Wochen oder Monaten." in page
    assert "g-Karte" in page
    assert "Die Monate und woraus sie bestehen" in page


def own(world: World, **fields: object) -> Measure:
    wanted = {"kind": Kind.PROCESS, "definition": "So gezählt.", "unit": "Minuten", "direction": GoodDirection.DOWN}
    wanted |= {"source": Source.ENTERED, "data": Data.VALUE}
    return define_measure(world.hanse, name="Suche nach Teilen", by=world.aylin, **(wanted | fields))


def test_what_members_enter_every_week_has_months_and_a_week_left_out_leaves_the_month_unknown(
    world: World, client: Client
):
    measure = own(world)
    weeks = [*DECEMBER.weeks, *DECEMBER.next.weeks]
    values = {week.monday: given(Data.VALUE, part=Decimal(20 + at)) for at, week in enumerate(weeks) if at != 7}
    enter_values(measure, values, by=world.aylin)
    december, january = months(world, measure).figures.values()
    assert (december.figure.value, december.missing) == (22, 0)
    assert (january.figure.value, january.missing) == (None, 1)
    page = reading(client, world.aylin, "measures:month", measure.pk, "2026-12")
    assert page.count("/weeks/20") == 5


@pytest.mark.parametrize("every", [2, 4])
def test_what_is_entered_every_few_weeks_has_no_months_and_says_why(world: World, client: Client, every: int):
    measure = own(world, every_weeks=every)
    enter_values(measure, {date(2027, 1, 4): given(Data.VALUE, part=Decimal(20))}, by=world.aylin)
    assert how_of(measure) is None
    page = reading(client, world.aylin, "measures:measure", measure.pk, query="?by=month")
    assert f"Keine Monate: Eingetragen wird nur alle {every} Wochen." in page
    assert "Woche für Woche" in page
    assert "by=month" not in page
    for name in ("measures:weeks_as_csv", "measures:chart_as_png"):
        assert client.get(reverse(name, args=[measure.pk]), {"by": "month"}).status_code == 404
    assert client.get(reverse("measures:month", args=[measure.pk, "2027-01"])).status_code == 404


def test_confidential_rows_of_a_month_are_counted_and_not_named(lived: World, client: Client):
    secret = take_in(lived, 15 * 24)
    secret.confidential = True
    secret.title = "Übernahme geplant"
    secret.save(update_fields=["confidential", "title"])
    refresh(FAR)
    measure = Measure.objects.get(key="received")
    assert "Übernahme geplant" in reading(client, lived.aylin, "measures:month", measure.pk, "2026-12")
    client.force_login(lived.vera)
    client.post(reverse("teams:current"), {"team": lived.hanse.pk})
    for name in ("measures:month", "measures:rows_of_month_as_csv"):
        page = client.get(reverse(name, args=[measure.pk, "2026-12"])).content.decode()
        assert "Übernahme geplant" not in page


def test_before_anything_has_happened_every_measure_can_be_looked_at_by_months(world: World, client: Client):
    for measure in Measure.objects.all():
        assert "<h1>" in reading(client, world.aylin, "measures:measure", measure.pk, query="?by=month")
        assert reading(client, world.aylin, "measures:weeks_as_csv", measure.pk, query="?by=month").count("\n") == 1

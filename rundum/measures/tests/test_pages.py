"""The pages of the measures: who reads them, that every figure opens its rows, and that signals are asked once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.base.formats.languages import NO_BREAK
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.measures.actions.annotating import answer_signal
from rundum.measures.actions.detecting import find_signals_of
from rundum.measures.models import LimitChange, Measure, Signal, WeekValue
from rundum.measures.queries.behind import rows_behind
from rundum.measures.queries.facts import FACTS
from rundum.measures.tests.small_world import LATER, WEEK, close, hours, reading, refresh, shift, take_in, value
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


@pytest.fixture
def lived(world: World) -> World:
    """A week with concerns closed and open, with promises, one of them confidential."""
    for at in (0, 3, 20):
        concern = take_in(world, at)
        with standing_at(hours(at + 1)):
            promise = give_promise(concern, text="Rückruf", due_at=hours(at + 9), by=world.aylin)
            keep_promise(promise, by=world.aylin)
        close(concern, at + 30, world)
    secret = take_in(world, 5)
    secret.confidential = True
    secret.title = "Übernahme geplant"
    secret.save(update_fields=["confidential", "title"])
    refresh()
    return world


def test_the_register_shows_every_kind_and_what_has_no_source_as_not_known(lived: World, client: Client):
    page = reading(client, lived.aylin, "measures:register")
    for words in ("Angekommene Anliegen", "Zeit bis zur Lösung", "Marge", "Dafür gibt es noch keine Quelle."):
        assert words in page


def test_every_colleague_reads_the_measures_of_a_team(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    for user in (lived.aylin, lived.henrik, lived.vera, lived.ada):
        reading(client, user, "measures:register")
        reading(client, user, "measures:measure", measure.pk)


@pytest.mark.parametrize("key", sorted(FACTS))
def test_the_rows_of_every_figure_add_up(lived: World, key: str):
    """AC4.4."""
    measure = Measure.objects.get(key=key)
    for week in WeekValue.objects.filter(measure=measure, team=lived.hanse, process=None, week__lte=WEEK[2]):
        behind = rows_behind(measure, lived.hanse, week.week, None, reader=lived.aylin)
        assert behind.total == week.n
        if measure.data == "duration":
            assert (sum(bool(row.ended) for row in behind.rows), behind.total) == (
                week.numerator or 0,
                week.denominator or 0,
            )
        else:
            assert sum((row.part for row in behind.rows), Decimal(0)) == behind.part
            assert behind.part == pytest.approx(week.numerator or 0)
            assert behind.whole == pytest.approx(week.denominator or 0)


def test_confidential_rows_are_counted_and_not_named(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    client.force_login(lived.vera)
    client.post(reverse("teams:current"), {"team": lived.hanse.pk})
    page = client.get(reverse("measures:week", args=[measure.pk, WEEK[0].isoformat()])).content.decode()
    assert "4 Zeilen" in page
    assert "Übernahme geplant" not in page
    assert "vertraulich" in page
    assert "Übernahme geplant" in reading(client, lived.aylin, "measures:week", measure.pk, WEEK[0].isoformat())


def test_the_rows_as_a_file_are_all_rows_and_name_no_confidential_ones(lived: World, client: Client):
    """F4b."""
    for at in range(60):
        take_in(lived, 40 + at)
    refresh()
    measure = Measure.objects.get(key="received")
    address = reverse("measures:rows_as_csv", args=[measure.pk, WEEK[0].isoformat()])
    own = reading(client, lived.aylin, "measures:rows_as_csv", measure.pk, WEEK[0].isoformat()).splitlines()
    assert len(own) == 1 + 64
    assert sum("Übernahme geplant" in line for line in own) == 1
    client.force_login(lived.vera)
    client.post(reverse("teams:current"), {"team": lived.hanse.pk})
    others = client.get(address).content.decode()
    assert len(others.splitlines()) == 1 + 64
    assert "Übernahme geplant" not in others
    assert ",,,,1,1,," in others


def test_no_page_or_export_of_measures_names_a_member(lived: World, client: Client):
    """Figures are the team's: whoever reads them, nobody's name stands on them."""
    names = [lived.emeka.name, lived.chiara.name, lived.piet.name, lived.henrik.name]
    for measure in Measure.objects.all():
        pages = [reading(client, lived.aylin, "measures:measure", measure.pk)]
        pages.append(reading(client, lived.aylin, "measures:weeks_as_csv", measure.pk))
        known = WeekValue.objects.filter(measure=measure, team=lived.hanse, week=WEEK[0], value__isnull=False)
        if measure.key in FACTS and known.exists():
            pages.append(reading(client, lived.aylin, "measures:week", measure.pk, WEEK[0].isoformat()))
            pages.append(reading(client, lived.aylin, "measures:rows_as_csv", measure.pk, WEEK[0].isoformat()))
        for page in pages:
            assert not [name for name in names if name in page]
    export = reading(client, lived.aylin, "measures:weeks_as_csv", Measure.objects.get(key="received").pk)
    assert "Aylin" not in export
    assert export.splitlines()[1].split(",")[3:5] == ["2026-11-16", "4"]


def test_a_page_of_a_measure_makes_the_same_number_of_queries_however_much_there_is(lived: World, client: Client):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            reading(client, lived.aylin, "measures:register")
        return len(made)

    queries()
    before = queries()
    for at in range(30):
        close(take_in(lived, 170 + at), 300 + at, lived)
    refresh()
    assert queries() == before


def test_who_is_not_in_the_team_changes_nothing(lived: World, client: Client):
    measure = Measure.objects.get(key="received")
    for user in (lived.henrik, lived.vera, lived.ada):
        client.force_login(user)
        client.post(reverse("teams:current"), {"team": lived.hanse.pk})
        address = reverse("measures:limits", args=[measure.pk])
        assert client.post(address, {"week": "2026-11-23", "sentence": "Meine"}).status_code == 403
    assert not LimitChange.objects.exists()


def test_a_measure_that_fell_silent_years_ago_opens_where_it_was_last_known(world: World, client: Client):
    shift(world, "open_age", [*STEADY, *[None] * 60])
    last = (WEEK[-1] - timedelta(weeks=61)).isocalendar()
    page = reading(client, world.aylin, "measures:measure", Measure.objects.get(key="open_age").pk)
    assert f"KW{NO_BREAK}{last.week} {last.year}</a>" in page
    assert "12,0 Tage" in page.replace(NO_BREAK, " ")
    register = reading(client, world.aylin, "measures:register")
    assert f"KW{NO_BREAK}{last.week} {last.year}</div>" in register


STEADY = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12]


def test_no_signal_no_question(world: World):
    shift(world, "in_progress", STEADY)
    assert find_signals_of([world.hanse.pk]) == 0


def test_a_signal_is_asked_about_once_however_often_it_is_computed_and_however_it_grows(world: World):
    shift(world, "open_age", [*STEADY, 30])
    assert find_signals_of([world.hanse.pk]) == 1
    assert find_signals_of([world.hanse.pk]) == 0
    signal = Signal.objects.get()
    assert signal.favourable is False
    answer_signal(signal, note="Lieferengpass", by=world.aylin)
    shift(world, "open_age", [*STEADY, 30, 31])
    Signal.objects.update(first_week=date(2026, 12, 7), last_week=date(2026, 12, 7))
    assert find_signals_of([world.hanse.pk]) == 0
    assert not Signal.objects.open().exists()


def test_a_signal_is_closed_by_a_sentence_of_the_team_alone(world: World, client: Client):
    shift(world, "open_age", [*STEADY, 30])
    find_signals_of([world.hanse.pk])
    signal = Signal.objects.get()
    address = reverse("measures:signal", args=[signal.pk])
    client.force_login(world.henrik)
    assert client.post(address, {"note": "Weil ich es sage"}).status_code == 403
    client.force_login(world.aylin)
    assert 'class="sb"' in client.get(address).content.decode()  # the chart with its signal stands above the question
    assert client.post(address, {"note": ""}).status_code == 422
    assert Signal.objects.open().exists()
    assert client.post(address, {"note": "Lieferengpass"}).status_code == 302
    assert not Signal.objects.open().exists()
    assert client.post(address, {"note": "Noch einmal"}).status_code == 422
    assert Signal.objects.get().note == "Lieferengpass"


def test_the_picture_is_a_png(world: World, client: Client):
    measure = shift(world, "open_age", STEADY)
    client.force_login(world.aylin)
    response = client.get(reverse("measures:chart_as_png", args=[measure.pk]))
    assert response.content.startswith(b"\x89PNG")
    assert value(world, "open_age", 4) == 12


def test_a_week_of_capacity_opens_its_days_and_they_add_up(lived: World, client: Client):
    with standing_at(LATER + timedelta(weeks=1)):
        refresh(LATER + timedelta(weeks=1))
        measure = Measure.objects.get(key="capacity")
        page = reading(client, lived.aylin, "measures:week", measure.pk, "2026-12-21")
    assert f"Donnerstag, 24.{NO_BREAK}Dezember" in page
    assert page.count("<td>17,60</td>") == 4
    assert "<td>70,40</td>" in page
    assert "Nenner" not in page


def test_a_week_without_a_figure_says_so_and_leads_back_and_forward(world: World, client: Client):
    measure = shift(world, "received", STEADY)
    WeekValue.objects.filter(measure=measure, week=WEEK[2]).delete()
    page = reading(client, world.aylin, "measures:week", measure.pk, WEEK[2].isoformat())
    assert "In dieser Woche wurde nichts gezählt" in page
    for week in (WEEK[1], WEEK[3]):
        assert reverse("measures:week", args=[measure.pk, week.isoformat()]) in page
    page = reading(client, world.aylin, "measures:week", measure.pk, "2027-02-01")
    assert "Diese Woche ist noch nicht gekommen" in page
    assert reverse("measures:week", args=[measure.pk, "2026-12-14"]) in page
    assert 'rel="next"' not in page


def test_a_week_that_is_over_with_nothing_to_count_does_not_wait_for_a_value(world: World, client: Client):
    measure = shift(world, "open_age", STEADY)
    WeekValue.objects.filter(measure=measure, week=WEEK[2]).update(value=None, n=0)
    page = reading(client, world.aylin, "measures:measure", measure.pk)
    assert "<td>nichts zu zählen</td>" in page


def test_what_names_no_week_is_not_found(world: World, client: Client):
    client.force_login(world.aylin)
    measure = Measure.objects.get(key="received")
    for name in ("2026-11-17", "gestern"):
        assert client.get(reverse("measures:week", args=[measure.pk, name])).status_code == 404


def test_all_weeks_are_found_page_by_page(world: World, client: Client):
    measure = shift(world, "received", [*STEADY, *STEADY, *STEADY])
    days = set()
    place, pages = "", 0
    while pages == 0 or place:
        client.force_login(world.aylin)
        answer = client.get(reverse("measures:measure", args=[measure.pk]), {"place": place} if place else {})
        days |= {each.address for each in answer.context["page"].rows}
        place, pages = answer.context["page"].later, pages + 1
    assert (len(days), pages) == (60, 3)
    assert answer.context["page"].earlier == (date(2026, 12, 14) - timedelta(weeks=26)).isoformat()
    assert client.get(reverse("measures:measure", args=[measure.pk]), {"place": "x"}).status_code == 200

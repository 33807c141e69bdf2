"""Measures that count concerns by a stated filter: what they count, that it stays, and what is refused."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.filters import Chip, Filters
from rundum.customers.actions.keeping import tag_customer
from rundum.measures.actions.defining import define_counted_measure
from rundum.measures.choices import Direction, Kind
from rundum.measures.models import Measure, Reading, StaleWeek, WeekValue
from rundum.measures.queries.behind import rows_behind
from rundum.measures.stated_filter import Counts, StatedFilter, stated
from rundum.measures.tests.small_world import LATER, WEEK, close, hours, refresh, take_in
from rundum.teams.models import Team
from tests.world import World, make_customer, make_process

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def define(world: World, filter: StatedFilter, name: str = "Gezählt") -> Measure:
    return define_counted_measure(
        world.hanse, name=name, kind=Kind.INPUT, definition="Was der Filter sagt.", direction=Direction.NEITHER,
        filter=filter, by=world.aylin,
    )  # fmt: skip


def counted(measure: Measure, process: int | None = None) -> list[int]:
    """The first weeks' values."""
    weeks = WeekValue.objects.filter(measure=measure, process=process).order_by("week")
    found = {week.week: week.value for week in weeks}
    return [int(found.get(week) or 0) for week in WEEK[:4]]


def stands_for_its_rows(measure: Measure, team: Team, world: World) -> bool:
    """AC4.4: every week's rows add up to its figure."""
    weeks = WeekValue.objects.filter(measure=measure, process=None)
    assert weeks.exists()
    return all(
        (behind := rows_behind(measure, team, week.week, None, reader=world.aylin)).part == week.value
        and behind.total == week.n
        for week in weeks
    )


def test_by_arrival_by_closing_and_open_at_the_end_of_the_week(world: World):
    for at in (0, 3, 8 * 24):
        close(take_in(world, at), at + 9 * 24, world)
    refresh()
    ways = {way: define(world, StatedFilter(way), way.value) for way in Counts}
    assert counted(ways[Counts.RECEIVED]) == [2, 1, 0, 0]
    assert counted(ways[Counts.CLOSED]) == [0, 2, 1, 0]
    assert counted(ways[Counts.OPEN]) == [2, 1, 0, 0]
    assert all(stands_for_its_rows(each, world.hanse, world) for each in ways.values())


def test_only_what_the_filter_names_is_counted(world: World):
    other = make_process("question", "Frage")
    take_in(world, 0)
    refresh()
    assert counted(define(world, StatedFilter(Counts.RECEIVED, process=world.complaint.pk), "a")) == [1, 0, 0, 0]
    assert counted(define(world, StatedFilter(Counts.RECEIVED, process=other.pk), "b")) == [0, 0, 0, 0]
    assert counted(define(world, StatedFilter(Counts.RECEIVED, customer=world.dairy.pk), "c")) == [1, 0, 0, 0]
    bakery = make_customer("Bäckerei Möwe", world.hanse, number=1003)
    assert counted(define(world, StatedFilter(Counts.RECEIVED, customer=bakery.pk), "d")) == [0, 0, 0, 0]


def test_a_tag_counts_as_the_customer_had_it_when_the_concern_arrived(world: World):
    with standing_at(hours(-1)):
        tag_customer(world.dairy, tags=["Kälte"], by=world.aylin)
    take_in(world, 0)
    with standing_at(hours(4 * 24)):
        tag_customer(world.dairy, tags=[], by=world.aylin)
    take_in(world, 8 * 24)
    refresh()
    measure = define(world, StatedFilter(Counts.RECEIVED, tag="Kälte"))
    assert counted(measure) == [1, 0, 0, 0]
    assert stands_for_its_rows(measure, world.hanse, world)


def test_step_and_wait_count_as_they_were_at_the_end_of_the_week(world: World):
    concern = take_in(world, 0)
    with standing_at(hours(1)):
        move_to_step(concern, step=concern.version.steps.get(phase="understand"), by=world.aylin)
        wait_for(concern, whom="customer", reason="Foto", by=world.aylin)
    with standing_at(hours(8 * 24)):
        stop_waiting(concern, by=world.aylin)
        move_to_step(concern, step=concern.version.steps.get(phase="solve"), by=world.aylin)
    refresh()
    phase = define(world, StatedFilter(Counts.OPEN, phase="understand"), "a")
    waiting = define(world, StatedFilter(Counts.OPEN, waiting=True), "b")
    assert [counted(phase), counted(waiting)] == [[1, 0, 0, 0], [1, 0, 0, 0]]
    assert stands_for_its_rows(phase, world.hanse, world)
    assert stands_for_its_rows(waiting, world.hanse, world)


def test_it_is_refreshed_with_the_entries_and_comes_out_the_same_however_it_is_counted(world: World):
    take_in(world, 0)
    refresh()
    measure = define(world, StatedFilter(Counts.RECEIVED))
    take_in(world, 8 * 24)
    assert counted(measure) == [1, 0, 0, 0]
    refresh()
    assert counted(measure) == [1, 1, 0, 0]
    again = define(world, StatedFilter(Counts.RECEIVED), "noch einmal")
    assert counted(again) == counted(measure)
    assert counted(measure, world.complaint.pk) == [1, 1, 0, 0]


def test_a_week_without_any_is_nought_and_not_left_out(world: World):
    take_in(world, 0)
    refresh()
    measure = define(world, StatedFilter(Counts.CLOSED))
    assert list(WeekValue.objects.filter(measure=measure, process=None).values_list("value", flat=True)) == [0] * 6


def test_other_teams_concerns_are_not_counted_and_all_teams_measures_take_one_statement(world: World):
    take_in(world, 0)
    refresh()
    define(world, StatedFilter(Counts.RECEIVED))
    foreign = define_counted_measure(
        world.foerde, name="Gezählt", kind=Kind.INPUT, definition="x", direction=Direction.UP,
        filter=StatedFilter(Counts.RECEIVED), by=world.piet,
    )  # fmt: skip
    assert counted(foreign) == [0, 0, 0, 0]

    def statements() -> int:
        take_in(world, 3)
        with CaptureQueriesContext(connection) as made:
            refresh()
        return sum("INSERT INTO measures_weekvalue" in query["sql"] for query in made)

    before = statements()
    define(world, StatedFilter(Counts.CLOSED), "zwei")
    define(world, StatedFilter(Counts.OPEN), "drei")
    assert statements() == before


@pytest.mark.parametrize(
    ("code", "filters"),
    [
        ("single_member", Filters(chip=Chip.HELD)),
        ("passes", Filters(chip=Chip.FREE)),
        ("passes", Filters(chip=Chip.RISK)),
        ("passes", Filters(chip=Chip.WITHOUT_PROMISE)),
        ("by_name", Filters(name="Molk")),
    ],
)
def test_no_filter_measures_one_member_or_a_state_that_passes(code: str, filters: Filters):
    with pytest.raises(Refused) as refused:
        stated(filters)
    assert refused.value.code == code


def test_what_cannot_be_counted_is_refused_and_leaves_nothing(world: World):
    world.dairy.confidential = True
    world.dairy.save()
    other = make_process("own", "Eigener Prozess", team=world.foerde)
    cases = {
        "passes": StatedFilter(Counts.RECEIVED, phase="solve"),
        "no_process": StatedFilter(Counts.RECEIVED, process=other.pk),
        "no_customer": StatedFilter(Counts.RECEIVED, customer=world.clinic.pk + 9999),
        "confidential": StatedFilter(Counts.RECEIVED, customer=world.dairy.pk),
    }
    for code, filter in cases.items():
        with pytest.raises(Refused) as refused:
            define(world, filter)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        define_counted_measure(
            world.hanse, name="x", kind=Kind.INPUT, definition="y", direction=Direction.UP,
            filter=StatedFilter(Counts.RECEIVED), by=world.henrik,
        )  # fmt: skip
    assert not Measure.objects.filter(team=world.hanse).exists()


def test_from_the_list_to_the_measure(world: World, client: Client):
    take_in(world, 0)
    refresh()
    client.force_login(world.aylin)
    listed = client.get(reverse("concerns:list") + f"?process={world.complaint.pk}&show=held").content.decode()
    link = reverse("measures:definition") + f"?show=held&amp;process={world.complaint.pk}&amp;source=filter"
    assert link in listed
    page = client.get(link.replace("&amp;", "&"))
    assert "Was eine einzelne Person in der Hand hat" in page.content.decode()
    address = reverse("measures:definition") + f"?process={world.complaint.pk}&source=filter"
    assert f'<option value="{world.complaint.pk}" selected>' in client.get(address).content.decode()
    said = {"name": "Reklamationen", "definition": "Angekommene", "kind": "input", "direction": "down"}
    filter = {"counts": "received", "process": world.complaint.pk, "customer": "1001", "tag": "", "phase": ""}
    answer = client.post(address, said | filter | {"phase": "solve"})
    assert answer.status_code == 422
    assert client.post(address, said | filter | {"customer": "77"}).status_code == 422
    assert client.post(address, said | filter).status_code == 302
    measure = Measure.objects.get(team=world.hanse)
    page = client.get(reverse("measures:measure", args=[measure.pk])).content.decode()
    assert "Prozess: Reklamation" in page
    assert "Kunde: Molkerei Wiesengrund eG" in page
    week = client.get(reverse("measures:week", args=[measure.pk, WEEK[0].isoformat()])).content.decode()
    assert "Kühlung fällt aus" in week


def test_a_customer_made_confidential_later_is_not_named_to_others(world: World, client: Client):
    take_in(world, 0)
    refresh()
    measure = define(world, StatedFilter(Counts.RECEIVED, customer=world.dairy.pk))
    world.dairy.confidential = True
    world.dairy.save()
    client.force_login(world.henrik)
    client.post(reverse("teams:current"), {"team": world.hanse.pk})
    page = client.get(reverse("measures:measure", args=[measure.pk])).content.decode()
    assert "Molkerei" not in page
    assert "Kunde: vertraulich" in page


def test_what_cannot_be_counted_at_once_is_left_to_the_next_refresh(world: World):
    take_in(world, 0)
    refresh()
    Reading.objects.all().delete()  # as if a refresh held it
    measure = define(world, StatedFilter(Counts.RECEIVED))
    assert not WeekValue.objects.filter(measure=measure).exists()
    assert set(StaleWeek.objects.values_list("team", "week")) == {(world.hanse.pk, week) for week in WEEK}
    refresh()
    assert counted(measure) == [1, 0, 0, 0]

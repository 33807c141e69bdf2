"""Measures that a team defines itself and writes down: by hand, from a file, corrected, given up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.calc.control_charts import Method
from rundum.measures.actions.defining import define_measure, retire_measure
from rundum.measures.actions.entering import Written, enter_values
from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.measures.given import NOTHING, given
from rundum.measures.models import Entered, Measure, Signal, WeekValue
from rundum.measures.queries.charted import charted_of
from rundum.measures.tests.small_world import LATER, refresh
from rundum.timeline.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db
HERE = date(2026, 12, 21)


@pytest.fixture(autouse=True)
def _now():
    with standing_at(LATER):
        yield


def define(world: World, name: str = "Erreichbar am Telefon", **fields: object) -> Measure:
    wanted: dict[str, object] = {
        "kind": Kind.PROCESS,
        "definition": "Von allen Anrufen der Woche: die in 20 Sekunden angenommenen.",
        "unit": "",
        "direction": Direction.UP,
        "source": Source.ENTERED,
        "data": Data.SHARE,
    }
    return define_measure(world.hanse, name=name, by=world.aylin, **(wanted | fields))


def share(part: int, whole: int):
    return given(Data.SHARE, part=Decimal(part), whole=Decimal(whole))


def back(weeks: int) -> date:
    return HERE - timedelta(weeks=weeks)


def test_a_measure_of_the_teams_own_stands_in_its_register_and_in_no_other(world: World, client: Client):
    client.force_login(world.aylin)
    answer = client.post(
        reverse("measures:definition"),
        {
            "name": "Erreichbar am Telefon", "definition": "Angenommene von allen Anrufen", "kind": "process",
            "direction": "up", "number": "share", "unit": "", "every_weeks": "1",
        },
    )  # fmt: skip
    measure = Measure.objects.get(team=world.hanse)
    assert answer.headers["Location"] == reverse("measures:values", args=[measure.pk])
    assert Entry.objects.filter(verb="measures.defined", by=world.aylin, team_id=world.hanse.pk).count() == 1
    assert "Erreichbar am Telefon" in client.get(reverse("measures:register")).content.decode()
    client.force_login(world.piet)
    assert "Erreichbar am Telefon" not in client.get(reverse("measures:register")).content.decode()
    assert client.get(reverse("measures:measure", args=[measure.pk])).status_code == 404


def test_nobody_outside_the_team_defines_enters_or_gives_up(world: World):
    measure = define(world)
    for user in (world.piet, world.henrik, world.vera, world.ada):
        with pytest.raises(NotAllowed):
            define_measure(
                world.hanse, name="x", kind=Kind.INPUT, definition="y", unit="z", direction=Direction.UP,
                source=Source.ENTERED, data=Data.COUNT, by=user,
            )  # fmt: skip
        with pytest.raises(NotAllowed):
            enter_values(measure, {back(1): share(1, 2)}, by=user)
        with pytest.raises(NotAllowed):
            retire_measure(measure, why="weil", by=user)
    assert list(Measure.objects.filter(team__isnull=False)) == [measure]
    assert not Entered.objects.exists()
    assert Entry.objects.filter(verb__startswith="measures.").count() == 1


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("no_name", {"name": " "}),
        ("no_definition", {"definition": " "}),
        ("no_data", {"data": Data.DURATION}),
        ("no_data", {"every_weeks": 3}),
        ("name_taken", {"name": "erreichbar AM Telefon"}),
    ],
)
def test_what_is_not_said_or_said_already_is_refused(world: World, code: str, fields: dict[str, object]):
    define(world)
    with pytest.raises(Refused) as refused:
        define(world, **fields)
    assert refused.value.code == code
    assert Measure.objects.filter(team=world.hanse).count() == 1


def test_values_by_hand_stand_on_the_chart_and_are_corrected_with_their_history(world: World, client: Client):
    measure = define(world)
    client.force_login(world.aylin)
    address = reverse("measures:values", args=[measure.pk])
    first = {"seen": "0", f"part_{back(1)}": "18", f"whole_{back(1)}": "20"}
    assert client.post(address, first).status_code == 302
    client.force_login(world.emeka)
    page = client.get(address).content.decode()
    assert 'value="18"' in page
    seen = Entered.objects.latest("pk").pk
    hidden = {f"initial-part_{back(1)}": "18", f"initial-whole_{back(1)}": "20"}
    second = {"seen": seen, f"part_{back(1)}": "19", f"whole_{back(1)}": "20"} | hidden
    assert client.post(address, second).status_code == 302
    week = WeekValue.objects.get(measure=measure)
    assert (week.numerator, week.denominator, week.value) == (19, 20, Decimal("0.95"))
    history = client.get(reverse("measures:week", args=[measure.pk, back(1).isoformat()])).content.decode()
    assert [name in history for name in ("Aylin Kaya", "Emeka Okafor", "18 von 20", "19 von 20")] == [True] * 4
    entries = Entry.objects.filter(verb="measures.values_entered").order_by("pk")
    assert [entry.by for entry in entries] == [world.aylin, world.emeka]
    assert entries[1].data["weeks"] == [{"week": back(1).isoformat(), "before": "18/20", "after": "19/20"}]


def test_a_week_one_did_not_touch_does_not_write_over_somebody_elses_value(world: World, client: Client):
    measure = define(world)
    client.force_login(world.aylin)
    enter_values(measure, {back(1): share(10, 20)}, by=world.emeka)
    hidden = {f"initial-part_{back(1)}": "", f"initial-whole_{back(1)}": ""}
    mine = {"seen": "0", f"part_{back(1)}": "", f"part_{back(2)}": "5", f"whole_{back(2)}": "9"} | hidden
    assert client.post(reverse("measures:values", args=[measure.pk]), mine).status_code == 302
    assert WeekValue.objects.filter(measure=measure).count() == 2
    assert WeekValue.objects.get(measure=measure, week=back(1)).numerator == 10


def test_who_corrects_what_somebody_has_just_entered_is_told_first(world: World, client: Client):
    measure = define(world)
    enter_values(measure, {back(1): share(10, 20)}, by=world.emeka)
    client.force_login(world.aylin)
    address = reverse("measures:values", args=[measure.pk])
    mine = {"seen": "0", f"part_{back(1)}": "12", f"whole_{back(1)}": "20"}
    answer = client.post(address, mine)
    assert answer.status_code == 422
    assert WeekValue.objects.get(measure=measure).numerator == 10
    again = mine | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    assert WeekValue.objects.get(measure=measure).numerator == 12


def test_wrong_numbers_come_back_with_the_field_and_change_nothing(world: World, client: Client):
    measure = define(world)
    client.force_login(world.aylin)
    for part, whole in (("21", "20"), ("x", "20"), ("1", ""), ("1", "0"), ("1,5", "2")):
        answer = client.post(
            reverse("measures:values", args=[measure.pk]),
            {"seen": "0", f"part_{back(1)}": part, f"whole_{back(1)}": whole},
        )
        assert answer.status_code == 422
        assert f'value="{part}"' in answer.content.decode()
    assert not Entered.objects.exists()


def test_a_value_is_taken_back_and_its_week_is_not_known_again(world: World):
    measure = define(world)
    enter_values(measure, {back(3): share(1, 2), back(2): share(1, 2), back(1): share(1, 2)}, by=world.aylin)
    assert enter_values(measure, {back(2): NOTHING, back(1): share(1, 2)}, by=world.aylin) == Written(1, 1)
    assert [week.value for week in charted_of(measure, world.hanse).weeks] == [Decimal("0.5"), None, Decimal("0.5")]


def test_a_week_nobody_wrote_down_is_not_known_and_no_zero(world: World):
    measure = define(world, data=Data.COUNT, unit="Besuche")
    value = given(Data.COUNT, part=Decimal(3))
    enter_values(measure, {back(4): value, back(1): value}, by=world.aylin)
    assert [week.value for week in charted_of(measure, world.hanse).weeks] == [3, None, None, 3]


def test_what_is_measured_every_four_weeks_has_no_gaps(world: World):
    measure = define(world, data=Data.VALUE, unit="Punkte", every_weeks=4)
    values = {back(weeks): given(Data.VALUE, part=Decimal(each)) for weeks, each in ((9, 3), (5, 4))}
    enter_values(measure, values, by=world.aylin)
    assert [week.value for week in charted_of(measure, world.hanse).weeks] == [3, 4]


@pytest.mark.parametrize(
    ("data", "part", "whole", "method"),
    [
        (Data.SHARE, 15, 20, Method.P),
        (Data.RATE, 4, 31, Method.U),
        (Data.COUNT, 12, None, Method.XMR),
        (Data.VALUE, 12, None, Method.XMR),
    ],
)
def test_the_chart_follows_from_the_kind_of_number(
    world: World, data: Data, part: int, whole: int | None, method: Method
):
    measure = define(world, data=data, unit="Stück")
    values = {
        back(1 + n): given(data, part=Decimal(part + n % 3), whole=None if whole is None else Decimal(whole))
        for n in range(11)
    }
    enter_values(measure, values, by=world.aylin)
    chart = charted_of(measure, world.hanse).chart.now
    assert (chart.limits, chart.run is not None) == (None, True)
    last = given(data, part=Decimal(part), whole=None if whole is None else Decimal(whole))
    enter_values(measure, {back(12): last}, by=world.aylin)
    assert charted_of(measure, world.hanse).chart.now.method is method


def test_a_signal_of_what_was_entered_is_asked_about(world: World):
    measure = define(world, data=Data.VALUE, unit="Minuten", direction=Direction.DOWN)
    steady = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12, 11, 9, 10, 12]
    values = [*steady, 40]
    enter_values(
        measure,
        {back(len(values) - at): given(Data.VALUE, part=Decimal(each)) for at, each in enumerate(values)},
        by=world.aylin,
    )
    refresh()
    signal = Signal.objects.get(measure=measure)
    assert (signal.first_week, signal.favourable) == (back(1), False)
    retire_measure(measure, why="Die Anlage zählt jetzt selbst", by=world.aylin)
    assert not Signal.objects.open().exists()


def upload(client: Client, measure: Measure, text: str):
    file = SimpleUploadedFile("werte.csv", text.encode("utf-8-sig"), "text/csv")
    return client.post(reverse("measures:file", args=[measure.pk]), {"file": file})


def test_a_file_is_taken_over_whole_and_the_same_file_twice_changes_nothing(world: World, client: Client):
    measure = define(world, source=Source.FILE)
    client.force_login(world.aylin)
    text = "Woche;Zähler;Nenner\n2026-W50;18;20\n2026-W51;19;20\n"
    assert upload(client, measure, text).status_code == 302
    assert upload(client, measure, text).status_code == 302
    assert WeekValue.objects.filter(measure=measure).count() == 2
    assert {(each.file, each.by) for each in Entered.objects.all()} == {("werte.csv", world.aylin)}
    assert Entered.objects.count() == 2
    assert Entry.objects.filter(verb="measures.values_entered").count() == 1


def test_a_file_with_a_bad_line_leaves_nothing_behind_and_says_which(world: World, client: Client):
    measure = define(world, source=Source.FILE)
    client.force_login(world.aylin)
    answer = upload(client, measure, "Woche;Zähler;Nenner\n2026-W50;18;20\n2026-W51;21;20\n")
    assert answer.status_code == 422
    assert "Zeile 3: " in answer.content.decode()
    assert not Entered.objects.exists()
    assert not WeekValue.objects.filter(measure=measure).exists()


def test_the_example_is_downloaded_and_taken_over(world: World, client: Client):
    measure = define(world)
    client.force_login(world.aylin)
    answer = client.get(reverse("measures:example", args=[measure.pk]))
    assert upload(client, measure, answer.content.decode("utf-8-sig")).status_code == 302
    assert WeekValue.objects.filter(measure=measure).count() == 3


def test_a_measure_given_up_keeps_its_weeks_and_takes_no_more(world: World, client: Client):
    measure = define(world)
    enter_values(measure, {back(1): share(1, 2)}, by=world.aylin)
    client.force_login(world.aylin)
    address = reverse("measures:retirement", args=[measure.pk])
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "Die Anlage zählt jetzt selbst"}).status_code == 302
    measure.refresh_from_db()
    assert measure.why_retired == "Die Anlage zählt jetzt selbst"
    with pytest.raises(Refused):
        enter_values(measure, {back(1): share(2, 2)}, by=world.aylin)
    with pytest.raises(Refused):
        retire_measure(measure, why="noch einmal", by=world.aylin)
    assert client.get(reverse("measures:values", args=[measure.pk])).status_code == 404
    page = client.get(reverse("measures:measure", args=[measure.pk])).content.decode()
    assert "Die Anlage zählt jetzt selbst" in page
    assert define(world).name == measure.name  # the name is free again


def test_a_built_in_measure_is_neither_entered_nor_given_up(world: World, client: Client):
    measure = Measure.objects.get(key="received")
    with pytest.raises(Refused):
        enter_values(measure, {back(1): share(1, 2)}, by=world.aylin)
    with pytest.raises(Refused):
        retire_measure(measure, why="weil", by=world.aylin)
    client.force_login(world.aylin)
    assert client.get(reverse("measures:values", args=[measure.pk])).status_code == 404
    assert client.get(reverse("measures:retirement", args=[measure.pk])).status_code == 404


def test_a_week_that_has_not_come_yet_has_no_value(world: World):
    with pytest.raises(Refused):
        enter_values(define(world), {HERE + timedelta(weeks=1): share(1, 2)}, by=world.aylin)
    assert not Entered.objects.exists()

"""Timelines: in order, in pages, with what each may see, and read safely."""

from datetime import timedelta
from pathlib import Path

from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from rundum import base
from rundum.base.clock import standing_at
from rundum.concerns.actions.talking import record_talk, write_note
from rundum.concerns.models import Concern
from rundum.timeline import kinds
from rundum.timeline.components.entries import timeline_items
from rundum.timeline.kinds import Tab
from rundum.timeline.queries import Cursor, concern_timeline, customer_timeline, tab_counts
from tests.world import MONDAY, World, make_concern


def test_every_kind_of_entry_has_an_icon_that_there_is() -> None:
    sprite = (Path(base.__file__).parent / "static/base/icons.svg").read_text()
    icons = {kind.icon for kind in kinds._kinds.values() if kind.icon}
    assert {icon for icon in icons if f'id="i-{icon}"' not in sprite} == set()


def noted(world: World, concern: Concern, texts: list[str]) -> None:
    for minutes, text in enumerate(texts):
        with standing_at(MONDAY + timedelta(minutes=minutes)):
            write_note(concern, text=text, by=world.aylin)


def test_pages_of_a_timeline_meet_without_gap_or_overlap(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    noted(world, concern, [str(number) for number in range(7)])
    newest = concern_timeline(concern.customer_id, concern.pk, limit=3)
    assert [entry.text for entry in newest.entries] == ["4", "5", "6"]
    assert newest.earlier is not None
    place = Cursor.read(str(newest.earlier))
    older = concern_timeline(concern.customer_id, concern.pk, before=place, limit=3)
    assert [entry.text for entry in older.entries] == ["1", "2", "3"]
    oldest = concern_timeline(concern.customer_id, concern.pk, before=older.earlier, limit=3)
    assert ([entry.text for entry in oldest.entries], oldest.earlier) == (["0"], None)


def test_an_address_that_names_no_place_is_ignored() -> None:
    assert Cursor.read("gestern") is None
    assert Cursor.read("99999999999999999999999-1") is None


def test_tabs_show_and_count_their_part(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    noted(world, concern, ["eins", "zwei"])
    record_talk(concern, kind="call", contact=world.brandl, text="Linie 2 läuft", by=world.emeka)
    counts = tab_counts(concern.customer_id, concern.pk)
    assert counts.by_tab == {Tab.TALK: 1, Tab.WORK: 2, Tab.MONEY: 0}
    assert counts.everything == 3
    assert len(concern_timeline(concern.customer_id, concern.pk, tab=Tab.TALK).entries) == 1


def test_entries_of_hidden_concerns_are_not_on_the_customers_timeline(world: World) -> None:
    open_one = make_concern(world.dairy, world.complaint, "Pumpe")
    hidden = make_concern(world.dairy, world.complaint, "Vertraulich", number=2419)
    noted(world, open_one, ["für alle"])
    noted(world, hidden, ["nur für uns"])
    hidden_ones = Concern.objects.filter(pk=hidden.pk).values("pk")
    for those in ([hidden.pk], hidden_ones):
        shown = customer_timeline(world.dairy.pk, hidden_concerns=those)
        assert [entry.text for entry in shown.entries] == ["für alle"]
    assert len(customer_timeline(world.dairy.pk, hidden_concerns=[]).entries) == 2


def test_a_timeline_takes_two_queries(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    noted(world, concern, ["x"] * 30)
    with django_assert_num_queries(2):
        timeline_items(concern_timeline(concern.customer_id, concern.pk), contacts={})


def test_what_people_write_cannot_run(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    attack = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    noted(world, concern, [attack])
    record_talk(concern, kind="call", contact=world.brandl, text=attack, voice=attack, by=world.emeka)
    items = timeline_items(
        concern_timeline(concern.customer_id, concern.pk), contacts={world.brandl.pk: "<b onclick=x>Brandl</b>"}
    )
    assert "<script" not in items
    assert "<img" not in items
    assert 'href="javascript' not in items
    assert "<b onclick" not in items


def test_an_entry_says_who_did_what_and_when(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    with standing_at(MONDAY), translation.override("en"):
        record_talk(concern, kind="call", contact=world.brandl, text="Runs *again*", voice="Danke!", by=world.emeka)
        items = timeline_items(concern_timeline(concern.customer_id, concern.pk), contacts={})
    assert '<li class="daymark">Today</li>' in items
    assert "<b>Emeka</b> <span>spoke with" in items
    assert "9:00</time>" in items
    assert "<em>again</em>" in items
    assert 'voice-text said">Danke!</blockquote>' in items

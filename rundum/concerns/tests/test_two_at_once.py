"""Two people at one concern: what others do appears, who is there is seen, and no edit is lost."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import EditConflict
from rundum.concerns.actions.attending import attend
from rundum.concerns.actions.editing import edit_concern
from rundum.concerns.actions.talking import write_note
from rundum.concerns.models import Concern, Presence
from rundum.concerns.queries.presences import present_at
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern

PART = {"HX-Request": "true"}


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht")


@pytest.fixture
def two(world: World) -> tuple[Client, Client]:
    aylin, emeka = Client(headers=PART), Client(headers=PART)
    aylin.force_login(world.aylin)
    emeka.force_login(world.emeka)
    return aylin, emeka


def page_of(concern: Concern, rest: str = "") -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/{rest}"


def asked(client: Client, concern: Concern, version: str = "", **more: str) -> tuple[int, str, str]:
    response = client.get(page_of(concern, "live/"), {"version": version} | more)
    return response.status_code, response.headers.get("Rundum-Version", ""), response.content.decode()


def test_nothing_new_is_answered_with_nothing(two: tuple[Client, Client], concern: Concern) -> None:
    _status, version, _html = asked(two[0], concern)
    assert asked(two[0], concern, version) == (204, "", "")


def test_what_another_person_writes_appears(two: tuple[Client, Client], concern: Concern) -> None:
    aylin, emeka = two
    _status, version, _html = asked(aylin, concern)
    emeka.post(page_of(concern, "notes/"), {"text": "FKM kommt morgen"})
    status, newer, html = asked(aylin, concern, version)
    assert status == 200
    assert "FKM kommt morgen" in html
    assert 'id="composer"' not in html  # what one types oneself stays as it is
    assert asked(aylin, concern, newer)[0] == 204


def test_who_looks_and_who_writes_is_seen_by_others(two: tuple[Client, Client], concern: Concern) -> None:
    aylin, emeka = two
    _status, version, _html = asked(aylin, concern)
    asked(emeka, concern)
    status, version, html = asked(aylin, concern, version)
    assert status == 200
    assert "Emeka" in html
    assert 'id="timeline"' not in html
    assert asked(aylin, concern, version)[0] == 204
    asked(emeka, concern, writing="1")
    assert asked(aylin, concern, version)[0] == 200


def test_who_has_gone_is_forgotten(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        attend(concern, writing=True, by=world.emeka)
        assert present_at(concern, world.aylin).writing == [world.emeka]
        assert present_at(concern, world.emeka).writing == []
    with standing_at(MONDAY + timedelta(seconds=11)):
        assert present_at(concern, world.aylin).writing == []


def test_a_sign_of_life_is_written_down_every_few_seconds_only(world: World, concern: Concern) -> None:
    with standing_at(MONDAY):
        attend(concern, writing=False, by=world.emeka)
    with standing_at(MONDAY + timedelta(seconds=2)):
        attend(concern, writing=False, by=world.emeka)
    assert Presence.objects.get().seen_at == MONDAY
    with standing_at(MONDAY + timedelta(seconds=2)):
        attend(concern, writing=True, by=world.emeka)
    assert Presence.objects.get().writing_at == MONDAY + timedelta(seconds=2)


def test_what_comes_in_pushes_nothing_out_at_the_other_end(
    world: World, two: tuple[Client, Client], concern: Concern
) -> None:
    for minute in range(101):
        with standing_at(MONDAY + timedelta(minutes=minute)):
            write_note(concern, text=f"Notiz {minute:03}", by=world.emeka)
    start = two[0].get(page_of(concern)).context["page"].timeline.earlier
    write_note(concern, text="neu", by=world.emeka)
    html = asked(two[0], concern, start=str(start))[2]
    assert "Notiz 001" in html
    assert "Notiz 000" not in html
    assert "neu" in html


def test_two_edits_at_once_show_both_versions_and_lose_neither(two: tuple[Client, Client], concern: Concern) -> None:
    aylin, emeka = two
    revision = concern.revision
    emeka.post(
        page_of(concern, "description/"), {"revision": revision, "title": "Pumpen tropfen", "summary": "Linie 2"}
    )
    response = aylin.post(
        page_of(concern, "description/"), {"revision": revision, "title": "Pumpen <b>undicht</b>", "summary": "Linie 2"}
    )
    assert response.status_code == 409
    html = response.content.decode()
    assert "Emeka" in html
    assert "Pumpen tropfen" in html
    assert "Pumpen &lt;b&gt;undicht&lt;/b&gt;" in html
    concern.refresh_from_db()
    assert concern.title == "Pumpen tropfen"
    assert Entry.objects.filter(verb="concerns.edited").count() == 1
    both = {"revision": concern.revision, "title": "Pumpen tropfen, undicht", "summary": "Linie 2"}
    assert aylin.post(page_of(concern, "description/"), both).status_code in {200, 302}
    concern.refresh_from_db()
    assert concern.title == "Pumpen tropfen, undicht"


def test_being_named_is_read_by_opening_the_concern(world: World, two: tuple[Client, Client], concern: Concern) -> None:
    aylin, emeka = two
    aylin.post(page_of(concern, "notes/"), {"text": "@Emeka, schaust du?"})
    assert world.emeka.mentions.filter(read_at=None).count() == 1
    emeka.get(page_of(concern))
    assert world.emeka.mentions.filter(read_at=None).count() == 0


def test_two_people_editing_at_once_lose_nothing(world: World, concern: Concern) -> None:
    edit_concern(concern, revision=1, title="Dichtungen undicht, Linie 2", summary="", by=world.aylin)
    with pytest.raises(EditConflict) as conflict:
        edit_concern(concern, revision=1, title="Pumpe tropft", summary="", by=world.emeka)
    assert conflict.value.theirs.title == "Dichtungen undicht, Linie 2"
    concern.refresh_from_db()
    assert concern.title == "Dichtungen undicht, Linie 2"

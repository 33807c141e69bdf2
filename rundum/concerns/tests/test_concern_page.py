"""The page of one concern: who sees and does what on it, and how many queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.base.clock import now, standing_at
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.concerns.actions.talking import write_note
from rundum.concerns.models import Concern, Promise
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_concern, make_customer


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


def page_of(concern: Concern, rest: str = "") -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/{rest}"


def entries(concern: Concern) -> int:
    return Entry.objects.filter(concern_id=concern.pk).count()


def test_a_member_sees_the_concern_and_can_act(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    html = client.get(page_of(concern)).content.decode()
    assert "Dosierpumpen undicht" in html
    assert "Theresa Brandl" in html
    assert f'action="{page_of(concern)}holding/"' in html
    assert f'action="{page_of(concern)}credits/"' in html


def test_a_kept_promise_is_not_called_no_promise(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    rail = client.get(page_of(concern)).text.split('id="concern-rail"')[1]
    assert "Noch nichts zugesagt" in rail
    promise = give_promise(concern, text="Die Dichtung ist da", due_at=now() + timedelta(hours=8), by=world.aylin)
    keep_promise(promise, by=world.aylin)
    rail = client.get(page_of(concern)).text.split('id="concern-rail"')[1]
    assert "Noch nichts zugesagt" not in rail
    assert "Zusage gehalten" in rail
    assert "Sonst ist nichts zugesagt." in rail


def test_who_cannot_write_down_a_talk_for_want_of_a_contact_is_led_to_add_one(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    nobody_known = make_customer("Ohne Ansprechpartner", world.hanse, number=77)
    concern = make_concern(nobody_known, world.complaint, "Pumpe steht")
    assert (
        f'href="/customers/{nobody_known.pk}/people/new/?next={page_of(concern)}"' in client.get(page_of(concern)).text
    )


def test_where_nothing_is_chosen_it_is_said_in_the_readers_language(
    world: World, client: Client, concern: Concern
) -> None:
    client.force_login(world.aylin)
    html = client.get(page_of(concern, "verdict/")).text
    assert "nichts gewählt" in html
    assert "Select an option" not in html


@pytest.mark.parametrize("who", ["piet", "henrik", "vera", "sven", "ada"])
def test_others_read_and_may_note_but_find_nothing_else_to_do(
    world: World, client: Client, concern: Concern, who: str
) -> None:
    client.force_login(getattr(world, who))
    html = client.get(page_of(concern)).content.decode()
    assert "Dosierpumpen undicht" in html
    assert f'action="{page_of(concern)}notes/"' in html
    for act in ("holding/", "step/", "credits/", "talk/", "promises/", "tasks/", "help/", "confidentiality/"):
        assert f'action="{page_of(concern)}{act}"' not in html


ACTS = [
    ("holding/", {}), ("holding/end/", {}), ("help/", {}), ("help/end/", {}), ("waiting/end/", {}),
    ("talk/", {"kind": "call", "text": "x"}), ("promises/", {"text": "x"}),
    ("credits/", {"amount": "1", "reason": "x"}),
    ("tasks/", {"text": "x"}), ("waiting/", {"whom": "customer"}), ("verdict/", {"solved": "yes"}),
    ("closing/", {"outcome": "served"}), ("reopening/", {"reason": "x"}), ("handover/", {"reason": "x"}),
    ("splitting/", {"title": "x"}), ("merging/", {}), ("description/", {"title": "x"}), ("expectation/", {}),
    ("confidentiality/", {"confidential": "yes"}), ("help/request/", {}),
]  # fmt: skip


@pytest.mark.parametrize(("act", "posted"), ACTS)
def test_an_outsider_is_refused_every_act(
    world: World, client: Client, concern: Concern, act: str, posted: dict[str, str]
) -> None:
    client.force_login(world.henrik)
    assert client.post(page_of(concern, act), posted).status_code == 403
    assert entries(concern) == 0
    before = (concern.title, concern.team_id, concern.holder_id, concern.confidential)
    concern.refresh_from_db()
    assert (concern.title, concern.team_id, concern.holder_id, concern.confidential) == before


def test_a_confidential_concern_is_not_there_for_others(world: World, client: Client, concern: Concern) -> None:
    Concern.objects.update(confidential=True)
    client.force_login(world.piet)
    for rest in ("", "live/", "earlier/", "credits/authority/"):
        assert client.get(page_of(concern, rest)).status_code == 404
    assert client.post(page_of(concern, "notes/"), {"text": "x"}).status_code == 404


def test_a_concern_is_not_found_under_another_customer(world: World, client: Client, concern: Concern) -> None:
    client.force_login(world.aylin)
    assert client.get(f"/concerns/{world.clinic.pk}/{concern.pk}/").status_code == 404


def test_the_page_takes_as_many_queries_for_300_entries_as_for_5(
    world: World, client: Client, concern: Concern
) -> None:
    client.force_login(world.aylin)

    def queries() -> int:
        # At one moment: signs of life are kept every few seconds, whenever the machine gets to it.
        with standing_at(MONDAY + timedelta(days=1)):
            client.get(page_of(concern))
            with CaptureQueriesContext(connection) as seen:
                assert client.get(page_of(concern)).status_code == 200
        return len(seen)

    def fill(number: int) -> None:
        for minute in range(number):
            with standing_at(MONDAY + timedelta(minutes=minute)):
                write_note(concern, text=f"Notiz {minute}", by=world.emeka)

    fill(5)
    few = queries()
    fill(295)
    assert queries() == few
    assert few < 50


def test_older_entries_come_page_by_page(world: World, client: Client, concern: Concern) -> None:
    for minute in range(105):
        with standing_at(MONDAY + timedelta(minutes=minute)):
            write_note(concern, text=f"Notiz Nummer {minute:03}", by=world.emeka)
    client.force_login(world.aylin)
    response = client.get(page_of(concern))
    html = response.content.decode()
    assert "Nummer 005" in html
    assert "Nummer 004" not in html
    place = response.context["page"].timeline.earlier
    part = client.get(page_of(concern, f"earlier/?before={place}"), headers={"HX-Request": "true"}).content.decode()
    assert "Nummer 004" in part
    assert "Nummer 005" not in part
    whole = client.get(page_of(concern, f"?before={place}")).content.decode()
    assert "Nummer 000" in whole


def test_what_people_write_cannot_run_on_the_page(world: World, client: Client, concern: Concern) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    Concern.objects.update(title=attack)
    client.force_login(world.aylin)
    client.post(page_of(concern, "notes/"), {"text": attack})
    client.post(page_of(concern, "tasks/"), {"text": attack})
    Promise.objects.create(
        customer=world.dairy, concern=concern, team=world.hanse, text=attack, due_at=now(), first_due_at=now()
    )
    html = client.get(page_of(concern)).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html

"""What is sent twice from one page is done once, one after the other and at the same moment (accounts.sent_once)."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern
from rundum.timeline.models import Entry
from tests.world import World, make_concern, make_world

PART = {"HX-Request": "true", "HX-Source": "form"}
type Form = dict[str, object]


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


@pytest.fixture
def member(world: World) -> Client:
    return client_of(world.aylin)


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def page_of(concern: Concern, rest: str = "") -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/{rest}"


def token_on(client: Client, concern: Concern) -> str:
    """The token that every form of this rendering of the page carries."""
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page_of(concern)).text))
    return token


def soon() -> str:
    return (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")


def second_step(world: World, concern: Concern) -> Form:
    return {"step": concern.version.steps.get(position=1).pk}


def kept(world: World, concern: Concern) -> str:
    promise = give_promise(concern, text="Fertig", due_at=now() + timedelta(days=2), by=world.aylin)
    return f"promises/{promise.pk}/kept/"


ACTS: dict[str, tuple[str | Callable[[World, Concern], str], Callable[[World, Concern], Form]]] = {
    "talk": ("talk/", lambda world, _: {"kind": "call", "contact": world.brandl.pk, "text": "Kommt", "voice": "Gut"}),
    "note": ("notes/", lambda *_: {"text": "FKM"}),
    "promise": ("promises/", lambda *_: {"text": "Fertig", "due": "another", "due_at": soon()}),
    "credit": ("credits/", lambda *_: {"amount": "20", "reason": "Ärger"}),
    "promise kept": (kept, lambda *_: {}),
    "thread": ("holding/", lambda *_: {}),
    "step": ("step/", second_step),
    "next step": ("tasks/", lambda *_: {"text": "Bestellen"}),
    "wait": ("waiting/", lambda *_: {"whom": "customer"}),
    "verdict": ("verdict/", lambda *_: {"solved": "yes", "voice": "Läuft"}),
    "split": ("splitting/", lambda world, _: {"title": "Fracht", "process": world.complaint.pk}),
    "help request": ("help/request/", lambda world, _: {"asked": world.emeka.pk, "note": "Kennst du die?"}),
    "closing": ("closing/", lambda *_: {"outcome": "served", "note": "Nicht erreicht"}),
    "confidentiality": ("confidentiality/", lambda *_: {"confidential": "yes"}),
}


def act(name: str, world: World, concern: Concern) -> tuple[str, Form]:
    address, form = ACTS[name]
    return page_of(concern, address if isinstance(address, str) else address(world, concern)), form(world, concern)


def entries() -> int:
    return Entry.objects.count()


@pytest.mark.parametrize("name", ACTS)
def test_sent_again_it_is_done_once_and_answered_as_before(
    world: World, member: Client, concern: Concern, name: str
) -> None:
    address, form = act(name, world, concern)
    form["csrfmiddlewaretoken"] = token_on(member, concern)
    before = entries()
    first = member.post(address, form)
    done = entries()
    assert done > before
    second = member.post(address, form)
    assert entries() == done
    assert (
        (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (302, second["Location"])
    )
    assert member.get(second["Location"]).text.count("<toast-message") == 1


@pytest.mark.parametrize("name", ACTS)
def test_htmx_is_led_to_the_page_as_it_stands(world: World, member: Client, concern: Concern, name: str) -> None:
    address, form = act(name, world, concern)
    form["csrfmiddlewaretoken"] = token_on(member, concern)
    first = member.post(address, form, headers=PART)
    assert first.status_code == 200
    done = entries()
    second = member.post(address, form, headers=PART)
    assert entries() == done
    if led_to := first.headers.get("HX-Redirect"):
        assert second["HX-Redirect"] == led_to
    else:
        assert second["HX-Refresh"] == "true"
    undo = re.findall(r'action="(\S+/undo/)"', first.text)
    assert re.findall(r'action="(\S+/undo/)"', member.get(page_of(concern)).text) == undo


def test_the_undo_of_what_was_sent_twice_takes_it_back(world: World, member: Client, concern: Concern) -> None:
    form = {"text": "Fertig", "due": "another", "due_at": soon(), "csrfmiddlewaretoken": token_on(member, concern)}
    for _time in range(2):
        member.post(page_of(concern, "promises/"), form)
    (undo,) = re.findall(r'action="(\S+/undo/)"', member.get(page_of(concern)).text)
    member.post(undo)
    assert not concern.promises.exists()


def test_from_a_new_page_or_with_other_words_it_is_another_act(member: Client, concern: Concern) -> None:
    token = token_on(member, concern)
    notes = page_of(concern, "notes/")
    member.post(notes, {"text": "Angerufen", "csrfmiddlewaretoken": token})
    member.post(notes, {"text": "Angerufen, niemand da", "csrfmiddlewaretoken": token})
    member.post(notes, {"text": "Angerufen", "csrfmiddlewaretoken": token_on(member, concern)})
    assert entries() == 3


@pytest.mark.parametrize("name", ACTS)
def test_an_act_in_between_makes_it_no_other_press(world: World, member: Client, concern: Concern, name: str) -> None:
    address, form = act(name, world, concern)
    token = {"csrfmiddlewaretoken": token_on(member, concern)}
    first = member.post(address, form | token)
    member.post(page_of(concern, "notes/"), {"text": "Dazwischen"} | token)
    done = entries()
    second = member.post(address, form | token)
    assert entries() == done
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_another_file_is_another_act(member: Client, concern: Concern) -> None:
    token = token_on(member, concern)
    for content in (b"eins", b"eins", b"zwei"):
        file = SimpleUploadedFile("protokoll.txt", content, "text/plain")
        member.post(page_of(concern, "notes/"), {"text": "x", "files": [file], "csrfmiddlewaretoken": token})
    assert entries() == 2


def test_to_and_fro_from_one_page_is_done_each_time(world: World, member: Client, concern: Concern) -> None:
    token = {"csrfmiddlewaretoken": token_on(member, concern)}
    first, second = (concern.version.steps.get(position=place).pk for place in range(2))
    for answered, step in enumerate((second, first, second)):  # the page counts the answers that came to a form
        member.post(page_of(concern, "step/"), {"step": step, "answered": answered} | token)
    assert entries() == 3
    concern.refresh_from_db()
    assert concern.step_id == second


def test_what_was_refused_may_be_sent_again(world: World, member: Client, concern: Concern) -> None:
    promise = give_promise(concern, text="Fertig", due_at=now() + timedelta(days=2), by=world.aylin)
    form = {"outcome": "served", "note": "Ohne Urteil", "csrfmiddlewaretoken": token_on(member, concern)}
    assert member.post(page_of(concern, "closing/"), form).status_code == 422
    member.post(page_of(concern, f"promises/{promise.pk}/kept/"))
    assert member.post(page_of(concern, "closing/"), form).status_code == 302
    concern.refresh_from_db()
    assert not concern.is_open


def test_what_is_not_theirs_is_refused_each_time_and_on_record_each_time(world: World, concern: Concern) -> None:
    piet = client_of(world.piet)
    form = {"csrfmiddlewaretoken": token_on(piet, concern)}
    answers = [piet.post(page_of(concern, "holding/"), form).status_code for _time in range(2)]
    assert answers == [403, 403]
    assert list(Entry.objects.values_list("verb", flat=True)) == ["timeline.refused"] * 2


def test_two_people_do_not_answer_for_each_other(world: World, member: Client, concern: Concern) -> None:
    form = {"text": "Gesehen", "csrfmiddlewaretoken": token_on(member, concern)}
    for client in (member, client_of(world.emeka)):
        client.post(page_of(concern, "notes/"), form)
    assert entries() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["note", "promise", "promise kept", "next step", "split", "help request", "credit"])
def test_sent_twice_at_the_same_moment_it_is_done_once(name: str) -> None:
    world = make_world()
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)
    clients = client_of(world.aylin), Client(raise_request_exception=False)
    clients[1].cookies = clients[0].cookies  # one browser
    address, form = act(name, world, concern)
    form["csrfmiddlewaretoken"] = token_on(clients[0], concern)
    begun = now()
    answers: list[HttpResponse] = []

    def send(client: Client) -> None:
        try:
            answers.append(client.post(address, form))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    with transaction.atomic(), connection.cursor() as cursor:
        # Both are under way before either can write its entry.
        cursor.execute("LOCK TABLE timeline_entry IN SHARE MODE")
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(0.5)
        assert all(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}
    verbs = Entry.objects.filter(at__gte=begun).values_list("verb", flat=True)
    assert verbs
    assert len(verbs) == len(set(verbs))

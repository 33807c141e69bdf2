"""The phone note: who calls, what they say, where it belongs, when we call back."""

from datetime import timedelta

import pytest
from django.test import Client

from rundum.base.clock import now
from rundum.concerns.actions.calling import title_of
from rundum.concerns.models import Concern, Promise
from rundum.customers.models import Contact, ContactPhone
from rundum.customers.queries.relations import relationship_map
from rundum.timeline.models import Entry
from tests.world import World, make_concern, make_contact, make_customer

PHONE = "/concerns/phone/"
SAID = "Die Abfüllung tropft wieder. Seit heute früh steht eine Linie."


@pytest.fixture
def aylin(world: World, client: Client) -> Client:
    world.aylin.language = "en"
    world.aylin.save()
    client.force_login(world.aylin)
    return client


def brandl(world: World) -> str:
    return f"{world.dairy.pk}-{world.brandl.pk}"


def note(world: World, **changes: object) -> dict[str, object]:
    return {"caller": brandl(world), "voice": SAID, "onto": f"process-{world.complaint.pk}"} | changes


def entries() -> int:
    return Entry.objects.filter(verb__startswith="concerns.").count()


@pytest.mark.parametrize("typed", ["0431 12345", "+49431/12345", "brandl", "Theresa Br", "wiesen", "1001"])
def test_who_calls_is_found_while_one_types(aylin: Client, world: World, typed: str) -> None:
    ContactPhone.objects.create(customer=world.dairy, contact=world.brandl, number="+4943112345")
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    part = aylin.get(PHONE, {"who": typed}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="stack-s" id="call"')
    assert f'value="{brandl(world)}" checked' in part
    assert f'value="concern-{concern.pk}"' in part
    assert f'value="process-{world.complaint.pk}"' in part
    assert "Ostersee" not in part


def test_another_name_is_not_taken_for_who_was_chosen_before(aylin: Client, world: World) -> None:
    part = aylin.get(PHONE, {"who": "Ostersee", "caller": brandl(world)}, headers={"HX-Request": "true"})
    assert "Brandl" not in part.content.decode()


def test_a_call_becomes_a_concern_with_a_promise_in_one_go(aylin: Client, world: World) -> None:
    due = now() + timedelta(hours=3)
    answer = aylin.post(PHONE, note(world, due=due.isoformat(), promise="We call back"))
    concern = Concern.objects.get()
    assert answer["Location"] == f"/concerns/{world.dairy.pk}/{concern.pk}/"
    assert (concern.title, concern.channel, concern.contact) == ("Die Abfüllung tropft wieder", "phone", world.brandl)
    assert concern.first_reply_at is not None
    promise = Promise.objects.get()
    assert (promise.text, promise.due_at, promise.contact) == ("We call back", due, world.brandl)
    entry = Entry.objects.get(verb="concerns.taken_in")
    assert (entry.voice, entry.two_way) == (SAID, True)
    assert relationship_map(world.dairy).ties[0].contact == world.brandl


def test_a_call_goes_into_an_open_concern(aylin: Client, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    answer = aylin.post(PHONE, note(world, onto=f"concern-{concern.pk}"))
    assert answer["Location"] == f"/concerns/{world.dairy.pk}/{concern.pk}/"
    entry = Entry.objects.get(verb="concerns.called")
    assert (entry.voice, entry.two_way, entry.contact_id) == (SAID, True, world.brandl.pk)
    assert (Concern.objects.count(), Promise.objects.count()) == (1, 0)
    assert relationship_map(world.dairy).ties[0].colleague == world.aylin


def test_who_was_not_known_yet_is_known_afterwards(aylin: Client, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    nobody = f"{world.dairy.pk}-0"
    refused = aylin.post(PHONE, note(world, caller=nobody, onto=f"concern-{concern.pk}"))
    assert refused.status_code == 422
    assert "Who called? Choose the person" in refused.content.decode()
    assert entries() == 0
    aylin.post(PHONE, note(world, caller=nobody, onto=f"concern-{concern.pk}", name="Petra von Stein"))
    petra = Contact.objects.get(first_name="Petra von", last_name="Stein")
    assert Entry.objects.get(verb="concerns.called").contact_id == petra.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"voice": ""}, "Write down what they say"),
        ({"onto": ""}, "Choose an open concern, or the process of a new one."),
        ({"caller": ""}, "Say who calls"),
        ({"caller": "1-1-1"}, "Say who calls"),
        ({"due": "another", "due_at": ""}, "By when?"),
        ({"due": "another", "due_at": "2024-01-01T10:00"}, "When can we keep it?"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost_or_done(
    aylin: Client, world: World, changes: dict[str, str], sentence: str
) -> None:
    answer = aylin.post(PHONE, note(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not changes.keys() <= {"onto"} or SAID in page
    assert (entries(), Concern.objects.count()) == (0, 0)


def test_a_promise_that_cannot_be_given_leaves_no_half_concern(aylin: Client, world: World) -> None:
    past = (now() - timedelta(minutes=1)).isoformat()
    assert aylin.post(PHONE, note(world, due=past)).status_code == 422
    assert (entries(), Concern.objects.count()) == (0, 0)


def test_a_colleague_of_another_team_takes_the_call_but_promises_nothing(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    client = Client()
    client.force_login(world.piet)
    page = client.get(PHONE, {"who": "Brandl"}).content.decode()
    assert 'name="due"' not in page
    assert "Das Team Hanse betreut Molkerei Wiesengrund eG." in page
    due = (now() + timedelta(hours=3)).isoformat()
    assert client.post(PHONE, note(world, due=due)).status_code == 302
    assert Promise.objects.count() == 0
    assert Concern.objects.exclude(pk=concern.pk).get().team == world.hanse


def test_a_colleague_of_another_team_writes_the_call_into_an_open_concern_they_see(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    client = Client()
    client.force_login(world.piet)
    assert f'value="concern-{concern.pk}"' in client.get(PHONE, {"who": "Brandl"}).content.decode()
    due = (now() + timedelta(hours=3)).isoformat()
    answer = client.post(PHONE, note(world, onto=f"concern-{concern.pk}", due=due, promise="Kommen heute"))
    assert answer["Location"] == f"/concerns/{world.dairy.pk}/{concern.pk}/"
    entry = Entry.objects.get(verb="concerns.called")
    assert (entry.voice, entry.by, entry.contact_id, entry.team_id) == (
        SAID,
        world.piet,
        world.brandl.pk,
        world.hanse.pk,
    )
    concern.refresh_from_db()
    assert concern.first_reply_at is not None
    assert Promise.objects.count() == 0


def test_a_colleague_of_another_team_keeps_the_name_of_who_is_no_contact(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    client = Client()
    client.force_login(world.piet)
    nobody = f"{world.dairy.pk}-0"
    assert 'name="name"' in client.get(PHONE, {"caller": nobody}).content.decode()
    refused = client.post(PHONE, note(world, caller=nobody, onto=f"concern-{concern.pk}"))
    assert "Wer hat angerufen?" in refused.content.decode()
    assert entries() == 0
    client.post(PHONE, note(world, caller=nobody, onto=f"concern-{concern.pk}", name="Petra von Stein"))
    assert Entry.objects.get(verb="concerns.called").data["contact"] == "Petra von Stein"
    client.post(PHONE, note(world, caller=nobody, name="Petra von Stein"))
    assert Concern.objects.exclude(pk=concern.pk).get().summary == "Am Telefon: Petra von Stein"
    assert Contact.objects.get(customer=world.dairy) == world.brandl


def test_confidential_and_closed_concerns_are_not_offered(world: World) -> None:
    hidden = make_concern(world.dairy, world.complaint, "Vertraulich", number=2501)
    closed = make_concern(world.dairy, world.complaint, "Fertig", number=2502)
    Concern.objects.filter(pk=hidden.pk).update(confidential=True)
    Concern.objects.filter(pk=closed.pk).update(closed_at=now())
    client = Client()
    client.force_login(world.piet)
    assert "concern-" not in client.get(PHONE, {"who": "Brandl"}).content.decode()
    for concern in (hidden, closed):
        assert client.post(PHONE, note(world, onto=f"concern-{concern.pk}")).status_code == 422
    assert entries() == 0


def test_what_another_team_has_for_the_customer_is_offered_without_a_promise(aylin: Client, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    Concern.objects.filter(pk=concern.pk).update(team=world.foerde)
    page = aylin.get(PHONE, {"who": "Brandl"}).content.decode()
    assert f"· {world.foerde.name}</small>" in page
    due = (now() + timedelta(hours=3)).isoformat()
    refused = aylin.post(PHONE, note(world, onto=f"concern-{concern.pk}", due=due, promise="We call back"))
    assert "Write down the call without a promise." in refused.content.decode()
    assert (refused.status_code, entries()) == (422, 0)
    aylin.post(PHONE, note(world, onto=f"concern-{concern.pk}"))
    assert Entry.objects.get(verb="concerns.called").team_id == world.foerde.pk


def test_confidential_customers_are_not_found_by_strangers(world: World) -> None:
    world.dairy.confidential = True
    world.dairy.save()
    client = Client()
    client.force_login(world.piet)
    for asked in ({"who": "Brandl"}, {"who": "wiesen"}, {"customer": world.dairy.pk}, {"caller": brandl(world)}):
        shown = client.get(PHONE, asked).text
        assert "Brandl" not in shown.replace('value="Brandl"', "").replace("?name=Brandl&", "")
    assert client.post(PHONE, note(world)).status_code == 422
    assert Concern.objects.count() == 0


def test_a_customer_without_a_team_is_taken_into_one_first(aylin: Client, world: World) -> None:
    free = make_customer("Hafen Wismar", None, number=1003)
    person = make_contact(free, "Ute", "Hansen")
    page = aylin.get(PHONE, {"who": "Wismar"}).content.decode()
    assert f"/customers/{free.pk}/team/" in page
    assert aylin.post(PHONE, note(world, caller=f"{free.pk}-{person.pk}")).status_code == 422
    assert Concern.objects.count() == 0


@pytest.mark.parametrize(
    ("voice", "title"),
    [
        ("Es tropft.", "Es tropft"),
        ("Es tropft!\nImmer noch.", "Es tropft!"),
        ("Was kostet 1.5 m Rohr? Danke", "Was kostet 1.5 m Rohr?"),
        ("wort " * 40, "wort " * 18 + "…"),
    ],
)
def test_a_concern_is_called_by_the_customers_first_sentence(voice: str, title: str) -> None:
    assert title_of(voice) == title

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.actions.contacts import edit_contact, give_consent
from rundum.customers.actions.expecting import add_expectation
from rundum.customers.actions.keeping import edit_customer, take_on_customer
from rundum.customers.models import Contact, Customer, WorkingAgreement
from rundum.timeline.models import Entry
from tests.world import World, make_customer


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_list_begins_with_the_readers_own_team_and_shows_all_on_request(world: World) -> None:
    client = client_of(world.emeka)
    own, everyones = client.get("/customers/"), client.get("/customers/?team=all")
    assert "Molkerei Wiesengrund" in own.text
    assert "Klinikum Ostersee" not in own.text
    assert "Klinikum Ostersee" in everyones.text


def test_pages_go_on_where_the_last_one_ended_and_back_again(world: World) -> None:
    for number in range(120):
        take_on_customer(f"Kunde {number:03}", by=world.aylin, team=world.hanse)
    client = client_of(world.aylin)
    first = client.get("/customers/")
    names = [customer.name for customer in first.context["page"].customers]
    assert names == [f"Kunde {number:03}" for number in range(50)]
    assert first.context["page"].before is None
    second = client.get("/customers/", {"after": str(first.context["page"].after)})
    third = client.get("/customers/", {"after": str(second.context["page"].after)})
    assert [customer.name for customer in third.context["page"].customers][-1] == "Molkerei Wiesengrund eG"
    assert third.context["page"].after is None
    back = client.get("/customers/", {"before": str(third.context["page"].before)})
    assert back.context["page"].customers == second.context["page"].customers


def test_the_list_takes_the_same_queries_at_5_and_at_200_customers(world: World) -> None:
    client = client_of(world.aylin)
    client.get("/customers/")  # what is asked once in the life of a process is asked here
    counted = []
    for customers in (range(5), range(5, 200)):
        for number in customers:
            make_customer(f"Kunde {number:03}", world.hanse, number=2000 + number, tags=["Pumpen"])
        with CaptureQueriesContext(connection) as queries:
            client.get("/customers/")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 13  # whether there is an organisation is among them


@pytest.mark.parametrize(
    ("typed", "found"),
    [("1001", "Molkerei"), ("molk", "Molkerei"), ("wiesen", "Molkerei"), ("mueller", "Müller"), ("tzte", "Ärzte")],
)
def test_the_list_finds_by_number_and_parts_of_names(world: World, typed: str, found: str) -> None:
    for name in ("Müller Metallbau", "Ärzte am Markt"):
        take_on_customer(name, by=world.aylin, team=world.hanse)
    answer = client_of(world.aylin).get("/customers/", {"team": "all", "q": typed.replace("tzte", "rzte")})
    names = [customer.name for customer in answer.context["page"].customers]
    assert len(names) == 1
    assert names[0].startswith(found)


def test_the_length_of_the_queue_is_told_to_the_board(world: World) -> None:
    make_customer("Werft Nord", None, number=1003)
    assert "Werft Nord" in client_of(world.vera).get("/customers/?team=none").text
    assert client_of(world.vera).get("/customers/").context["counted"]["none"] == 1


def test_a_customer_is_taken_from_the_queue_on_its_page(world: World) -> None:
    newcomer = make_customer("Werft Nord", None, number=1003)
    address = f"/customers/{newcomer.pk}/team/"
    foreign = client_of(world.piet).post(address, {"team": world.hanse.pk, "reason": "Liegt am Hafen"})
    assert foreign.status_code == 422
    client_of(world.emeka).post(address, {"team": world.hanse.pk, "reason": "Liegt am Hafen"})
    newcomer.refresh_from_db()
    assert newcomer.team == world.hanse


def test_a_new_customer_with_a_wrong_vat_id_is_asked_again_and_nothing_is_lost(world: World) -> None:
    typed = {"kind": "company", "name": "Werft Nord", "language": "de", "country": "DE", "vat_id": "DE1", "team": ""}
    answer = client_of(world.aylin).post("/customers/new/", typed)
    assert answer.status_code == 422
    assert "vat_id" in answer.context["form"].errors
    assert 'value="Werft Nord"' in answer.text
    assert not Customer.objects.filter(name="Werft Nord").exists()
    done = client_of(world.aylin).post("/customers/new/", typed | {"vat_id": "DE136695976", "team": world.hanse.pk})
    assert done["Location"] == f"/customers/{Customer.objects.get(name='Werft Nord').pk}/"


def test_from_a_new_customer_no_address_leads_elsewhere(world: World) -> None:
    typed = {"kind": "company", "name": "Werft Nord", "language": "de", "country": "DE", "team": world.hanse.pk}
    address = "/customers/new/?next=https://elsewhere.example/"
    assert "elsewhere" not in client_of(world.aylin).get(address).text.split("<main")[1]
    done = client_of(world.aylin).post(address, typed)
    assert done["Location"] == f"/customers/{Customer.objects.get(name='Werft Nord').pk}/"


def test_of_two_who_edit_at_once_the_second_is_shown_both_versions(world: World) -> None:
    address = f"/customers/{world.dairy.pk}/details/"
    client = client_of(world.aylin)
    typed = {"kind": "company", "name": world.dairy.name, "language": "de", "city": "Neuwerder", "revision": 1}
    edit_customer(world.dairy, revision=1, by=world.emeka, city="Altwerder")
    conflict = client.post(address, typed)
    assert conflict.status_code == 409
    assert [(one.mine, one.theirs) for one in conflict.context["conflict"]["differences"]] == [
        ("Neuwerder", "Altwerder")
    ]
    assert "Emeka" in conflict.text
    assert Customer.objects.get(pk=world.dairy.pk).city == "Altwerder"
    client.post(address, typed | {"revision": conflict.context["form"]["revision"].value()})
    assert Customer.objects.get(pk=world.dairy.pk).city == "Neuwerder"


def test_two_who_change_a_contact_at_once_lose_nothing(world: World) -> None:
    edit_contact(world.brandl, by=world.ada, emails=["t.brandl@molkerei.example"], phones=["040 123456"])
    client, address = client_of(world.aylin), f"/customers/{world.dairy.pk}/people/{world.brandl.pk}/"
    form = client.get(address).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None} | {"note": "Erst ab zehn"}
    edit_contact(world.brandl, by=world.emeka, position="Einkauf")
    conflict = client.post(address, typed)
    assert conflict.status_code == 409
    assert {(one.mine, one.theirs) for one in conflict.context["conflict"]["differences"]} == {
        ("nichts", "Einkauf"),
        ("Erst ab zehn", "nichts"),
    }
    assert "Emeka" in conflict.text
    assert Contact.objects.get(pk=world.brandl.pk).position == "Einkauf"
    client.post(address, typed | {"position": "Einkauf", "revision": conflict.context["form"]["revision"].value()})
    kept = Contact.objects.get(pk=world.brandl.pk)
    assert (kept.position, kept.note) == ("Einkauf", "Erst ab zehn")


def test_of_two_who_decide_at_once_the_second_is_shown_both_versions(world: World) -> None:
    decide_agreement(world.dairy, by=world.emeka, channel="phone", terms=["Nur dienstags"])
    typed = {"channel": "visit", "language": "de", "dunning": "letter", "terms": "Nur montags", "after_version": 0}
    conflict = client_of(world.aylin).post(f"/customers/{world.dairy.pk}/agreement/", typed)
    assert conflict.status_code == 409
    assert "Nur dienstags" in conflict.text
    assert "Nur montags" in conflict.text
    assert WorkingAgreement.objects.count() == 1


def test_coach_and_board_comment_on_the_agreement_but_their_edit_is_refused_and_kept_on_record(world: World) -> None:
    address = f"/customers/{world.dairy.pk}/agreement/"
    typed = {"channel": "visit", "language": "de", "dunning": "letter", "terms": "", "after_version": 0}
    for outsider in (world.henrik, world.vera):
        client = client_of(outsider)
        assert client.get(address).status_code == 200
        assert client.post(address, typed).status_code == 403
        assert client.post(address + "comments/", {"text": "Fragt nach dem Medium."}).status_code == 302
    assert not WorkingAgreement.objects.exists()
    entries = Entry.objects.filter(customer_id=world.dairy.pk).order_by("pk")
    assert [(entry.verb, entry.by) for entry in entries] == [
        ("timeline.refused", world.henrik),
        ("customers.commented", world.henrik),
        ("timeline.refused", world.vera),
        ("customers.commented", world.vera),
    ]


def test_an_earlier_agreement_is_decided_again_by_a_member_only(world: World) -> None:
    decide_agreement(world.dairy, by=world.emeka, channel="phone")
    decide_agreement(world.dairy, by=world.emeka, channel="visit")
    address = f"/customers/{world.dairy.pk}/agreement/1/restoring/"
    assert client_of(world.henrik).post(address).status_code == 403
    assert client_of(world.aylin).post(address).status_code == 302
    assert WorkingAgreement.objects.order_by("-version")[0].channel == "phone"


def test_contacts_are_added_changed_and_leave(world: World) -> None:
    client = client_of(world.aylin)
    people = f"/customers/{world.dairy.pk}/people/"
    typed = {"last_name": "Lüders", "emails": "sl@wiesengrund.example", "phones": "12", "parts": ["pays"]}
    assert client.post(people + "new/", typed).status_code == 422
    assert client.post(people + "new/", typed | {"phones": "040 123456"}).status_code == 302
    contact = Contact.objects.get(last_name="Lüders")
    assert contact.phones.get().number == "+4940123456"
    client.post(f"{people}{contact.pk}/", {"last_name": "Lüders-Ohm", "phones": "+4940123456", "revision": 1})
    client.post(f"{people}{contact.pk}/leaving/")
    contact.refresh_from_db()
    assert (contact.last_name, contact.left_on is None) == ("Lüders-Ohm", False)


def test_a_talk_needs_someone_and_a_note_needs_words(world: World) -> None:
    client = client_of(world.aylin)
    address = f"/customers/{world.dairy.pk}/talk/"
    assert client.post(address, {"kind": "call", "text": "Kurz"}).status_code == 422
    assert client.post(address, {"kind": "note", "text": " "}).status_code == 422
    assert not Entry.objects.exists()
    client.post(address, {"kind": "call", "contact": world.brandl.pk, "voice": "Alles gut."})
    assert Entry.objects.get().two_way
    assert client.post(address, {"kind": "call", "contact": world.roth.pk}).status_code == 422


def test_a_confidential_customer_is_not_there_for_another_team_at_any_address(world: World) -> None:
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    expectation = add_expectation(world.dairy, text="Rückruf", source="said", by=world.aylin)
    consent = give_consent(world.brandl, purpose="survey", source="Messe", by=world.aylin)
    decide_agreement(world.dairy, by=world.aylin)
    start = f"/customers/{world.dairy.pk}"
    reading = ["", "/concerns", "/money", "/people", "/timeline", "/details", "/team", "/talk", "/agreement"]
    reading += ["/agreement/1", "/handover", "/people/new", f"/people/{world.brandl.pk}", "/expectations/new"]
    reading += [f"/expectations/{expectation.pk}"]
    writing = [f"/people/{world.brandl.pk}/{act}" for act in ("leaving", "returning", "consents")]
    writing += [f"/expectations/{expectation.pk}/{act}" for act in ("confirmation", "retirement")]
    writing += [f"/consents/{consent.pk}/withdrawal", "/agreement/comments", "/agreement/1/restoring"]
    writing += ["/handover/receipt", "/handover/withdrawal", "/handover/items/1"]
    before = Entry.objects.count()
    for outsider in (world.piet, world.henrik, world.vera, world.ada):
        client = client_of(outsider)
        assert {client.get(f"{start}{path}/").status_code for path in reading} == {404}
        assert {client.post(f"{start}{path}/").status_code for path in writing} == {404}
        assert "Molkerei" not in client.get("/customers/?team=all").text
    assert Entry.objects.count() == before
    assert client_of(world.chiara).get(f"{start}/").status_code == 200


def test_what_belongs_to_another_customer_is_not_there_under_this_ones_address(world: World) -> None:
    client = client_of(world.aylin)
    assert client.get(f"/customers/{world.dairy.pk}/people/{world.roth.pk}/").status_code == 404
    assert client.post(f"/customers/{world.dairy.pk}/people/{world.roth.pk}/leaving/").status_code == 404

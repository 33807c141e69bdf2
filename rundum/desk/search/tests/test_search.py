import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.models import Concern
from rundum.customers.actions.contacts import add_contact, contact_left
from rundum.customers.actions.keeping import edit_customer, take_on_customer
from rundum.desk.search.queries import SHOWN, find
from tests.world import World, make_concern, make_team


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take_in(world: World, title: str, **fields: object):
    return take_in_concern(world.dairy, process=world.complaint, title=title, channel="phone", by=world.emeka, **fields)


@pytest.mark.parametrize(
    "typed",
    ["müll", "muell", "mull", "MÜLLER metall", "etallb", "müller & metallbau", " metallbau  müller "],
)
def test_customers_are_found_by_beginnings_and_parts_however_umlauts_are_typed(world: World, typed: str) -> None:
    customer = take_on_customer("Müller Metallbau GmbH", by=world.aylin, team=world.hanse)
    assert [found.id for found in find(typed, world.piet).customers] == [customer.pk]


def test_two_letters_find_beginnings_of_words_and_one_the_beginning_of_the_name(world: World) -> None:
    customer = take_on_customer("Qualle Xylo", by=world.aylin, team=world.hanse)
    for typed in ("q", "qu", "xy"):
        assert [found.id for found in find(typed, world.piet).customers] == [customer.pk]


def test_what_begins_with_the_words_stands_first(world: World) -> None:
    for name in ("Nordbau Hafen", "Zum Hafen", "Hafenlogistik", "Althafen"):
        take_on_customer(name, by=world.aylin, team=world.hanse)
    names = [found.name for found in find("hafen", world.aylin).customers]
    assert names == ["Hafenlogistik", "Nordbau Hafen", "Zum Hafen", "Althafen"]


def test_numbers_find_customers_and_concerns_by_their_beginning(world: World) -> None:
    concern = take_in(world, "Dichtungen undicht")
    assert {found.number for found in find("100", world.aylin).customers} == {1001, 1002}
    assert [found.number for found in find("1002", world.aylin).customers] == [1002]
    assert [found.id for found in find(str(concern.number), world.aylin).concerns] == [concern.pk]


def test_contacts_are_found_while_they_are_there(world: World) -> None:
    contact = add_contact(world.dairy, by=world.aylin, first_name="Sabine", last_name="Lüders")
    assert [found.id for found in find("lued sab", world.piet).contacts] == [contact.pk]
    contact_left(contact, by=world.aylin)
    assert not find("lueders", world.piet).contacts


@pytest.mark.parametrize(
    "typed",
    [
        "S.Lueders@Wiesengrund.example",
        "s.lueders@wies",
        "+49 431 123456",
        "0049 431 1234",
        "0431 123456",
        "0431/1234-56",
        "0431123456",
        "49431123",
        "43112345",
    ],
)
def test_contacts_are_found_by_what_stands_on_the_letter_and_on_the_phone(world: World, typed: str) -> None:
    reach = {"emails": ["S.Lueders@wiesengrund.example"], "phones": ["+49431123456"]}
    contact = add_contact(world.dairy, by=world.aylin, first_name="Sabine", last_name="Lüders", **reach)
    assert [found.id for found in find(typed, world.piet, country="DE").contacts] == [contact.pk]
    assert "Lüders" in client_of(world.piet).get("/search/", {"q": typed}).text
    edit_customer(world.dairy, revision=1, by=world.aylin, confidential=True)
    assert not find(typed, world.piet, country="DE").contacts
    assert find(typed, world.emeka, country="DE").contacts
    contact_left(contact, by=world.aylin)
    assert not find(typed, world.emeka, country="DE").contacts


def test_an_italian_number_keeps_its_zero(world: World) -> None:
    contact = add_contact(world.dairy, by=world.aylin, last_name="Bianchi", phones=["+39 06 1234 5678"])
    assert [found.id for found in find("06 1234 5678", world.aylin, country="IT").contacts] == [contact.pk]


def close(world: World, concern: Concern) -> None:
    record_verdict(concern, solved=True, by=world.emeka)
    close_concern(concern, outcome="served", by=world.emeka)


def test_concerns_are_found_by_beginnings_of_words_open_ones_first_then_what_the_own_team_closed(world: World) -> None:
    concern = take_in(world, "Dosierpumpen: Dichtungen undicht")
    assert [found.id for found in find("undi dosier", world.piet).concerns] == [concern.pk]
    close(world, concern)
    assert find(str(concern.number), world.piet).concerns[0].closed
    elsewhere = make_concern(world.clinic, world.complaint, "Undichtes Ventil", number=2500, closed_at=now())
    still_open = take_in(world, "Undichte Stelle am Tank")
    assert [found.id for found in find("undicht", world.aylin).concerns] == [still_open.pk, concern.pk, elsewhere.pk]
    assert [found.id for found in find("undicht", world.piet).concerns] == [still_open.pk, elsewhere.pk, concern.pk]


def test_what_other_teams_closed_is_found_however_old_it_is_unless_it_is_confidential(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, hidden = take_in(world, "Dichtungen undicht"), take_in(world, "Undichte Zusage", confidential=True)
    for concern in (old, hidden):
        close(world, concern)
    for number in range(3):
        close(world, take_in(world, f"Rechnung {number}"))
    monkeypatch.setattr("rundum.desk.search.queries.NEWEST", 2)  # so that only the index can show it
    assert [found.id for found in find("undicht", world.piet).concerns] == [old.pk]
    assert {found.id for found in find("undicht", world.aylin).concerns} == {old.pk, hidden.pk}
    edit_customer(world.dairy, revision=1, by=world.aylin, confidential=True)
    assert not find("undicht", world.piet).concerns


@pytest.mark.parametrize("typed", ["süd", "sued", "sud", "SÜD", "rhein süd", "café", "cafe", "ohe", "7"])
def test_teams_are_found_by_parts_of_their_names_however_they_are_typed(world: World, typed: str) -> None:
    team = make_team("Süd-Rhein 7", purpose="Wir halten die Anlagen am Laufen")
    other = make_team("Café Höhe 7", closed_at=None)
    closed = make_team("Süd-Café Höhe 7 (alt)", closed_at=now())
    found = [one.id for one in find(typed, world.vera).teams]
    assert found
    assert set(found) <= {team.pk, other.pk}
    assert closed.pk not in found


def test_a_team_that_is_found_leads_to_its_page(world: World) -> None:
    for text in (
        client_of(world.piet).get("/search/?q=hans").text,
        client_of(world.piet).get("/search/?q=hans", headers={"HX-Request": "true"}).text,
    ):
        assert f'href="/teams/{world.hanse.pk}/"' in text.replace("/people/", "/teams/")
    assert not find("nirgends", world.piet).teams


def test_what_is_confidential_is_found_by_its_team_alone(world: World) -> None:
    edit_customer(world.dairy, revision=1, by=world.aylin, confidential=True)
    concern = take_in(world, "Übernahme")
    for outsider in (world.piet, world.henrik, world.vera, world.ada):
        for typed in ("molkerei", "brandl", "übernahme", "1001", str(concern.number)):
            found = find(typed, outsider)
            assert "Molkerei Wiesengrund eG" not in str(found)
            assert "Brandl" not in str(found)
    assert find("molkerei", world.chiara)
    assert find("brandl", world.emeka)


def test_a_confidential_customer_without_a_team_is_found_by_administrators(world: World) -> None:
    take_on_customer("Werft Nord", by=world.ada, confidential=True)
    assert find("werft", world.ada)
    assert not find("werft", world.aylin)


HARMLESS = ["", "   ", "%", "_", "' or 1=1 --", "\\", "…", "a" * 500, "9" * 30, "()&|!:*", "a@\x00", "+00000", "@@@"]


@pytest.mark.parametrize("typed", HARMLESS)
def test_nothing_that_is_typed_breaks_the_search(world: World, typed: str) -> None:
    assert not find(typed, world.aylin)
    assert client_of(world.aylin).get("/search/", {"q": typed}).status_code == 200


def test_the_palette_takes_the_same_queries_at_5_and_at_200_customers(world: World) -> None:
    counted = []
    for customers in (range(5), range(5, 200)):
        for number in customers:
            take_on_customer(f"Hafenkunde {number:03}", by=world.aylin, team=world.hanse)
        with CaptureQueriesContext(connection) as queries:
            found = find("hafen", world.aylin)
        counted.append(len(queries))
        assert len(found.customers) <= SHOWN
    assert counted[0] == counted[1]


def test_the_palette_gets_options_and_a_browser_without_scripts_a_page(world: World) -> None:
    client = client_of(world.aylin)
    options = client.get("/search/?q=molk", headers={"HX-Request": "true"}).text
    assert f'role="option" aria-selected="false" tabindex="-1" id="found-customer-{world.dairy.pk}"' in options
    assert "<html" not in options
    page = client.get("/search/?q=molk").text
    assert "<html" in page
    assert "Molkerei Wiesengrund eG" in page

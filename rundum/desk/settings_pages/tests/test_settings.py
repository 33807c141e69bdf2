import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import SignInLink, User
from rundum.teams.models import Organisation, Team
from rundum.timeline.models import Entry
from tests.world import World, make_person

ORGANISATION = {
    "name": "Nordwerk SE",
    "country": "DE",
    "zone_name": "Europe/Vienna",
    "currency": "EUR",
    "language": "de",
    "confirm_expectations_days": "90",
}


@pytest.fixture
def ada(world: World, client: Client) -> Client:
    client.force_login(world.ada)
    return client


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_an_administrator_changes_the_organisation_and_that_is_on_record(world: World, ada: Client) -> None:
    assert ada.post("/settings/", ORGANISATION)["Location"] == "/settings/"
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.zone_name) == ("Nordwerk SE", "Europe/Vienna")
    entry = Entry.objects.get()
    assert (entry.verb, entry.by) == ("teams.organisation_edited", world.ada)
    assert entry.data["before"]["name"] == "Nordwerk GmbH"
    assert [row.entry for row in ada.get("/settings/record/").context["rows"]] == [entry]


def test_the_page_goes_through_no_customers_to_know_whether_there_is_an_example(world: World, ada: Client) -> None:
    removal = "/import/example/removal/"
    with CaptureQueriesContext(connection) as queries:
        assert removal not in ada.get("/settings/").text
    assert not [query for query in queries if '"customers_customer"."is_example"' in query["sql"]]
    Team.objects.filter(pk=world.foerde.pk).update(is_example=True)
    assert removal in ada.get("/settings/").text


def test_others_are_refused_and_that_is_on_record_too(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.post("/settings/", ORGANISATION).status_code == 403
    assert Organisation.objects.get().name == "Nordwerk GmbH"
    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.data["code"]) == ("timeline.refused", world.aylin, "administrators_only")

    client.force_login(world.ada)
    (row,) = client.get("/settings/record/?refusals").context["rows"]
    assert (row.entry, bool(row.reason)) == (entry, True)


def test_a_person_is_added_and_invited_by_a_link_shown_once(world: World, ada: Client) -> None:
    form = {"name": "Mei Tanaka", "email": "Mei@Nordwerk.example", "is_sponsor": "on"}
    assert ada.post("/settings/people/new/", form).status_code == 302
    mei = User.objects.get(email="mei@nordwerk.example")
    assert (mei.is_sponsor, mei.is_administrator, mei.has_usable_password()) == (True, False, False)
    shown = ada.post(f"/settings/people/{mei.pk}/link/")
    link = shown.context["link"]
    assert "no-store" in shown.headers["Cache-Control"]
    other = Client()
    assert other.post(link.removeprefix("http://testserver"))["Location"] == "/"
    assert other.session["_auth_user_id"] == str(mei.pk)
    assert verbs() == ["accounts.person_added", "accounts.link_made"]


def test_an_e_mail_belongs_to_one_person(world: World, ada: Client) -> None:
    assert ada.post("/settings/people/new/", {"name": "Zweite", "email": "AYLIN@nordwerk.example"}).status_code == 422
    assert not User.objects.filter(name="Zweite").exists()
    assert verbs() == []


def test_duties_are_given_and_taken(world: World, ada: Client) -> None:
    form = {"name": "Piet Janssen", "email": "piet@nordwerk.example", "is_board": "on"}
    assert ada.post(f"/settings/people/{world.piet.pk}/", form).status_code == 302
    assert User.objects.get(pk=world.piet.pk).is_board
    assert verbs() == ["accounts.person_edited"]


def test_the_last_administrator_stays_one(world: World, ada: Client) -> None:
    form = {"name": "Ada Brandt", "email": "ada@nordwerk.example"}
    assert ada.post(f"/settings/people/{world.ada.pk}/", form).status_code == 422
    assert ada.post(f"/settings/people/{world.ada.pk}/activity/").status_code == 422
    stored = User.objects.get(pk=world.ada.pk)
    assert (stored.is_administrator, stored.is_active) == (True, True)
    assert verbs() == []


def test_one_of_two_administrators_may_go(world: World, ada: Client) -> None:
    make_person("Berta Zweite", is_administrator=True)
    assert ada.post(f"/settings/people/{world.ada.pk}/activity/").status_code == 302
    assert ada.get("/settings/").status_code == 302  # no longer signed in


def test_someone_deactivated_is_out_at_once_and_can_come_back(world: World, ada: Client) -> None:
    piet = Client()
    piet.force_login(world.piet)
    ada.post(f"/settings/people/{world.piet.pk}/activity/")
    assert piet.get("/profile/").status_code == 302
    assert ada.post(f"/settings/people/{world.piet.pk}/link/").status_code == 409
    assert not SignInLink.objects.exists()
    ada.post(f"/settings/people/{world.piet.pk}/activity/", {"again": ""})
    assert User.objects.get(pk=world.piet.pk).is_active
    assert verbs() == ["accounts.person_deactivated", "accounts.person_reactivated"]


def test_a_lost_second_step_is_removed(world: World, ada: Client) -> None:
    Authenticator.objects.create(user=world.piet, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert ada.post(f"/settings/people/{world.piet.pk}/second-step/").status_code == 302
    assert not Authenticator.objects.exists()
    assert verbs() == ["accounts.second_step_removed"]


def test_people_are_found_by_name_and_paged(world: World, ada: Client) -> None:
    for number in range(60):
        make_person(f"Person{number:02} Muster")
    first = ada.get("/settings/people/").context["page"]
    assert len(first.rows) == 50
    second = ada.get("/settings/people/", {"place": first.later}).context["page"]
    assert len(second.rows) == User.objects.count() - 50
    assert [person.name for person in ada.get("/settings/people/?q=rossi").context["page"].rows] == ["Chiara Rossi"]


@pytest.mark.parametrize("address", ["", "people/", "people/new/", "record/", "record/?refusals"])
def test_every_page_of_the_settings_shows(world: World, ada: Client, address: str) -> None:
    assert ada.get(f"/settings/{address}").status_code == 200

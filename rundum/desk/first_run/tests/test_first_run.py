from datetime import time
from decimal import Decimal

import pytest
from django.test import Client

from rundum.accounts.models import User
from rundum.concerns.models import Process
from rundum.decisions.models import Authority
from rundum.teams.models import Function, Membership, Organisation, Team
from rundum.teams.policy import is_member
from rundum.timeline.models import Entry
from tests.world import World, make_concern

FORM = {
    "organisation_name": "Nordwerk GmbH",
    "organisation_country": "DE",
    "organisation_zone": "Europe/Berlin",
    "organisation_currency": "EUR",
    "organisation_language": "de",
    "your_name": "Ada Brandt",
    "your_email": "Ada@Nordwerk.example",
    "your_password": "mit-Umlaut-ü-23",
    "team_name": "Heide",
    "team_purpose": "Rund um unsere Kunden im Norden",
    "team_land": "DE-SH",
    "team_weekdays": ["0", "1", "2", "3"],
    "team_opens": "07:30",
    "team_closes": "16:00",
    "team_joins": "on",
    "begin_with": "empty",
}


def test_an_empty_installation_leads_to_the_first_run(db: None, client: Client) -> None:
    for address in ("/", "/sign-in/", "/customers/", "/nowhere/"):
        assert client.get(address)["Location"] == "/first-run/"
    assert client.get("/first-run/").status_code == 200


def test_the_first_run_founds_all_that_is_needed_to_work(db: None, client: Client) -> None:
    assert client.post("/first-run/", FORM)["Location"] == "/start/"
    ada, organisation, team = User.objects.get(), Organisation.objects.get(), Team.objects.get()
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert (ada.email, ada.is_administrator, ada.check_password("mit-Umlaut-ü-23")) == (
        "ada@nordwerk.example",
        True,
        True,
    )
    assert (organisation.name, organisation.currency, organisation.is_example) == ("Nordwerk GmbH", "EUR", False)
    assert (team.name, team.purpose, team.land) == ("Heide", "Rund um unsere Kunden im Norden", "SH")
    assert set(team.working_hours.values_list("weekday", "opens", "closes")) == {
        (weekday, time(7, 30), time(16)) for weekday in range(4)
    }
    assert is_member(ada, team.pk)
    assert list(Function.objects.values_list("key", flat=True)) == ["sales", "service", "accounts"]
    assert Process.objects.exists()
    assert Authority.objects.get().per_case == Decimal(100)
    assert Entry.objects.filter(verb="teams.organisation_founded").exists()


def test_a_new_team_sees_what_to_set_up_next(db: None, client: Client) -> None:
    client.post("/first-run/", FORM)
    page = client.get("/start/")
    assert [step.done for step in page.context["steps"]] == [False, False, False, True, False]
    assert page.context["now"] == page.context["steps"][0]
    assert "100,00" in page.content.decode()


def test_a_team_at_work_has_set_up_most(world: World, client: Client) -> None:
    make_concern(world.dairy, world.complaint, "Kühlung fällt aus")
    client.force_login(world.aylin)
    assert [step.done for step in client.get("/start/").context["steps"]] == [True] * 5


def test_who_only_sets_up_is_in_no_team(db: None, client: Client) -> None:
    client.post("/first-run/", {key: value for key, value in FORM.items() if key != "team_joins"})
    assert Team.objects.count() == 1
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_name", ""),
        ("your_email", "ada"),
        ("your_password", "kurz"),
        ("your_password", "ada-brandt"),
        ("team_closes", "07:00"),
        ("team_weekdays", []),
        ("team_land", "DE-XX"),
        ("organisation_zone", "Europe/Wilster"),
    ],
)
def test_wrong_input_founds_nothing(db: None, client: Client, field: str, value: object) -> None:
    assert client.post("/first-run/", FORM | {field: value}).status_code == 422
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_there_is_only_one_first_run(world: World, client: Client) -> None:
    assert client.get("/first-run/")["Location"] == "/"
    assert client.post("/first-run/", FORM)["Location"] == "/"
    assert not User.objects.filter(email="ada@nordwerk.example", name="Ada Brandt").exclude(pk=world.ada.pk).exists()
    assert Organisation.objects.count() == 1

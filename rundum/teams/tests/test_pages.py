from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.teams.models import Coaching, Cover, Function, Membership, Team
from rundum.timeline.models import Entry
from tests.world import MONDAY, World, make_person

FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def on_monday():
    with standing_at(MONDAY):
        yield


@pytest.fixture
def as_aylin(client: Client, world: World) -> Client:
    client.force_login(world.aylin)
    return client


def test_an_administrator_founds_a_team(client: Client, world: World) -> None:
    client.force_login(world.ada)
    answers = {"name": "Weser", "purpose": "", "colour": "blue", "zone_name": "Europe/Berlin", "holidays": "DE-NI"}
    answer = client.post("/teams/new/", answers)
    team = Team.objects.get(name="Weser")
    assert answer.headers["Location"] == f"/teams/{team.pk}/"
    assert (team.country, team.land, team.working_hours.count()) == ("DE", "NI", 5)


def test_a_member_founds_no_team(as_aylin: Client, world: World) -> None:
    assert as_aylin.post("/teams/new/", {"name": "Weser"}).status_code == 403
    assert Team.objects.count() == 2


def test_a_name_that_is_taken_is_answered_in_the_form(client: Client, world: World) -> None:
    client.force_login(world.ada)
    answers = {"name": "Hanse", "colour": "blue", "zone_name": "Europe/Berlin", "holidays": ""}
    answer = client.post("/teams/new/", answers)
    assert answer.status_code == 422
    assert "Hanse" in answer.content.decode()


def test_members_describe_their_team(as_aylin: Client, world: World) -> None:
    address = f"/teams/{world.hanse.pk}/editing/"
    assert "DE-SH" in as_aylin.get(address).content.decode()
    answers = {"name": "Hanse", "purpose": "Küste", "colour": "lilac", "zone_name": "Europe/Berlin", "holidays": "AT-9"}
    assert as_aylin.post(address, answers).status_code == 302
    team = Team.objects.get(pk=world.hanse.pk)
    assert (team.purpose, team.colour, team.country, team.land) == ("Küste", "lilac", "AT", "9")
    assert Entry.objects.get().data["after"]["purpose"] == "Küste"


def test_a_coach_changes_nothing_in_a_team_and_the_refusal_is_kept(client: Client, world: World) -> None:
    client.force_login(world.henrik)
    membership = Membership.objects.get(user=world.aylin)
    hanse = f"/teams/{world.hanse.pk}"
    for address in (
        f"{hanse}/editing/",
        f"{hanse}/hours/",
        f"{hanse}/covers/",
        f"{hanse}/members/new/",
        f"{hanse}/members/{membership.pk}/end/",
        f"{hanse}/members/{membership.pk}/loan/",
        f"/people/{world.aylin.pk}/absences/",
    ):
        before = Entry.objects.filter(verb__contains="refused").count()
        assert client.post(address, {"ends_on": "2026-12-01"}).status_code == 403, address
        assert Entry.objects.filter(verb__contains="refused").count() == before + 1, address
    assert Membership.objects.get(pk=membership.pk).ends_on is None


def test_hours_are_set_with_a_break(as_aylin: Client, world: World) -> None:
    address = f"/teams/{world.hanse.pk}/hours/"
    answers = {"opens_0_0": "08:00", "closes_0_0": "12:00", "opens_0_1": "13:00", "closes_0_1": "17:00"}
    assert as_aylin.post(address, answers).status_code == 302
    assert world.hanse.working_hours.count() == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"opens_0_0": "08:00"},
        {"opens_0_0": "12:00", "closes_0_0": "08:00"},
        {"opens_0_0": "8 Uhr", "closes_0_0": "12:00"},
        {"opens_0_0": "08:00", "closes_0_0": "12:00", "opens_0_1": "11:00", "closes_0_1": "17:00"},
    ],
)
def test_hours_that_make_no_sense_are_answered_in_the_form(
    as_aylin: Client, world: World, answers: dict[str, str]
) -> None:
    assert as_aylin.post(f"/teams/{world.hanse.pk}/hours/", answers).status_code == 422
    assert world.hanse.working_hours.count() == 5


def test_someone_is_brought_in_with_a_share_in_percent(as_aylin: Client, world: World) -> None:
    jana = make_person("Jana Wójcik")
    answers = {"user": jana.pk, "share": "80", "starts_on": "2026-11-23", "ends_on": ""}
    assert as_aylin.post(f"/teams/{world.hanse.pk}/members/new/", answers).status_code == 302
    assert jana.memberships.get().share == Decimal("0.80")


def test_a_member_is_lent_and_the_loan_is_seen_in_both_teams(as_aylin: Client, world: World) -> None:
    emeka = Membership.objects.get(user=world.emeka)
    answers = {"to_team": world.foerde.pk, "share": "40", "starts_on": "2026-11-23", "ends_on": "2026-12-23"}
    assert as_aylin.post(f"/teams/{world.hanse.pk}/members/{emeka.pk}/loan/", answers).status_code == 302
    for team in (world.hanse, world.foerde):
        assert "23.\u00a0Dez." in as_aylin.get(f"/teams/{team.pk}/").content.decode()


def test_boxes_cover_and_uncover_only_what_this_person_changed(as_aylin: Client, world: World) -> None:
    address = f"/teams/{world.hanse.pk}/covers/"
    sales, accounts = f"{world.sales.pk}-{world.aylin.pk}", f"{world.accounts.pk}-{world.emeka.pk}"
    assert as_aylin.post(address, {"shown": [sales], "covers": [accounts]}).status_code == 302
    covered = set(Cover.objects.filter(team=world.hanse).values_list("function__key", "user__name"))
    assert covered == {("service", "Emeka Okafor"), ("accounts", "Aylin Kaya"), ("accounts", "Emeka Okafor")}


def test_boxes_nobody_could_have_ticked_are_left_out(as_aylin: Client, world: World) -> None:
    boxes = {"covers": ["x", "1-", f"{world.sales.pk}-999999", f"999999-{world.aylin.pk}"]}
    assert as_aylin.post(f"/teams/{world.hanse.pk}/covers/", boxes).status_code == 302
    assert Cover.objects.count() == 3


def test_days_that_leave_a_function_uncovered_are_told_first_and_can_be_entered_all_the_same(
    as_aylin: Client, world: World
) -> None:
    address = f"/people/{world.aylin.pk}/absences/"
    days = {"kind": "leave", "starts_on": "2026-11-27", "ends_on": "2026-11-27"}
    answer = as_aylin.post(address, days)
    assert answer.status_code == 422
    assert "Buchhaltung" in answer.content.decode()
    assert not world.aylin.absences.exists()
    assert as_aylin.post(address, days | {"even_so": "on"}).status_code == 302
    assert world.aylin.absences.get().starts_on == FRIDAY


def test_colleagues_see_days_away_without_the_reason(client: Client, world: World) -> None:
    world.aylin.absences.create(kind="leave", starts_on=FRIDAY, ends_on=FRIDAY)
    address = f"/people/{world.aylin.pk}/absences/"
    for who, kinds in ((world.aylin, 2), (world.emeka, 1)):  # once among the choices of the form
        client.force_login(who)
        assert client.get(address).content.decode().count("Urlaub") == kinds


def test_days_away_of_another_are_not_removed_through_ones_own_address(as_aylin: Client, world: World) -> None:
    absence = world.piet.absences.create(kind="leave", starts_on=FRIDAY, ends_on=FRIDAY)
    assert as_aylin.post(f"/people/{world.aylin.pk}/absences/{absence.pk}/removal/").status_code == 404
    assert as_aylin.post(f"/people/{world.piet.pk}/absences/{absence.pk}/removal/").status_code == 403
    assert world.piet.absences.exists()


def test_administrators_set_coaches_and_members_do_not(client: Client, world: World) -> None:
    address = f"/teams/{world.foerde.pk}/coaches/"
    answers = {"coach": world.henrik.pk, "starts_on": "2026-11-23"}
    client.force_login(world.piet)
    assert client.post(address, answers).status_code == 403
    client.force_login(world.ada)
    assert client.post(address, answers).status_code == 302
    assert Coaching.objects.filter(team=world.foerde, coach=world.henrik).exists()


def test_administrators_keep_the_functions(client: Client, world: World) -> None:
    client.force_login(world.ada)
    assert client.post("/functions/", {"name": "Lager"}).status_code == 302
    lager = Function.objects.get(name="Lager")
    assert lager.position == 3
    assert client.post("/functions/", {"name": "lager"}).status_code == 422
    assert client.post(f"/functions/{world.accounts.pk}/removal/").status_code == 409
    assert client.post(f"/functions/{lager.pk}/removal/").status_code == 302
    assert Function.objects.count() == 3

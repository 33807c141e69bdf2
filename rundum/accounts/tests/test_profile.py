from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from rundum.accounts.actions.links import make_sign_in_link
from rundum.accounts.models import User
from tests.world import World

PASSWORD = "mit-Umlaut-ü-23"
NEW_PASSWORD = "vier-Worte-sind-gut"


@pytest.fixture
def aylin(world: World, client: Client) -> Client:
    client.force_login(world.aylin)
    return client


def stored(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_person_changes_name_language_and_shortcuts(world: World, aylin: Client) -> None:
    form = {"name": "Aylin Kaya-Brandt", "job_title": "Rechnungen", "language": "en", "theme": "dark"}
    assert aylin.post("/profile/", form)["Location"] == "/profile/"
    user = stored(world.aylin)
    assert (user.name, user.language, user.theme, user.single_keys) == ("Aylin Kaya-Brandt", "en", "dark", False)
    assert aylin.get("/profile/").headers["Content-Language"] == "en"


def test_a_name_must_stay(world: World, aylin: Client) -> None:
    assert aylin.post("/profile/", {"name": " ", "language": "en", "theme": "dark"}).status_code == 422
    assert stored(world.aylin).name == "Aylin Kaya"


def test_the_profile_gives_nobody_duties(world: World, aylin: Client) -> None:
    aylin.post(
        "/profile/", {"name": "A", "language": "de", "theme": "light", "is_administrator": "on", "email": "x@y.de"}
    )
    user = stored(world.aylin)
    assert (user.is_administrator, user.email) == (False, "aylin@nordwerk.example")


def test_light_and_dark_are_kept_on_the_account(world: World, aylin: Client) -> None:
    assert aylin.post("/profile/appearance/", {"theme": "dark"}, headers={"HX-Request": "true"}).status_code == 204
    assert stored(world.aylin).theme == "dark"
    assert aylin.post("/profile/appearance/", {"theme": "pink"}).status_code == 422
    elsewhere = aylin.post(
        "/profile/appearance/", {"theme": "light"}, headers={"Referer": "https://elsewhere.example/"}
    )
    assert elsewhere["Location"] == "/"


@pytest.mark.parametrize("digest", ["0" * 64, "..", "A" * 64, "%2e%2e%2fpasswd"])
def test_what_is_no_picture_is_not_found(aylin: Client, settings: Settings, tmp_path: Path, digest: str) -> None:
    settings.FILES_HOME = tmp_path
    assert aylin.get(f"/pictures/{digest}/").status_code == 404


def test_a_password_is_changed_with_the_old_one_and_ends_other_sessions(world: World, aylin: Client) -> None:
    other = Client()
    other.force_login(world.aylin)
    assert aylin.post("/profile/password/", {"old": PASSWORD, "new": NEW_PASSWORD}).status_code == 302
    assert stored(world.aylin).check_password(NEW_PASSWORD)
    assert aylin.get("/profile/").status_code == 200
    assert other.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new"), [("falsch-falsch", NEW_PASSWORD), (PASSWORD, "kurz"), (PASSWORD, "1234567890")]
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(
    world: World, aylin: Client, old: str, new: str
) -> None:
    assert aylin.post("/profile/password/", {"old": old, "new": new}).status_code == 422
    assert stored(world.aylin).check_password(PASSWORD)


def test_who_comes_by_a_link_sets_a_password_without_the_old_one(world: World, client: Client) -> None:
    client.post(f"/sign-in/link/{make_sign_in_link(world.aylin, hours=1)}/")
    assert client.post("/profile/password/", {"new": NEW_PASSWORD}).status_code == 302
    assert stored(world.aylin).check_password(NEW_PASSWORD)


def test_guessing_the_old_password_is_limited(world: World, aylin: Client) -> None:
    answers = [aylin.post("/profile/password/", {"old": "falsch", "new": NEW_PASSWORD}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]

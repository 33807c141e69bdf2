from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from rundum.accounts.actions.links import make_sign_in_link
from rundum.accounts.models import SignInLink
from rundum.base.clock import now, standing_at
from tests.world import World

PASSWORD = "mit-Umlaut-ü-23"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"login": email, "password": password}).status_code


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_to(token: str) -> str:
    return reverse("accounts:sign_in_link", args=[token])


def test_a_person_signs_in_with_e_mail_and_password(world: World, client: Client) -> None:
    response = client.post("/sign-in/", {"login": "Aylin@Nordwerk.example", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(world.aylin.pk)


def test_after_signing_in_one_is_where_one_wanted_to_be_but_never_elsewhere(world: World, client: Client) -> None:
    form = {"login": world.aylin.email, "password": PASSWORD}
    assert client.post("/sign-in/", form | {"next": "/customers/"})["Location"] == "/customers/"
    assert Client().post("/sign-in/", form | {"next": "https://elsewhere.example/"})["Location"] == "/"


def test_a_wrong_password_and_an_unknown_e_mail_are_answered_alike(world: World, client: Client) -> None:
    wrong = client.post("/sign-in/", {"login": world.aylin.email, "password": "nicht-das-richtige"})
    unknown = client.post("/sign-in/", {"login": "niemand@nordwerk.example", "password": "nicht-das-richtige"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert not is_signed_in(client)


def test_after_five_wrong_passwords_even_the_right_one_waits(world: World, client: Client) -> None:
    for _attempt in range(5):
        assert sign_in(client, "aylin@nordwerk.example", "nicht-das-richtige") == 422
    assert sign_in(client, "aylin@nordwerk.example") == 422
    assert not is_signed_in(client)


def test_someone_deactivated_cannot_sign_in(world: World, client: Client) -> None:
    world.piet.is_active = False
    world.piet.save()
    assert (
        client.post("/sign-in/", {"login": world.piet.email, "password": PASSWORD})["Location"]
        == "/sign-in/deactivated/"
    )
    assert not is_signed_in(client)


def test_nobody_can_sign_up(world: World, client: Client) -> None:
    assert client.get("/sign-up/").status_code == 404
    assert client.get("/signup/").status_code == 404


def test_signing_out_asks_first_and_then_ends_the_session(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_a_link_signs_in_once_and_only_when_the_person_says_so(world: World, client: Client) -> None:
    address = link_to(make_sign_in_link(world.ada, hours=1))
    assert client.get(address).status_code == 200
    assert not is_signed_in(client)
    assert client.post(address)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.ada.pk)

    other = Client()
    assert other.post(address).status_code == 410
    assert other.get(address).status_code == 410
    assert not is_signed_in(other)


def test_a_link_expires(world: World, client: Client) -> None:
    address = link_to(make_sign_in_link(world.ada, hours=1))
    with standing_at(now() + timedelta(minutes=61)):
        assert client.post(address).status_code == 410
    assert not is_signed_in(client)
    assert SignInLink.objects.get().used_at is None


def test_a_link_of_someone_deactivated_signs_nobody_in(world: World, client: Client) -> None:
    address = link_to(make_sign_in_link(world.piet, hours=1))
    world.piet.is_active = False
    world.piet.save()
    assert client.post(address).status_code == 410
    assert not is_signed_in(client)


def test_the_token_of_a_link_is_not_kept(world: World) -> None:
    token = make_sign_in_link(world.ada, hours=1)
    assert token not in SignInLink.objects.get().digest


def test_the_command_prints_a_link_for_the_first_administrator(
    world: World, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sign_in_link", "http://127.0.0.1:8123")
    address = capsys.readouterr().out.strip().split(": ", 1)[1]
    assert address.startswith("http://127.0.0.1:8123/sign-in/link/")
    client.post(address.removeprefix("http://127.0.0.1:8123"))
    assert client.session["_auth_user_id"] == str(world.ada.pk)


def test_before_the_first_run_the_command_points_to_it(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sign_in_link")
    assert capsys.readouterr().out.strip().endswith("http://127.0.0.1:8000/first-run/")
    assert not SignInLink.objects.exists()

import hmac
import struct
import time
from base64 import b32decode

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tests.world import World

PASSWORD = "mit-Umlaut-ü-23"


def code_of(secret: str) -> str:
    """What an app shows now (RFC 6238: SHA-1, six digits, half a minute)."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(client: Client) -> str:
    return str(client.post("/sign-in/", {"login": "aylin@nordwerk.example", "password": PASSWORD}).get("Location"))


def prove(client: Client, wanted: str) -> None:
    """Show once more that it is you, as changing one's sign-in asks for."""
    again = client.get(wanted)
    assert again["Location"].startswith("/sign-in/again/")
    client.post(again["Location"], {"password": PASSWORD, "next": wanted})


@pytest.fixture
def secret(world: World, client: Client) -> str:
    """Aylin has set up the app; its secret."""
    sign_in(client)
    prove(client, "/profile/security/app/")
    page = client.get("/profile/security/app/")
    secret = str(page.context["form"].secret)
    assert b"<svg" in page.content
    done = client.post("/profile/security/app/", {"code": code_of(secret)})
    assert done["Location"] == "/profile/security/recovery/"
    cache.clear()  # the code just used would count as used up
    return secret


def test_with_the_app_a_password_alone_does_not_sign_in(world: World, secret: str) -> None:
    client = Client()
    assert sign_in(client) == "/sign-in/second-factor/"
    assert client.get("/profile/").status_code == 302
    assert client.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 422
    assert client.post("/sign-in/second-factor/", {"code": code_of(secret)})["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.aylin.pk)


def test_a_recovery_code_replaces_the_app_once(client: Client, secret: str) -> None:
    codes = client.get("/profile/security/recovery/").context["unused_codes"]
    assert client.get("/profile/security/recovery/file/").content.decode().split() == codes
    other = Client()
    sign_in(other)
    assert other.post("/sign-in/second-factor/", {"code": codes[0]})["Location"] == "/"
    third = Client()
    sign_in(third)
    assert third.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 422


def test_the_secret_of_the_app_lies_encrypted_in_the_database(secret: str) -> None:
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)


def test_the_app_is_switched_off_again(world: World, client: Client, secret: str) -> None:
    assert client.post("/profile/security/app/removal/")["Location"] == "/profile/security/"
    assert sign_in(Client()) == "/"


def test_setting_up_the_app_needs_proof_first(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    assert client.get("/profile/security/app/")["Location"].startswith("/sign-in/again/")
    assert not Authenticator.objects.exists()


def test_a_passkey_is_offered_with_options_for_this_site(world: World, client: Client) -> None:
    sign_in(client)
    prove(client, "/profile/security/passkeys/new/")
    page = client.get("/profile/security/passkeys/new/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"] == {"id": "testserver", "name": "Rundum"}
    assert client.post("/profile/security/passkeys/new/", {"name": "Laptop", "credential": "{}"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_signing_in_by_passkey_begins_with_a_challenge(world: World, client: Client) -> None:
    asked = client.get(
        "/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
    )
    assert asked.json()["request_options"]["publicKey"]["challenge"]
    assert client.post("/sign-in/passkey/", {"credential": "{}"})["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_one_sees_and_ends_only_ones_own_sessions(world: World, client: Client) -> None:
    sign_in(client)
    elsewhere = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0"})
    sign_in(elsewhere)
    emeka = Client()
    emeka.force_login(world.emeka)

    rows = client.get("/profile/sessions/").context["rows"]
    assert [(row.current, row.device) for row in rows][1] == (False, "Firefox, Linux")
    assert emeka.post(f"/profile/sessions/{rows[1].pk}/end/").status_code == 404
    assert elsewhere.get("/profile/").status_code == 200

    client.post(f"/profile/sessions/{rows[1].pk}/end/")
    assert elsewhere.get("/profile/").status_code == 302
    client.post("/profile/sessions/others/end/")
    assert client.get("/profile/").status_code == 200
    assert emeka.get("/profile/").status_code == 200

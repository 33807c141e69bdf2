"""A passkey from the profile to the next sign-in, with Chromium's virtual authenticator in place of a finger."""

from playwright.sync_api import Page, expect

from tests.checks import assert_accessible
from tests.conftest import OpenAs
from tests.world import World

PASSWORD = "mit-Umlaut-ü-23"


def give_authenticator(page: Page, *, is_verified: bool = True) -> None:
    """The browser has a device with a finger, always or never the right one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": is_verified,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page) -> None:
    page.get_by_label("E-Mail").fill("aylin@nordwerk.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_a_passkey_is_added_and_signs_in_alone(open_as: OpenAs, world: World) -> None:
    page = open_as(None, "/sign-in/?next=/profile/security/")
    address = page.url.split("/sign-in/")[0]
    give_authenticator(page)
    sign_in(page)
    page.get_by_role("listitem").filter(has_text="Passkeys").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Bist du es?")  # whoever finds the computer open adds no key of theirs
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("h1")).to_have_text("Passkey hinzufügen")
    assert_accessible(page)
    page.get_by_label("Wie du ihn nennst").fill("Mein Rechner")
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.locator("h1")).to_have_text("Ersatzcodes")  # for the day the device is lost
    assert_accessible(page)

    page.goto(address + "/sign-out/")
    page.get_by_role("button", name="Abmelden").click()
    expect(page.locator("h1")).to_have_text("Anmelden")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page.locator("h1")).not_to_have_text("Anmelden")
    page.goto(address + "/profile/security/passkeys/")
    expect(page.locator("main")).to_contain_text("Mein Rechner")
    expect(page.locator("main")).to_contain_text("meldet ohne Passwort an")
    expect(page.locator("main")).to_contain_text("zuletzt benutzt")


def test_a_finger_that_is_not_the_right_one_does_not_sign_in(open_as: OpenAs, world: World) -> None:
    page = open_as(None, "/sign-in/")
    give_authenticator(page, is_verified=False)
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Es wurde nichts geändert")
    expect(page.locator("h1")).to_have_text("Anmelden")

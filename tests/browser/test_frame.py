"""The frame of every page and what moves in it, on a sample page."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from tests.browser import sample
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World

pytestmark = pytest.mark.urls("tests.browser.sample")


@pytest.fixture(autouse=True)
def sample_page(settings: Settings) -> None:
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [first | {"DIRS": [Path(__file__).parent / "templates"]}]
    sample.state.update(version=1, html="")
    sample.asked.clear()


def test_the_page_is_accessible_and_fits_a_phone(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    assert_accessible(page)
    assert_fits(page)


def test_a_form_with_errors_is_accessible_and_leads_to_its_fields(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_role("button", name="Anlegen").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert_accessible(page)
    summary.get_by_role("link", name="Titel").click()
    expect(page.get_by_label("Titel")).to_have_attribute("aria-invalid", "true")


def test_a_refusal_stands_above_the_form_and_keeps_what_was_typed(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_label("Titel").fill("nein")
    page.get_by_label("Reklamation").check()
    page.get_by_label("Titel").press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Das geht heute nicht.")
    expect(page.get_by_label("Titel")).to_have_value("nein")


def test_a_toast_tells_and_takes_back(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_label("Titel").fill("ja")
    page.get_by_label("Reklamation").check()
    page.get_by_role("button", name="Anlegen").click()
    toast = page.locator("toast-message")
    expect(toast).to_contain_text("Gespeichert.")
    assert_accessible(page)
    toast.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("toast-message")).to_contain_text("Zurückgenommen.")


def test_the_palette_finds_commands_places_and_what_the_server_knows(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Suchen oder Befehl")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name="Schritt weiter")).to_be_visible()
    assert_accessible(page)
    field.fill("anl")
    expect(page.get_by_role("option", name="Schritt weiter")).to_be_hidden()
    field.fill("Wiesen")
    option = page.get_by_role("option", name="Molkerei Wiesen")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == "result-1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/concerns/")


def test_a_command_of_the_palette_does_what_its_button_does(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.evaluate("document.getElementById('step').addEventListener('click', () => { document.title = 'gegangen' })")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Suchen oder Befehl").fill("schritt")
    page.keyboard.press("Enter")
    expect(page).to_have_title("gegangen")


def test_single_keys_press_their_buttons_but_not_while_typing(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.evaluate("document.getElementById('step').addEventListener('click', () => { document.title += 'w' })")
    page.get_by_label("Titel").press("w")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("w")
    expect(page).to_have_title("Beispiel · Rundumw")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    assert_accessible(page)


def test_single_keys_can_be_switched_off(open_as: OpenAs, world: World) -> None:
    world.aylin.single_keys = False
    world.aylin.save()
    page = open_as(world.aylin, "/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Befehle und Suche")).to_be_visible()


def test_g_and_a_letter_go_to_a_place_and_j_walks_the_rows(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Doppelte Abbuchung")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("Abbuchung auswählen")).to_be_checked()
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/concerns/")


def test_changes_by_others_appear_but_never_where_one_types(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.locator("#live-text").fill("mitten im Satz")
    sample.state.update(version=2, html='<p id="live-part">neu</p><div id="live-note">weg</div>')
    expect(page.locator("#live-part")).to_have_text("neu")
    expect(page.locator("#live-text")).to_have_value("mitten im Satz")
    page.locator("#live-text").fill("")
    page.evaluate("document.activeElement.blur()")
    expect(page.locator("#live-note")).to_have_text("weg")


def test_what_was_asked_for_before_one_acted_is_not_put_over_what_is_newer(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    held: list[Route] = []
    page.route("**/live/**", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/live/**"):
        pass
    page.get_by_role("button", name="nach zwei").click()
    expect(page.locator("#moved")).to_have_text("zwei")
    with page.expect_response("**/live/**version=1"):
        held[0].fulfill(body='<p id="live-part">von vorhin</p>', headers={"Rundum-Version": "2"})
    expect(page.locator("#live-part")).to_have_text("alt")


def test_others_are_told_that_one_is_writing(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_label("Entwurf").fill("Ich komme")
    with page.expect_response("**/live/**writing=1**"):
        pass
    assert "1" in sample.asked


def test_a_draft_outlives_the_window(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_label("Entwurf").fill("Ich komme morgen")
    page.reload()
    expect(page.get_by_label("Entwurf")).to_have_value("Ich komme morgen")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("#moved")).to_have_text("gesendet")
    page.reload()
    expect(page.get_by_label("Entwurf")).to_have_value("")


def test_dropping_a_card_presses_the_button_of_its_menu(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.locator("#card").drag_to(page.locator("[data-lane-id=zwei]"))
    expect(page.locator("#moved")).to_have_text("zwei")


def test_tabs_answer_to_the_arrow_keys(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_role("tab", name="Alles").press("ArrowRight")
    expect(page.get_by_role("tab", name="Geld")).to_be_focused()
    expect(page.get_by_text("Nur Geld")).to_be_visible()
    expect(page.get_by_text("Alles zusammen")).to_be_hidden()


def test_a_refused_act_is_told_and_changes_nothing(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/")
    page.get_by_role("button", name="Verbotenes").click()
    expect(page.locator("toast-message")).to_contain_text("Das macht das Team.")
    expect(page.locator("#moved-to")).to_be_empty()


def test_the_side_bar_opens_on_a_phone(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/", viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="Menü").click()
    expect(page.get_by_role("navigation", name="Bereiche")).to_be_visible()
    assert_accessible(page)


def test_error_pages_are_accessible(open_as: OpenAs, world: World) -> None:
    for path in ("/forbidden/", "/nirgends/"):
        assert_accessible(open_as(world.aylin, path))


def test_the_theme_of_the_account_is_there_at_once(open_as: OpenAs, world: World) -> None:
    world.aylin.theme = "dark"
    world.aylin.save()
    page: Page = open_as(world.aylin, "/")
    assert json.loads(page.evaluate("JSON.stringify(document.documentElement.dataset)"))["theme"] == "dark"

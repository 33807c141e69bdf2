"""The phone note in the browser: by keyboard while someone speaks, and on a phone."""

from playwright.sync_api import expect

from rundum.concerns.models import Concern, Promise
from rundum.timeline.models import Entry
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World, make_concern


def test_a_call_is_written_down_without_the_mouse(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    page = open_as(world.aylin, "/")
    page.keyboard.press("p")
    expect(page.locator("#id_who")).to_be_focused()
    page.keyboard.type("brandl")
    expect(page.get_by_role("radio", name="Theresa Brandl")).to_be_checked()
    expect(page.get_by_role("radio", name="Dosierpumpe undicht")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#id_voice")).to_be_focused()
    assert "Newsreader" in page.locator("#id_voice").evaluate("one => getComputedStyle(one).fontFamily")
    page.keyboard.type("Sie tropft wieder.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # the first of the times at hand
    expect(page.get_by_label("Was wir zusagen")).to_have_value("Wir rufen zurück")
    assert_accessible(page)
    assert_fits(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Dosierpumpe undicht")
    expect(page.locator("#timeline")).to_contain_text("Sie tropft wieder.")
    assert Promise.objects.get().concern == concern
    assert Entry.objects.get(verb="concerns.called").two_way


def test_choosing_another_caller_offers_what_concerns_them(open_as: OpenAs, world: World) -> None:
    make_concern(world.dairy, world.complaint, "Dosierpumpe undicht")
    page = open_as(world.aylin, "/concerns/phone/")
    page.locator("#id_voice").fill("Schon geschrieben")
    page.locator("#id_who").fill("r")  # too short to find anybody
    page.locator("#id_who").fill("1001")
    expect(page.get_by_role("radio", name="Dosierpumpe undicht")).to_be_visible()
    page.get_by_role("radio", name="Jemand anderes dort").check()
    expect(page.get_by_label("Name, wenn nicht aufgeführt")).to_be_visible()
    expect(page.locator("#id_voice")).to_have_value("Schon geschrieben")


def test_a_call_is_written_down_without_javascript(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/concerns/phone/", java_script_enabled=False)
    page.get_by_label("Wer ruft an?").fill("Brandl")
    page.get_by_label("Was sie sagen").fill("Sie tropft wieder.")
    page.get_by_role("button", name="Anruf festhalten").click()
    expect(page.get_by_role("radio", name="Theresa Brandl")).to_be_checked()
    expect(page.get_by_label("Was sie sagen")).to_have_value("Sie tropft wieder.")
    page.get_by_role("radio", name="Neu: Reklamation").check()
    page.get_by_role("button", name="Anruf festhalten").click()
    expect(page.locator("h1")).to_have_text("Sie tropft wieder")
    assert Concern.objects.get().contact == world.brandl

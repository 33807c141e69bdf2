"""Naming a colleague in a note: names are offered at @, and who is named finds it first in the Teamraum."""

import pytest
from playwright.sync_api import expect

from rundum.concerns.actions.talking import write_note
from rundum.concerns.models import Concern
from rundum.timeline.models import Mention
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


def test_at_an_at_sign_the_names_of_the_team_are_offered_and_taken_by_keyboard(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, f"/concerns/{world.dairy.pk}/{concern.pk}/")
    page.keyboard.press("o")
    page.keyboard.type("Schau mal, @")
    options = page.locator(".names [role=option]")
    expect(options.filter(has_text="Emeka Okafor")).to_be_visible()
    expect(options.filter(has_text="Aylin Kaya")).to_have_count(0)
    assert_accessible(page)
    page.keyboard.type("okaf")
    expect(options).to_have_count(1)
    expect(page.locator("#note_text")).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or "none"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#note_text")).to_have_value("Schau mal, @Emeka Okafor ")
    expect(page.locator(".names")).to_be_hidden()
    page.keyboard.type("und @em")
    expect(options).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".names")).to_be_hidden()
    expect(page.locator("#note_text")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Schau mal")
    assert Mention.objects.get().user == world.emeka


def test_a_name_is_taken_by_finger_on_a_customers_page(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, f"/customers/{world.dairy.pk}/", viewport=PHONE, has_touch=True)
    note = page.locator(".composer textarea")
    note.press_sequentially("@")
    page.locator(".names [role=option]", has_text="Emeka Okafor").tap()
    expect(note).to_have_value("@Emeka Okafor ")
    expect(note).to_be_focused()
    assert_fits(page)


def test_who_is_named_finds_it_before_all_other_work_on_a_phone_and_on_top_of_the_rail_elsewhere(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    write_note(concern, text="@Emeka schau mal", by=world.aylin)
    page = open_as(world.emeka, "/", viewport=PHONE)
    asked, today = page.locator("#asked"), page.locator("#today")
    expect(asked).to_contain_text("Aylin Kaya")
    assert asked.bounding_box()["y"] < today.bounding_box()["y"]
    assert_fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert abs(asked.bounding_box()["y"] - today.bounding_box()["y"]) < 2
    assert asked.bounding_box()["x"] > today.bounding_box()["x"] + today.bounding_box()["width"]
    signals = page.locator("aside.stack").last
    assert 0 < signals.bounding_box()["y"] - asked.bounding_box()["y"] - asked.bounding_box()["height"] < 40

"""Selecting concerns in the list: by key, by pointer, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from rundum.concerns.models import Concern
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern

LIST = "/concerns/list/"


@pytest.fixture
def concerns(world: World) -> list[Concern]:
    return [make_concern(world.dairy, world.complaint, f"Pumpe {number}", number=number) for number in (1, 2, 3)]


def test_rows_are_selected_and_taken_by_keyboard(open_as: OpenAs, world: World, concerns: list[Concern]) -> None:
    page = open_as(world.aylin, LIST)
    bar = page.locator("#selected")
    expect(bar).to_be_hidden()
    for key in "jxjx":
        page.keyboard.press(key)
    expect(bar).to_contain_text("2 ausgewählt")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("t")
    expect(page.locator("toast-message")).to_contain_text("2 Anliegen")
    assert Concern.objects.filter(holder=world.aylin).count() == 2
    page.locator("toast-message").get_by_role("button", name="Rückgängig").click()
    expect(page.locator("toast-message").last).to_contain_text("Zurückgenommen")
    assert not Concern.objects.filter(holder=world.aylin).exists()


def test_what_is_refused_stays_selected_and_can_be_cleared(
    open_as: OpenAs, world: World, concerns: list[Concern]
) -> None:
    Concern.objects.filter(pk=concerns[0].pk).update(holder=world.aylin)
    page = open_as(world.aylin, LIST)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Übernehmen").last.click()
    expect(page.locator("main [role=alert]")).to_contain_text("Du hältst den Faden schon")
    expect(page.locator("#selected")).to_contain_text("1 ausgewählt")
    assert_accessible(page)
    page.get_by_role("button", name="Aufheben").click()
    expect(page.locator("#selected")).to_be_hidden()


def test_rows_are_selected_by_touch_and_without_javascript(
    open_as: OpenAs, world: World, concerns: list[Concern]
) -> None:
    page = open_as(world.aylin, LIST, viewport=PHONE, has_touch=True, java_script_enabled=False)
    boxes = page.locator(".select-box")
    assert all((box.bounding_box() or {"height": 0})["height"] >= 44 for box in boxes.all())
    boxes.nth(0).tap()
    boxes.nth(2).tap()
    page.get_by_role("button", name="Wartet auf").tap()
    page.get_by_role("button", name="einen Lieferanten").tap()
    expect(page.locator("toast-message")).to_contain_text("2 Anliegen")
    assert Concern.objects.filter(waiting_for="supplier").count() == 2


def test_the_list_with_a_selection_fits_a_phone(open_as: OpenAs, world: World, concerns: list[Concern]) -> None:
    page = open_as(world.aylin, LIST, viewport=PHONE, has_touch=True)
    page.locator(".select-box").first.tap()
    expect(page.locator("#selected")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)

"""A day at the keyboard: from the customer in the palette to the customer's verdict without touching the mouse."""

import pytest
from playwright.sync_api import Page, expect

from rundum.concerns.models import Concern
from tests.conftest import OpenAs
from tests.world import World, make_concern

TITLE = "Dosierpumpen DP-40: Dichtungen undicht"


@pytest.fixture
def concern(world: World) -> Concern:
    world.aylin.language = "en"
    world.aylin.save()
    return make_concern(world.dairy, world.complaint, TITLE)


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what has the focus is called `name`."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(IS_CALLED, name):
            return
    raise AssertionError(f"{name!r} is not reached within {most} times Tab")


IS_CALLED = """name => {
    const one = document.activeElement;
    const labels = [...(one.labels ?? [])].map((label) => label.textContent).join(' ');
    return `${one.getAttribute('aria-label') ?? ''} ${labels} ${one.matches('a, button') ? one.textContent : ''}`
        .replace(/\\s+/g, ' ').includes(name);
}"""


def arrive(page: Page, heading: str) -> None:
    """Wait for the page with this heading, and for its scripts: no key counts before them."""
    expect(page.locator("h1")).to_contain_text(heading)
    page.wait_for_load_state()


def write_and_send(page: Page, key: str, *texts: str) -> None:
    """Choose by its key what to write; the cursor stands in the first field."""
    page.keyboard.press(key)
    for position, text in enumerate(texts):
        if position:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def leave_field(page: Page) -> None:
    page.keyboard.press("Escape")


def test_a_concern_by_keyboard_alone(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, "/", locale="en-GB")
    timeline = page.locator("#timeline")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()

    page.keyboard.press("Control+k")
    page.keyboard.type("other")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("wiesen")
    expect(page.get_by_role("option", name="Molkerei Wiesengrund")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    arrive(page, "Molkerei Wiesengrund")

    page.keyboard.press("g")
    page.keyboard.press("a")
    arrive(page, "Concerns")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    arrive(page, TITLE)

    page.keyboard.press("t")
    expect(page.locator("#concern-rail")).to_contain_text("Let go")
    write_and_send(page, "a", "One line stands still", "Seals leave today")
    expect(timeline).to_contain_text("Seals leave today")
    leave_field(page)
    write_and_send(page, "o", "Send the FKM set at once next time")
    expect(timeline).to_contain_text("FKM set")
    leave_field(page)

    page.keyboard.press("z")
    page.keyboard.type("The seals are there")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first of the times at hand
    page.keyboard.press("Control+Enter")
    ring = page.locator("#concern-rail .ring[data-s=ok]")
    expect(ring).to_be_visible()
    leave_field(page)
    tab_to(page, "Kept")
    page.keyboard.press("Enter")
    expect(ring).to_have_count(0)

    write_and_send(page, "u", "100.00", "Standstill")
    expect(timeline).to_contain_text("Standstill")
    leave_field(page)
    write_and_send(page, "u", "0.01", "One more cent")
    expect(page.locator("#credit_amount_error")).to_contain_text("Splitting is not allowed")
    leave_field(page)

    for position in (2, 3, 4):
        page.keyboard.press("w")
        expect(page.locator(f"#concern-steps li:nth-child({position})[aria-current=step]")).to_be_visible()
    page.keyboard.press("w")
    arrive(page, "What does the customer say?")
    tab_to(page, "Yes, it is solved")
    page.keyboard.press("Space")
    tab_to(page, "In their words")
    page.keyboard.type("Runs again, thank you")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#concern-rail")).to_contain_text("Runs again, thank you")
    page.wait_for_load_state()  # a page of its own: no key counts before its scripts

    page.keyboard.press("w")
    expect(page.locator("#concern-steps li:nth-child(5)[aria-current=step]")).to_be_visible()
    page.keyboard.press("w")
    arrive(page, "Close this concern")
    tab_to(page, "The customer has what they needed")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#concern-notices .note-brand")).to_be_visible()

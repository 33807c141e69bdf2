"""Two people at one concern: each sees what the other does, and neither loses what they write."""

import pytest
from playwright.sync_api import Page, expect

from rundum.concerns.models import Concern
from tests.checks import assert_accessible
from tests.conftest import OpenAs
from tests.world import World, make_concern

SOON = 3_000
"""Milliseconds within which others see what one does."""


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", summary="Zwei Pumpen")


def write_note(page: Page, text: str, *, send: bool) -> None:
    page.locator(".composer label.tab:has(input[value=note])").click()
    page.locator("#note_text").fill(text)
    if send:
        page.get_by_role("button", name="Notiz schreiben").click()


def test_notes_and_presence_of_the_other_appear_while_one_types(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    path = f"/concerns/{world.dairy.pk}/{concern.pk}/"
    aylin, emeka = open_as(world.aylin, path), open_as(world.emeka, path)
    expect(aylin.locator("#presence")).to_contain_text("Emeka", timeout=10_000)
    write_note(aylin, "Ich schreibe gerade noch", send=False)
    write_note(emeka, "FKM kommt morgen", send=True)
    expect(emeka.locator("#timeline")).to_contain_text("FKM kommt morgen")
    expect(aylin.locator("#timeline")).to_contain_text("FKM kommt morgen", timeout=SOON)
    expect(aylin.locator("#note_text")).to_have_value("Ich schreibe gerade noch")
    expect(emeka.locator("#presence")).to_contain_text("Aylin schreibt gerade")
    assert_accessible(aylin)


def test_of_two_descriptions_neither_is_lost(open_as: OpenAs, world: World, concern: Concern) -> None:
    path = f"/concerns/{world.dairy.pk}/{concern.pk}/description/"
    aylin, emeka = open_as(world.aylin, path), open_as(world.emeka, path)
    emeka.locator("#id_summary").fill("Drei Pumpen, Linie 2")
    emeka.locator("main form .btn-primary").click()
    expect(emeka.locator("h1")).to_have_text("Dosierpumpen undicht")
    aylin.locator("#id_summary").fill("Zwei Pumpen, Linie 4")
    aylin.locator("main form .btn-primary").click()
    expect(aylin.locator("h1")).to_have_text("Emeka hat das eben geändert")
    conflict = aylin.locator(".conflict")
    expect(conflict).to_contain_text("Drei Pumpen, Linie 2")
    expect(conflict).to_contain_text("Zwei Pumpen, Linie 4")
    assert_accessible(aylin)
    aylin.locator("#id_summary").fill("Drei Pumpen, Linie 2 und 4")
    aylin.locator("main form .btn-primary").click()
    expect(aylin.locator("h1")).to_have_text("Dosierpumpen undicht")
    concern.refresh_from_db()
    assert concern.summary == "Drei Pumpen, Linie 2 und 4"

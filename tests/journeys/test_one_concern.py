"""One concern from the free seat to the customer's verdict, as its people see it: in German with a mouse, in English
on a phone, and by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from rundum.accounts.actions.links import make_sign_in_link
from rundum.accounts.models import User
from rundum.concerns.models import Concern, Credit
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.journeys.words import Words
from tests.journeys.working import Working
from tests.world import World, make_concern

TITLE = "Dosierpumpen DP-40: Dichtungen undicht"
SAID = "Bei uns steht eine Linie still"
VERDICT = "Läuft wieder, danke fürs schnelle Kommen"


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, TITLE)


def sign_in_by_link(open_as: OpenAs, user: User, **options: object) -> Page:
    page = open_as(None, f"/sign-in/link/{make_sign_in_link(user, hours=1)}/", **options)
    assert_accessible(page)
    page.locator("main button").click()
    expect(page.locator("h1")).to_contain_text("Hanse")
    return page


def work_through(at: Working) -> None:
    """Everything between opening a free concern and closing it, and what the customer's timeline then says."""
    page, words = at.page, at.words
    expect(page.locator("h1")).to_have_text(TITLE)
    assert_accessible(page)
    at.take()
    at.record_talk(said=SAID, agreed="FKM-Dichtungen gehen heute noch raus")
    at.write_note("Beim nächsten Mal gleich den FKM-Satz mitschicken")
    at.promise("Die Dichtungen sind da")
    at.keep_promise()
    at.give_credit("99,99" if words.language == "de" else "99.99", "Stillstand")
    at.expect_on_timeline("99,99" if words.language == "de" else "99.99")
    at.give_credit("0,02" if words.language == "de" else "0.02", "Noch ein Cent")
    refused = "More than the team may decide alone for one case. Splitting is not allowed; ask for advice or consent."
    expect(page.locator("#credit_amount_error")).to_contain_text(words(refused))
    assert_accessible(page)
    assert Credit.objects.count() == 1
    at.record_verdict(VERDICT)
    at.close()
    assert_accessible(page)
    at.press(page.locator(".crumbs a[href^='/customers/']"))
    at.press(page.locator(".tabs-page a[href$='/timeline/']"))
    timeline = page.locator("main .tl")
    for happened in (SAID, "FKM-Dichtungen gehen", "FKM-Satz", "Die Dichtungen sind da", "Stillstand", VERDICT):
        expect(timeline).to_contain_text(happened)
    expect(timeline).not_to_contain_text("Noch ein Cent")
    assert_accessible(page)


def test_with_a_mouse_in_german(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = sign_in_by_link(open_as, world.aylin)
    assert_accessible(page)
    page.locator("#today").get_by_role("button", name="Übernehmen").click()
    toast = page.locator("toast-message")
    expect(toast).to_contain_text("Du hältst jetzt den Faden")
    expect(page.locator("#today").get_by_role("button", name="Übernehmen")).to_have_count(0)
    toast.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("#today").get_by_role("button", name="Übernehmen")).to_be_visible()  # it is free again
    page.get_by_role("link", name=TITLE).first.click()
    work_through(Working(page, Words("de"), lambda seen: seen.click()))


def test_on_a_phone_in_english(open_as: OpenAs, world: World, concern: Concern) -> None:
    world.aylin.language = "en"
    world.aylin.save()
    page = sign_in_by_link(open_as, world.aylin, viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB")
    page.locator(".tabbar").get_by_role("link", name="Concerns").tap()
    page.get_by_role("link", name=TITLE).first.tap()
    work_through(Working(page, Words("en"), lambda seen: seen.tap()))
    assert_fits(page)

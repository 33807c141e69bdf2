"""Suggestions on free cards in the browser: they come after the board, stay when it changes, and lead to an act."""

import pytest
from ortools.sat.python import cp_model  # noqa: F401 so that the first page does not wait for it (up to 8 s under load)
from playwright.sync_api import Page, expect

from rundum.concerns.actions.holding import take_concern
from rundum.concerns.models import Concern, HelpRequest, StepSkill
from rundum.skills.models import LearningWish, Proficiency, Skill
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    """Needs somebody who can weld alone: Aylin can, Chiara wants to learn it."""
    weld = Skill.objects.create(name="Schweißen")
    concern = make_concern(world.dairy, world.complaint, "Pumpe tropft")
    StepSkill.objects.create(step=concern.step, skill=weld, level=3)
    Proficiency.objects.create(user=world.aylin, skill=weld, level=3)
    LearningWish.objects.create(user=world.chiara, skill=weld)
    return concern


def count_frames_without(page: Page, selector: str) -> None:
    """Notes in the page how many frames were painted from now on in which nothing matched."""
    page.evaluate(
        """selector => {
            window.missed = 0;
            const look = () => {
                if (!document.querySelector(selector)) window.missed += 1;
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }""",
        selector,
    )


def test_whom_it_suits_takes_it_from_the_card(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, "/concerns/")
    card = page.locator(f"#card-{concern.pk}")
    expect(card).to_contain_text("Passt zu dir: du kannst Schweißen, du hast Luft")
    card.get_by_role("button", name="Übernehmen").click()
    expect(card.get_by_role("img", name="Aylin Kaya")).to_be_visible()
    expect(card.locator(".sug")).to_have_count(0)
    concern.refresh_from_db()
    assert concern.holder == world.aylin


def test_a_colleague_asks_whom_it_suits(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.emeka, "/concerns/")
    card = page.locator(f"#card-{concern.pk}")
    expect(card).to_contain_text("Aylin? kann Schweißen, hat Luft")
    card.get_by_role("link", name="Anfragen").click()
    expect(page.get_by_label("Wen")).to_have_value(str(world.aylin.pk))
    page.get_by_role("button", name="Anfragen").click()
    page.wait_for_url(f"**/concerns/{concern.customer_id}/{concern.pk}/")
    asked = HelpRequest.objects.get()
    assert (asked.concern, asked.asked, asked.by) == (concern, world.aylin, world.emeka)


def test_a_suggestion_stays_without_a_flicker_when_the_board_changes(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    other = make_concern(world.dairy, world.complaint, "Riss", number=2419)
    page = open_as(world.emeka, "/concerns/")
    expect(page.locator(f"#card-{concern.pk} .sug")).to_be_visible()
    page.evaluate("id => { document.getElementById(id).wasHere = true }", f"card-{concern.pk}")
    count_frames_without(page, f"#card-{concern.pk} .sug")
    take_concern(other, by=world.aylin)
    expect(page.locator(f"#card-{other.pk}").get_by_role("img", name="Aylin Kaya")).to_be_visible()
    expect(page.locator(f"#card-{other.pk} .sug")).to_have_count(0)
    page.wait_for_timeout(1500)  # asked again meanwhile
    expect(page.locator(f"#card-{concern.pk} .sug")).to_be_visible()
    assert page.evaluate("id => document.getElementById(id).wasHere === undefined", f"card-{concern.pk}")
    assert page.evaluate("window.missed") == 0


def test_a_free_concern_names_whom_it_suits_and_keeps_it_when_it_changes(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.emeka, f"/concerns/{concern.customer_id}/{concern.pk}/")
    page.evaluate("htmx.config.defaultSettleDelay = 200")  # so long new elements carry the attributes of the old ones
    place = page.locator("#concern-offer")
    expect(place).to_contain_text("kann Schweißen, hat Luft")
    expect(place).to_contain_text("will Schweißen lernen, Aylin begleitet")
    count_frames_without(page, "#concern-offer .person")
    page.get_by_role("button", name="Mithelfen").click()
    expect(page.locator("#concern-rail")).to_contain_text("hilft mit")
    page.wait_for_timeout(1000)
    expect(place).to_contain_text("kann Schweißen, hat Luft")
    assert page.evaluate("window.missed") == 0
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Aylin Kaya zu Anliegen 2418 anfragen").click()
    expect(page.get_by_label("Wen")).to_have_value(str(world.aylin.pk))


def test_suggestions_are_accessible_and_fit_a_phone(open_as: OpenAs, world: World, concern: Concern) -> None:
    for user in (world.aylin, world.emeka):
        for options in ({}, {"viewport": PHONE}):
            page = open_as(user, "/concerns/", **options)
            expect(page.locator(f"#card-{concern.pk} .sug")).to_be_visible()
            assert_accessible(page)
            assert_fits(page)


def test_without_javascript_the_board_leads_to_all_offers(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.emeka, "/concerns/", java_script_enabled=False)
    expect(page.locator(f"#card-{concern.pk}").get_by_role("button", name="Übernehmen")).to_be_visible()
    page.get_by_role("link", name="Angebote für freie Anliegen").click()
    expect(page.get_by_role("heading", name="Passt zu anderen")).to_be_visible()

"""From a customer nobody knows to one more person who could step in: by keyboard, on a phone, light and dark."""

from playwright.sync_api import expect

from rundum.concerns.models import StepSkill
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.actions.expecting import add_expectation
from rundum.customers.models import Reading
from rundum.skills.models import Proficiency, Skill
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World


def test_a_member_gets_to_know_a_customer_by_keyboard(open_as: OpenAs, world: World) -> None:
    add_expectation(world.dairy, text="Rückruf am selben Tag", source="said", by=world.aylin)
    decide_agreement(world.dairy, by=world.aylin, cadence="monatlich", terms=["Anrufen, nicht schreiben."])
    page = open_as(world.aylin, "/knowledge/?which=nobody")
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)
    lead = page.locator(f'main a[href="/customers/{world.dairy.pk}/reading/"]')
    lead.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading/")
    expect(page.get_by_text("Rückruf am selben Tag")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.locator('main form:has(h2) button[class*="btn-primary"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/customers/{world.dairy.pk}/")
    expect(page.locator(".toast")).to_be_visible()
    assert Reading.objects.get().user == world.aylin


def test_the_page_of_skills_with_the_steps_they_are_for(open_as: OpenAs, world: World) -> None:
    weld = Skill.objects.create(name="Schweißen", function=world.service)
    assert world.complaint.version
    StepSkill.objects.create(step=world.complaint.version.steps.get(position=2), skill=weld, level=3)
    Proficiency.objects.create(user=world.aylin, skill=weld, level=3)
    page = open_as(world.aylin, "/skills/")
    expect(page.locator("#steps-h")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)

"""Forecasts in the browser: the line of a concern comes by itself, a day chosen is answered where one stands."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rundum.base.clock import today
from rundum.concerns.models import Concern
from rundum.planning.tests.past_weeks import finish, founded, open_ones
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World


@pytest.fixture
def concern(world: World) -> Concern:
    founded(world.hanse, 12)
    finish(world, [6, 0, 2, 5, 4, 0, 3, 7, 2, 4, 3, 6])
    return open_ones(world, 9)[-1]


def test_the_page_is_accessible_fits_a_phone_and_answers_a_day(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, "/forecast/")
    expect(page.get_by_role("img", name="Wann es fertig ist")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    day = page.get_by_label("Bis wann")
    day.focus()
    day.fill((today() + timedelta(weeks=12)).isoformat())
    said = page.locator("#possible [role=status]")
    expect(said).to_contain_text(str((today() + timedelta(weeks=12)).day))
    expect(day).to_be_focused()
    day.fill(today().isoformat())
    expect(page.locator("#possible")).to_contain_text("Wähle einen Tag ab morgen.")
    expect(said).to_be_empty()
    expect(day).to_be_focused()
    assert_accessible(page)


def test_the_line_of_a_concern_comes_by_itself_and_leads_to_what_it_is_made_of(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, f"/concerns/{concern.customer_id}/{concern.pk}/")
    line = page.locator("#concern-forecast")
    expect(line).to_contain_text("Platz 9 von 9, nach Zusage.")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Woraus die Prognose besteht")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_without_javascript_the_line_is_a_link_and_the_day_a_form(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, f"/concerns/{concern.customer_id}/{concern.pk}/", java_script_enabled=False)
    page.locator("#concern-forecast").get_by_role("link").click()
    page.get_by_role("link", name="Alles Offene beim Team Hanse").click()
    page.get_by_label("Bis wann").fill((today() + timedelta(weeks=12)).isoformat())
    page.get_by_role("button", name="Ausrechnen").click()
    expect(page.locator("#possible [role=status]")).to_contain_text("mindestens")

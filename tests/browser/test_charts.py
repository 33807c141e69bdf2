"""Every chart on one page: accessible in light and dark, on a phone, and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World

pytestmark = pytest.mark.urls("tests.browser.sample")


@pytest.fixture(autouse=True)
def sample_page(settings: Settings) -> None:
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [first | {"DIRS": [Path(__file__).parent / "templates"]}]


def test_the_charts_are_named_described_and_fit_a_phone(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/charts/")
    expect(page.get_by_role("img", name="Zusagen gehalten", exact=False).first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_the_values_of_a_chart_open_as_a_table(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/charts/")
    table = page.locator(".datatable").first
    expect(table.get_by_role("table")).to_be_hidden()
    table.locator("summary").click()
    expect(table.get_by_role("row")).to_have_count(34)


def test_on_paper_the_charts_are_light_whole_and_without_the_frame(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/charts/", color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    colour = page.locator(".cc .band").first.evaluate("one => getComputedStyle(one).fill")
    assert float(colour.removeprefix("oklch(").split()[0]) > 0.9


def test_on_a_phone_every_second_week_is_left_out(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/charts/", viewport=PHONE)
    expect(page.locator("#chart-reply-t")).to_have_count(1)
    expect(page.locator(".cc .tick.minor").first).to_be_hidden()
    expect(page.locator(".cc .tick:not(.minor)").first).to_be_visible()

"""The pages of measures: accessible in light and dark, fit for a phone; what is written down stands on the chart."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from rundum.calc.months import Month
from rundum.calc.periods import Week
from rundum.concerns.models import Concern
from rundum.measures.actions.defining import define_measure
from rundum.measures.actions.entering import enter_values
from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.measures.given import given
from rundum.measures.models import Measure
from rundum.measures.queries.weeks import this_week
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen DP-40: Dichtungen undicht")


@pytest.fixture
def own(world: World, concern: Concern) -> Measure:
    """A share of the team's own with fifteen weeks, the latest of them beyond the limits."""
    measure = define_measure(
        world.hanse, name="Erreichbar am Telefon", kind=Kind.PROCESS, definition="Angenommene von allen Anrufen.",
        unit="", direction=Direction.UP, source=Source.ENTERED, data=Data.SHARE, by=world.aylin,
    )  # fmt: skip
    parts = [40, 42, 38, 41, 39, 40, 42, 38, 41, 39, 40, 42, 41, 39, 12]
    values = {
        this_week() - timedelta(weeks=len(parts) - at): given(Data.SHARE, part=Decimal(part), whole=Decimal(50))
        for at, part in enumerate(parts)
    }
    enter_values(measure, values, by=world.aylin)
    return measure


@pytest.mark.parametrize(
    "path",
    [
        "/measures/",
        "/measures/new/",
        "/measures/new/?source=filter&show=held",
        "/measures/waits/",
        "/measures/waits/concerns/?process={process}&phase=arrived&step=&whom=us",
        "/measures/{own}/",
        "/measures/{own}/values/",
        "/measures/{own}/file/",
        "/measures/{own}/weeks/{week}/",
        "/measures/{own}/?by=month",
        "/measures/{own}/months/{month}/",
        "/measures/{own}/limits/",
        "/measures/{own}/retirement/",
        "/customers/{customer}/measures/",
        "/customers/{customer}/measures/{received}/",
        "/customers/{customer}/measures/{received}/{arrived}/",
    ],
)
def test_a_page(open_as: OpenAs, world: World, own: Measure, concern: Concern, path: str) -> None:
    week = this_week() - timedelta(weeks=1)
    arrived = concern.arrived_at.date() - timedelta(days=concern.arrived_at.weekday())
    received = Measure.objects.get(key="received").pk
    page = open_as(
        world.aylin,
        path.format(
            own=own.pk, week=week, month=Month.of(Week.of(week)), arrived=arrived, customer=world.dairy.pk,
            received=received, process=world.complaint.pk,
        ),
    )  # fmt: skip
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)


def test_a_value_is_written_down_and_stands_on_the_chart(open_as: OpenAs, world: World, own: Measure) -> None:
    page = open_as(world.aylin, f"/measures/{own.pk}/values/")
    page.locator("input[name^=part_]").nth(1).fill("41")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("table.measure-weeks tbody tr").first).to_contain_text("82")


def test_the_course_is_switched_to_months_and_back_by_keyboard(open_as: OpenAs, world: World, own: Measure) -> None:
    page = open_as(world.aylin, f"/measures/{own.pk}/")
    switch = page.get_by_role("navigation", name="Wochen oder Monate")
    expect(switch.get_by_role("link", name="Wochen")).to_have_attribute("aria-current", "true")
    switch.get_by_role("link", name="Wochen").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**?by=month")
    expect(page.get_by_role("heading", name="Monat für Monat")).to_be_visible()
    expect(switch.get_by_role("link", name="Monate")).to_have_attribute("aria-current", "true")
    page.locator("table.measure-weeks tbody a").first.click()
    expect(page.get_by_role("heading", name="Seine Wochen")).to_be_visible()
    page.locator(".crumbs a").last.click()
    page.wait_for_url("**?by=month")
    switch.get_by_role("link", name="Wochen").click()
    expect(page.get_by_role("heading", name="Woche für Woche")).to_be_visible()

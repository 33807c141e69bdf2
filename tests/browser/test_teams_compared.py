"""Teams side by side, with weeks to look at."""

from datetime import timedelta

from playwright.sync_api import expect

from rundum.measures.models import Measure, WeekValue
from rundum.measures.queries.weeks import this_week
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World, make_team


def test_the_funnel_and_its_table_are_for_everyone(open_as: OpenAs, world: World) -> None:
    measure = Measure.objects.get(key="promises_kept")
    names = ("Alster", "Bille", "Elbe", "Isar", "Jade", "Küste")
    parts = ((188, 200), (91, 100), (402, 420), (113, 140), (171, 180), (3, 3))
    for name, (part, whole) in zip(names, parts, strict=True):
        week = this_week() - timedelta(weeks=2)
        WeekValue.objects.create(
            measure=measure, team=make_team(name), week=week, numerator=part, denominator=whole, n=whole
        )
    page = open_as(world.piet, f"/measures/teams/?measure={measure.pk}&weeks=13")
    expect(page.get_by_role("img", name=measure.name)).to_be_visible()
    first, *_others = page.get_by_role("rowheader").all_inner_texts()
    assert first == "Alster"
    expect(page.get_by_role("row", name="Isar").locator(".verdict")).to_have_attribute("data-signal", "bad")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="4 Wochen").or_(page.get_by_role("link", name="4 weeks")).click()
    expect(page.locator(".chip[aria-current=page]").last).to_contain_text("4")

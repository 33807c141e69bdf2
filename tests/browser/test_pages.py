"""Every page people work on: accessible in light and dark, and it fits a phone."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from rundum.concerns.models import Concern
from rundum.teams.forms.choosing import LOOKED_THROUGH
from tests.checks import assert_accessible, assert_fits, assert_fits_enlarged
from tests.conftest import OpenAs
from tests.world import World, make_concern, make_team

MEMBERS = [
    "/",
    "/concerns/",
    "/concerns/list/",
    "/concerns/new/",
    "/customers/",
    "/customers/new/",
    "/measures/teams/",
    "/profile/",
    "/profile/password/",
    "/profile/sessions/",
]
ADMINISTRATORS = ["/settings/", "/settings/people/", "/settings/functions/", "/settings/record/", "/import/"]

ENLARGED = [
    *MEMBERS,
    "/concerns/phone/",
    "/concerns/limits/",
    "/forecast/",
    "/improvement/",
    "/improvement/corrective-actions/",
    "/improvement/corrective-actions/new/",
    "/improvement/cycles/",
    "/improvement/cycles/new/",
    "/improvement/goals/new/",
    "/knowledge/",
    "/measures/",
    "/measures/new/",
    "/measures/waits/",
    "/offers/",
    "/people/",
    "/processes/",
    "/search/?q=mo",
    "/skills/",
    "/teams/",
    "/week/",
]


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen DP-40: Dichtungen undicht")


@pytest.mark.parametrize("path", MEMBERS)
def test_a_members_page(open_as: OpenAs, world: World, concern: Concern, path: str) -> None:
    page = open_as(world.aylin, path)
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("path", ADMINISTRATORS)
def test_an_administrators_page(open_as: OpenAs, world: World, path: str) -> None:
    page = open_as(world.ada, path)
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)


def test_the_page_of_a_concern_and_of_a_customer(open_as: OpenAs, world: World, concern: Concern) -> None:
    for path in (f"/concerns/{world.dairy.pk}/{concern.pk}/", f"/customers/{world.dairy.pk}/"):
        page = open_as(world.aylin, path)
        expect(page.locator("h1")).to_have_count(1)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("start", [0, 10, 20])
def test_with_text_of_twice_the_size_a_members_page_keeps_to_the_window(
    open_as: OpenAs, world: World, concern: Concern, start: int
) -> None:
    page = open_as(world.aylin, ENLARGED[start])
    for path in ENLARGED[start : start + 10]:
        page.goto(urljoin(page.url, path))
        assert_fits_enlarged(page)


def test_with_text_of_twice_the_size_what_administrators_set_up_keeps_to_the_window(
    open_as: OpenAs, world: World
) -> None:
    page = open_as(world.ada, "/")
    for path in (*ADMINISTRATORS, f"/processes/{world.complaint.pk}/"):
        page.goto(urljoin(page.url, path))
        assert_fits_enlarged(page)


def test_with_text_of_twice_the_size_a_concern_a_customer_and_a_person_keep_to_the_window(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    customer = f"/customers/{world.dairy.pk}/"
    acts = [f"/concerns/{world.dairy.pk}/{concern.pk}/{act}" for act in ("", "handover/", "verdict/", "closing/")]
    parts = [customer + part for part in ("", "concerns/", "money/", "people/", "timeline/", "measures/", "handover/")]
    page = open_as(world.aylin, customer)
    for path in (*acts, *parts, f"/people/{world.aylin.pk}/"):
        page.goto(urljoin(page.url, path))
        assert_fits_enlarged(page)


def test_of_many_teams_those_are_offered_that_fit_what_one_types(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    for number in range(LOOKED_THROUGH):
        make_team(f"Team {number}")
    make_team("Süd-Rhein")
    page = open_as(world.aylin, f"/concerns/{world.dairy.pk}/{concern.pk}/handover/")
    expect(page.locator("#id_to_team_offered option")).to_have_count(LOOKED_THROUGH)
    page.locator("#id_to_team").press_sequentially("rhei")
    expect(page.locator("#id_to_team_offered option")).to_have_count(1)
    expect(page.locator("#id_to_team_offered option")).to_have_attribute("value", "Süd-Rhein")
    assert_accessible(page)


def test_the_sign_in_page(open_as: OpenAs, world: World) -> None:
    page = open_as(None, "/sign-in/")
    assert_accessible(page)
    assert_fits(page)


def test_a_list_narrows_while_typing_and_the_way_back_shows_the_whole_page(open_as: OpenAs, world: World) -> None:
    page = open_as(world.aylin, "/customers/?team=all")
    page.get_by_label("Name or number").or_(page.get_by_label("Name oder Nummer")).fill("Molk")
    page.wait_for_url("**q=Molk**")
    expect(page.get_by_text("Klinikum Ostersee")).to_be_hidden()
    page.go_back()
    expect(page.get_by_text("Klinikum Ostersee")).to_be_visible()
    expect(page.locator(".side")).to_be_visible()

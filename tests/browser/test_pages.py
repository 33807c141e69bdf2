"""Every page people work on: accessible in light and dark, and it fits a phone."""

import pytest
from playwright.sync_api import expect

from rundum.concerns.models import Concern
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.world import World, make_concern

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

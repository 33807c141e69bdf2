"""From an empty installation to the first customer's first concern."""

from urllib.parse import urljoin

from playwright.sync_api import expect

from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs

PASSWORD = "Nordlicht-über-Kiel-7"


def test_an_empty_installation_becomes_a_team_with_its_first_concern(open_before_all: OpenAs) -> None:
    page = open_before_all(None, "/")
    page.wait_for_url("**/first-run/")
    assert_accessible(page)
    assert_fits(page)
    for name, value in {
        "organisation_name": "Nordwerk GmbH",
        "your_name": "Aylin Kaya",
        "your_email": "aylin@nordwerk.example",
        "your_password": PASSWORD,
        "team_name": "Hanse",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=begin_with][value=empty]").check()
    page.locator("main form .btn-primary").click()
    page.wait_for_url("**/start/")
    assert_accessible(page)

    for path in ("/", "/concerns/", "/concerns/list/", "/customers/"):
        page.goto(urljoin(page.url, path))
        expect(page.locator("main .empty, main .lane-empty").first).to_be_visible()
    assert_accessible(page)

    page.goto(urljoin(page.url, "/"))
    page.locator("main a[href='/start/']").click()  # the way back to what is still to be set up
    page.wait_for_url("**/start/")
    page.goto(urljoin(page.url, "/customers/"))
    page.locator("main a[href='/customers/new/']").first.click()
    page.locator("[name=name]").fill("Molkerei Wiesengrund eG")
    page.locator("[name=city]").fill("Kiel")
    page.locator("[name=reason]").fill("Unser erster Kunde")
    page.locator("main form .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("Molkerei Wiesengrund eG")
    assert_accessible(page)

    page.locator("main a[href^='/concerns/new/?customer=']").first.click()
    page.locator("[name=title]").fill("Dosierpumpen undicht")
    page.locator("[name=process]").first.check()
    page.locator("main form .btn-primary").click()
    expect(page.locator("h1")).to_have_text("Dosierpumpen undicht")
    assert_accessible(page)

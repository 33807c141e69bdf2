"""The flow board in Chromium: by keyboard, by dragging, and with a colleague at work elsewhere."""

from playwright.sync_api import expect

from rundum.concerns.actions.holding import take_concern
from rundum.concerns.models import LaneLimit
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern


def test_a_card_moves_by_key_and_the_focus_goes_with_it(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    page = open_as(world.aylin, "/concerns/")
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator(f"#lane-understand #card-{concern.pk}")).to_be_visible()
    expect(page.locator(f"#card-{concern.pk} h3 a")).to_be_focused()
    page.keyboard.press("t")
    expect(page.locator(f"#card-{concern.pk}").get_by_role("img", name="Aylin Kaya")).to_be_visible()


def test_a_card_moves_by_dragging_and_comes_back_by_undo(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    page = open_as(world.aylin, "/concerns/")
    page.locator(f"#card-{concern.pk}").drag_to(page.locator("#lane-solve"))
    expect(page.locator(f"#lane-solve #card-{concern.pk}")).to_be_visible()
    page.locator("#toasts form button").click()
    expect(page.locator(f"#lane-arrived #card-{concern.pk}")).to_be_visible()


def test_what_a_colleague_does_appears_within_three_seconds(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    board = open_as(world.aylin, "/concerns/")
    expect(board.locator(f"#card-{concern.pk}")).to_be_visible()
    take_concern(concern, by=world.emeka)
    emeka = board.locator(f"#card-{concern.pk}").get_by_role("img", name="Emeka Okafor")
    expect(emeka).to_be_visible(timeout=3000)


def test_board_list_intake_and_teamraum_are_accessible_and_fit_a_phone(open_as: OpenAs, world: World) -> None:
    LaneLimit.objects.create(team=world.hanse, phase="arrived", most=0)
    make_concern(world.dairy, world.complaint, "Undicht")
    for address in ("/", "/concerns/", "/concerns/list/", f"/concerns/new/?customer={world.dairy.pk}", "/processes/"):
        assert_accessible(open_as(world.aylin, address))
        assert_fits(open_as(world.aylin, address, viewport=PHONE))


def test_the_top_of_the_flow_leaves_a_phone_the_room_that_it_has_on_every_page(open_as: OpenAs, world: World) -> None:
    for address in ("/concerns/", "/concerns/list/"):
        top = open_as(world.aylin, address, viewport=PHONE).locator(".app .top")
        expect(top).to_have_css("padding-inline-start", "12px")


def test_with_text_of_twice_the_size_the_top_bar_keeps_to_the_window(open_as: OpenAs, world: World) -> None:
    for width in (1440, 1024):
        page = open_as(world.aylin, "/concerns/", viewport={"width": width, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        beyond = page.locator(".top, .top *").evaluate_all(
            "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.className)"
        )
        assert beyond == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        expect(page.locator(".top .leit-value").last).to_be_in_viewport()
        page.get_by_role("link", name="Anliegen N", exact=True).click()
        page.wait_for_url("**/concerns/new/")

"""One concern in the browser: two people at once, by keyboard alone, on a phone."""

import re

import pytest
from playwright.sync_api import Route, expect

from rundum.concerns.models import Concern, Promise
from rundum.timeline.models import Entry
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht", contact=world.brandl)


def path_of(concern: Concern) -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/"


def test_the_page_is_accessible_and_fits_a_phone(open_as: OpenAs, world: World, concern: Concern) -> None:
    assert_accessible(open_as(world.aylin, path_of(concern)))
    assert_fits(open_as(world.aylin, path_of(concern), viewport=PHONE))


def test_what_one_writes_appears_to_the_other_who_keeps_what_they_type(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    aylin, emeka = open_as(world.aylin, path_of(concern)), open_as(world.emeka, path_of(concern))
    emeka.keyboard.press("o")
    expect(emeka.locator("#note_text")).to_be_focused()
    emeka.keyboard.type("Mein Entwurf")
    expect(aylin.locator("#presence")).to_contain_text("Emeka", timeout=8000)
    aylin.keyboard.press("o")
    expect(aylin.locator("#note_text")).to_be_focused()
    aylin.keyboard.type("FKM kommt morgen")
    aylin.keyboard.press("Control+Enter")
    expect(aylin.locator("#timeline")).to_contain_text("FKM kommt morgen")
    expect(aylin.locator("#note_text")).to_have_value("")
    expect(emeka.locator("#timeline")).to_contain_text("FKM kommt morgen", timeout=8000)
    expect(emeka.locator("#note_text")).to_have_value("Mein Entwurf")


def test_a_promise_is_given_and_the_thread_taken_by_keyboard_alone(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.keyboard.press("t")  # Ü on a German keyboard, which Playwright does not have
    expect(page.locator("#concern-rail")).to_contain_text("Aylin Kaya")
    expect(page.locator(".toast")).to_be_visible()  # the last part of the answer is in place
    page.keyboard.press("z")
    expect(page.locator("#promise_text")).to_be_focused()
    page.keyboard.type("Dichtungen eingebaut")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Dichtungen eingebaut")
    assert Promise.objects.get().by == world.aylin


def test_what_an_amount_means_is_said_while_one_types_it(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.keyboard.press("u")
    page.keyboard.type("100")
    expect(page.locator("#authority-now .auth-ok")).to_be_visible()
    page.keyboard.type(",01")
    expect(page.locator("#authority-now .warn")).to_be_visible()


def test_what_is_pressed_twice_is_done_once(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.keyboard.press("o")
    page.locator("#note_text").fill("Nur einmal")
    page.locator("#compose-note [type=submit]").dblclick()
    expect(page.locator("#timeline")).to_contain_text("Nur einmal")
    page.locator("#note_text").fill("Und noch eine")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Und noch eine")
    assert Entry.objects.filter(verb="concerns.noted").count() == 2
    page.goto(page.url.removesuffix("/") + "/waiting/")
    page.locator("main form [type=submit]").dblclick()
    expect(page.locator("#concern-head")).to_contain_text("Molkerei")
    assert concern.waits.count() == 1


@pytest.mark.parametrize("status", [None, 502, 504])
def test_what_is_sent_again_after_the_answer_was_lost_is_done_once(
    open_as: OpenAs, world: World, concern: Concern, status: int | None
) -> None:
    page = open_as(world.aylin, path_of(concern), may_lose=True)
    page.keyboard.press("o")
    page.locator("#note_text").fill("Nur einmal")

    def lose(route: Route) -> None:
        route.fetch()
        keys.append(route.request.post_data or "")
        route.abort() if status is None else route.fulfill(status=status, body="<h1>Bad gateway</h1>")

    keys: list[str] = []
    page.route("**/notes/", lose, times=1)
    page.locator("#compose-note [type=submit]").click()
    expect(page.locator(".toast")).to_contain_text("Ob es festgehalten ist, ist offen.")
    expect(page.locator(".toast")).to_contain_text("es geschieht nur einmal")
    expect(page.locator("#note_text")).to_have_value("Nur einmal")
    assert Entry.objects.filter(verb="concerns.noted").count() == 1
    page.on("request", lambda request: keys.append(request.post_data or "") if request.method == "POST" else None)
    page.locator("#compose-note [type=submit]").click()
    expect(page.locator(".toast")).to_contain_text("Die Notiz steht")
    expect(page.locator("#timeline")).to_contain_text("Nur einmal")
    expect(page.locator("#note_text")).to_have_value("")
    assert Entry.objects.filter(verb="concerns.noted").count() == 1
    tokens = [re.search(r'name="csrfmiddlewaretoken"\s+(\w+)', sent) for sent in keys]
    assert len(tokens) == 2
    assert len({token and token[1] for token in tokens} - {None}) == 1


def test_an_act_after_a_lost_answer_leaves_what_is_sent_again_done_once(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, path_of(concern), may_lose=True)
    page.keyboard.press("o")
    page.locator("#note_text").fill("Nur einmal")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/notes/", lose, times=1)
    page.locator("#compose-note [type=submit]").click()
    expect(page.locator(".toast")).to_contain_text("Ob es festgehalten ist, ist offen.")
    page.locator("#task-form [name=text]").fill("Bestellen")
    page.locator("#task-form [name=text]").press("Enter")
    expect(page.locator("main")).to_contain_text("Bestellen")
    expect(page.locator("#task-form [name=text]")).to_have_value("")
    expect(page.locator("#note_text")).to_have_value("Nur einmal")
    page.locator("#compose-note [type=submit]").click()
    expect(page.locator("#timeline")).to_contain_text("Nur einmal")
    expect(page.locator("#note_text")).to_have_value("")
    assert Entry.objects.filter(verb="concerns.noted").count() == 1
    assert concern.tasks.count() == 1


def test_a_form_that_stands_on_may_mean_the_same_again_once_it_was_answered(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, path_of(concern), may_lose=True)
    page.evaluate(
        """() => {
            const form = document.querySelector("#compose-note");
            form.setAttribute("hx-swap", "none");
            htmx.process(form);
        }"""
    )
    page.keyboard.press("o")
    page.locator("#note_text").fill("Nicht erreicht")
    for times in (1, 2):
        page.locator("#compose-note [type=submit]").click()
        expect(page.locator("#timeline").get_by_text("Nicht erreicht")).to_have_count(times)
    page.route("**/notes/", lambda route: (route.fetch(), route.abort()), times=1)
    for _time in range(2):
        with page.expect_request("**/notes/"):
            page.locator("#compose-note [type=submit]").click()
        page.wait_for_timeout(300)
    expect(page.locator("#timeline").get_by_text("Nicht erreicht")).to_have_count(3)
    assert Entry.objects.filter(verb="concerns.noted").count() == 3


def test_a_new_toast_takes_the_place_of_one_that_can_no_longer_be_undone(
    open_as: OpenAs, world: World, concern: Concern
) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.keyboard.press("t")
    expect(page.locator(".toast")).to_contain_text("Faden")
    page.wait_for_timeout(600)  # they come together only within half a second
    page.keyboard.press("w")
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("Verstehen")


def test_the_cursor_stands_in_the_first_field_of_an_act(open_as: OpenAs, world: World, concern: Concern) -> None:
    for act, name in (("verdict", "contact"), ("closing", "outcome"), ("waiting", "whom")):
        page = open_as(world.aylin, f"{path_of(concern)}{act}/")
        assert page.evaluate("document.activeElement.name") == name

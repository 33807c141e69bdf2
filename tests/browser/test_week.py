"""A team's week in Chromium: what is too much is said while one types, and everything is done without a mouse."""

from datetime import timedelta
from decimal import Decimal

from playwright.sync_api import expect

from rundum.base.clock import now, today
from rundum.calc.periods import Week
from rundum.concerns.actions.promising import give_promise
from rundum.planning.actions.committing import commit_in_own_words
from rundum.planning.models import Commitment, OwnCommitment
from rundum.planning.queries.load import Beyond
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern


def test_too_much_is_said_while_typing_and_committed_to_only_knowingly(open_as: OpenAs, world: World) -> None:
    """AC23.1."""
    page = open_as(world.aylin, "/week/")
    page.get_by_label("Was es ist").fill("Inventur")
    page.locator("#own_hours").fill("95")
    expect(page.locator("#load")).to_contain_text("über der Kapazität")
    expect(page.locator("#own_seen")).to_contain_text("über der Kapazität des Teams")
    assert not OwnCommitment.objects.exists()
    page.locator("#own_hours").fill("2,5")
    expect(page.locator("#load")).not_to_contain_text("über der Kapazität")
    expect(page.locator("#load")).to_contain_text("jetzt 2,5")
    page.get_by_label("Ich übernehme es").last.check()
    expect(page.locator("#own-load")).to_contain_text("jetzt 2,5")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#plan")).to_contain_text("0 von 1 erledigt")
    page.locator("#toasts form button").click()
    expect(page.locator("#plan")).to_contain_text("Noch nichts.")


def test_what_was_done_is_said_in_the_row(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    give_promise(concern, text="Rückruf", due_at=now() + timedelta(minutes=5), by=world.aylin)
    page = open_as(world.aylin, "/concerns/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/week/")
    row = page.locator(f"#c{world.dairy.pk}-{concern.pk}")
    row.get_by_label("Stunden").fill("3")
    row.get_by_role("button", name="Vornehmen").click()
    expect(row).to_contain_text("vorgenommen, 3")
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.locator(".plan-who").get_by_text("Aylin Kaya")).to_be_visible()
    page.get_by_role("button", name="Mehr zu Undicht").click()
    page.get_by_role("button", name="In die nächste Woche schieben").click()
    expect(page.locator("#plan")).to_contain_text("in die nächste Woche geschoben")
    assert Commitment.objects.standing().get().week == Week.of(today()).plus(1).monday


def test_the_week_is_accessible_and_fits_a_phone(open_as: OpenAs, world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Undicht")
    give_promise(concern, text="Rückruf", due_at=now() + timedelta(minutes=5), by=world.aylin)
    for mine in (True, False):
        commit_in_own_words(
            world.hanse,
            week=Week.of(today()).monday,
            text="Einarbeitung in die neue Anlagensteuerung",
            hours=Decimal(50),
            mine=mine,
            by=world.aylin,
            accepted=Beyond(Decimal(400), Decimal(400)),
        )
    monday = Week.of(today()).monday.isoformat()
    for address in ("/week/", f"/week/{monday}/concerns/"):
        assert_accessible(open_as(world.aylin, address))
        assert_accessible(open_as(world.aylin, address, color_scheme="dark"))
        assert_fits(open_as(world.aylin, address, viewport=PHONE))

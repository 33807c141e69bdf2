"""The pages of corrective actions: accessible in light and dark, fit for a phone, at every part of the way."""

import pytest
from playwright.sync_api import expect

from rundum.improvement.actions.effect_checks import close_corrective_action, judge_effect
from rundum.improvement.actions.faults import note_fault, set_fault_limit
from rundum.improvement.models import ActionPart, Cause, CorrectiveAction
from rundum.improvement.tests.corrective import PARTS, about, at_the_check, brought_to, opened
from rundum.measures.models import Measure, Signal
from rundum.measures.queries.weeks import this_week
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.world import World, make_concern

WRITTEN = [part for part in PARTS if part is not ActionPart.SIMILAR]


@pytest.fixture
def action(world: World) -> CorrectiveAction:
    """About one concern, with one more that is like it, and one in another team; nothing is written yet."""
    about(world, "Dosierpumpe undicht", number=2419)
    make_concern(world.clinic, world.complaint, "Dosierpumpe undicht", number=2420)
    return opened(world, about(world, "Dosierpumpe DP-40: Dichtungen undicht nach Wechsel des Reinigungsmittels"))


def judged(world: World, action: CorrectiveAction, *, effective: bool) -> None:
    brought_to(world, ActionPart.VERDICT, action)
    with at_the_check():
        judge_effect(action, effective=effective, note="Seitdem kein zweites Mal undicht", by=world.emeka)
        if effective:
            note = "Die Arbeitsbeschreibung passt schon"
            close_corrective_action(action, note=note, by=world.emeka)


@pytest.fixture
def cause(world: World) -> Cause:
    """Noted as often as leads to the cause, and once more."""
    set_fault_limit(world.hanse, times=2, days=30, by=world.aylin)
    for note in ("Lieferschein ging ans alte Werk", "Rechnung ging ans alte Werk"):
        fault = note_fault(world.hanse, cause="Lieferadresse veraltet", note=note, by=world.aylin)
    return fault.cause


@pytest.fixture
def signal(world: World) -> Signal:
    measure = Measure.objects.get(key="promises_kept")
    return Signal.objects.create(
        measure=measure, team=world.hanse, rule="we1", first_week=this_week(), last_week=this_week()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/improvement/",
        "/improvement/corrective-actions/",
        "/improvement/corrective-actions/?state=closed",
        "/improvement/corrective-actions/new/",
        "/improvement/corrective-actions/new/?signal={signal}",
        "/improvement/corrective-actions/new/?cause={cause}",
        "/improvement/corrective-actions/faults/new/",
        "/improvement/corrective-actions/faults/limit/",
        "/improvement/corrective-actions/{action}/concerns/",
    ],
)
def test_a_page_of_the_team(
    open_as: OpenAs, world: World, action: CorrectiveAction, cause: Cause, signal: Signal, path: str
) -> None:
    page = open_as(world.aylin, path.format(action=action.pk, cause=cause.pk, signal=signal.pk))
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("part", [*PARTS, ActionPart.VERDICT])
def test_its_page_at_every_part(open_as: OpenAs, world: World, action: CorrectiveAction, part: ActionPart) -> None:
    brought_to(world, part, action)
    page = open_as(world.aylin, f"/improvement/corrective-actions/{action.pk}/")
    expect(page.locator("li[aria-current=step] b").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("part", [*WRITTEN, ActionPart.VERDICT])
def test_the_form_of_a_part(open_as: OpenAs, world: World, action: CorrectiveAction, part: ActionPart) -> None:
    brought_to(world, part, action)
    page = open_as(world.emeka, f"/improvement/corrective-actions/{action.pk}/{part.value.replace('_', '-')}/")
    expect(page.locator("main form .btn-primary")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_similar_cases_are_looked_through_on_a_phone_too(
    open_as: OpenAs, world: World, action: CorrectiveAction
) -> None:
    brought_to(world, ActionPart.SIMILAR, action)
    page = open_as(world.aylin, f"/improvement/corrective-actions/{action.pk}/similar-cases/", viewport=PHONE)
    expect(page.locator("[name=own]")).to_have_count(1)
    expect(page.locator("[name=elsewhere]")).to_have_count(1)
    expect(page.locator("main")).not_to_contain_text(world.clinic.name)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("effective", [True, False])
def test_its_page_after_the_verdict(open_as: OpenAs, world: World, action: CorrectiveAction, effective: bool) -> None:
    judged(world, action, effective=effective)
    page = open_as(world.aylin, f"/improvement/corrective-actions/{action.pk}/")
    if not effective:
        page.locator("details.sheet summary").click()
    expect(page.locator("main")).to_contain_text("Seitdem kein zweites Mal undicht")
    assert_accessible(page)
    assert_fits(page)


def test_the_concerns_page_with_what_goes_to_its_cause(open_as: OpenAs, world: World, action: CorrectiveAction) -> None:
    concern = action.links.get().concern
    page = open_as(world.aylin, f"/concerns/{concern.customer_id}/{concern.pk}/")
    expect(page.get_by_role("link", name=action.label)).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_on_a_phone_in_the_dark(open_as: OpenAs, world: World, action: CorrectiveAction) -> None:
    brought_to(world, ActionPart.VERDICT, action)
    page = open_as(world.aylin, f"/improvement/corrective-actions/{action.pk}/", viewport=PHONE, color_scheme="dark")
    expect(page.locator("h1")).to_have_text(action.title)
    assert_accessible(page)

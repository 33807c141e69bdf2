"""What a team settles among its people: help asked and given, mistakes taken back, customers handed over, processes
and agreements changed, and by whom they are not."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rundum.base.clock import now
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern
from rundum.customers.actions.agreeing import decide_agreement
from rundum.customers.models import Customer, WorkingAgreement
from rundum.timeline.models import Entry
from tests.checks import assert_accessible
from tests.conftest import OpenAs
from tests.world import World, make_concern, make_process


@pytest.fixture
def concern(world: World) -> Concern:
    return make_concern(world.dairy, world.complaint, "Dosierpumpen undicht")


def path_of(concern: Concern) -> str:
    return f"/concerns/{concern.customer_id}/{concern.pk}/"


def test_an_act_is_taken_back_from_the_toast(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.get_by_role("button", name="Nächster Schritt").click()
    expect(page.locator("#concern-steps [aria-current=step]")).to_contain_text("Verstehen")
    page.locator("toast-message").get_by_role("button", name="Rückgängig").click()
    expect(page.locator("#concern-steps [aria-current=step]")).to_contain_text("Angekommen")
    expect(page.locator("toast-message")).to_contain_text("Zurückgenommen.")


def test_help_is_asked_for_and_given(open_as: OpenAs, world: World, concern: Concern) -> None:
    page = open_as(world.aylin, path_of(concern))
    page.locator("#concern-rail a[data-key=h]").click()
    assert_accessible(page)
    page.locator("[name=asked]").select_option(label="Emeka Okafor")
    page.locator("[name=note]").fill("Welche Dichtung verträgt die neue Säure?")
    page.locator("main form .btn-primary").click()
    expect(page.locator("#concern-rail")).to_contain_text("Aylin hat Emeka um Hilfe gebeten.")

    emeka = open_as(world.emeka, "/")
    expect(emeka.locator("#asked")).to_contain_text("Welche Dichtung")
    assert_accessible(emeka)
    emeka.locator("#asked a.ttl").click()
    emeka.get_by_role("button", name="Ich helfe").click()
    expect(emeka.locator("#concern-rail")).to_contain_text("hilft mit")


def test_a_customer_goes_to_another_team_with_its_checklist(open_as: OpenAs, world: World, concern: Concern) -> None:
    give_promise(concern, text="Die Dichtungen sind da", due_at=now() + timedelta(days=1), by=world.aylin)
    page = open_as(world.aylin, f"/customers/{world.dairy.pk}/")
    page.locator("main a[href$='/handover/']").click()
    page.locator("[name=to_team]").select_option(label="Förde")
    page.locator("[name=reason]").fill("Das Werk zieht nach Flensburg")
    page.locator("main form .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("Förde")
    assert_accessible(page)

    piet = open_as(world.piet, "/")
    expect(piet.locator("#week")).to_contain_text("Molkerei Wiesengrund")
    piet.goto(page.url)
    receive = piet.locator("form[action$='/receipt/'] button")
    expect(receive).to_be_disabled()
    open_items = piet.locator("form.act button")
    for _item in range(open_items.count()):
        left = open_items.count()
        open_items.first.click()
        expect(open_items).to_have_count(left - 1)
    receive.click()
    expect(piet.locator("h1")).to_contain_text("Molkerei Wiesengrund")
    assert Customer.objects.get(pk=world.dairy.pk).team == world.foerde


def test_a_process_is_changed_and_an_earlier_version_comes_back(open_as: OpenAs, world: World) -> None:
    sale = make_process("own-sale", "Verkauf der Hanse", team=world.hanse)
    page = open_as(world.aylin, f"/processes/{sale.pk}/")
    page.locator("main a[href$='/editing/']").click()
    assert_accessible(page)
    page.locator("[name$=outcome]").fill("Die Anlage läuft wieder, und die Ursache ist weg")
    page.locator("main form .btn-primary[value=save]").click()
    outcome = page.locator("[aria-labelledby=h-outcome]")
    expect(outcome).to_contain_text("und die Ursache ist weg")
    page.locator("a[href$='/versions/1/']").click()
    assert_accessible(page)
    page.locator("form[action$='/restoring/'] button").click()
    expect(outcome).to_contain_text("Es läuft wieder")
    sale.refresh_from_db()
    assert sale.version.number == 3


def test_a_coach_changes_no_agreement(open_as: OpenAs, world: World) -> None:
    decide_agreement(world.dairy, by=world.aylin, channel="phone", terms=["Betriebsleitung anrufen"])
    page = open_as(world.henrik, f"/customers/{world.dairy.pk}/agreement/")
    expect(page.locator("main")).to_contain_text("Betriebsleitung anrufen")
    expect(page.locator("[name=terms]")).to_have_count(0)
    status = page.evaluate(
        """async () => (await fetch(location.href, {method: "POST", body: new URLSearchParams({terms: "Nur schreiben"}),
            headers: {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})).status"""
    )
    assert status == 403
    assert WorkingAgreement.objects.count() == 1
    assert Entry.objects.filter(verb="timeline.refused", by=world.henrik).exists()

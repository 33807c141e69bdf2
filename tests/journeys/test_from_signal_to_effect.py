"""Something goes wrong, and the team goes to its cause: from a signal or a broken promise to a fix that somebody else
has seen to work (AC4.1, AC4.2), in the browser. Only the clock is told what time it is.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from rundum.base.clock import now
from rundum.concerns.actions.promising import give_promise
from rundum.concerns.models import Concern, Credit
from rundum.decisions.models import AuthorityUse
from rundum.improvement.models import CorrectiveAction, EffectCheck, LinkedConcern
from rundum.measures.actions.defining import define_measure
from rundum.measures.actions.entering import enter_values
from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.measures.given import given
from rundum.measures.models import Measure, Signal
from rundum.measures.queries.weeks import this_week
from rundum.measures.tests.small_world import refresh
from tests.checks import assert_accessible, assert_fits
from tests.conftest import PHONE, OpenAs
from tests.journeys.conftest import Tell
from tests.journeys.words import Words
from tests.world import World, make_concern

BEGIN = datetime(2026, 11, 25, 9, tzinfo=UTC)
"""A Wednesday, 10:00 in Berlin."""
BEFORE = (3, 4, 2, 3, 4, 3, 2, 4, 3, 3, 4, 2, 3, 4, 14)
AFTER = (3, 0, 1, 0, 0, 1, 0, 0, 1, 0)
"""The week of the fix and those after it."""
FAULT = "Falscher Dichtungswerkstoff nach Wechsel des Mediums"
CAUSE = "Medium bei der Wartung nicht abgefragt"


@pytest.fixture
def measure(world: World, tell: Tell) -> Measure:
    """What only the team can know, written down week by week; the last week is far beyond the limits."""
    tell(BEGIN)
    measure = define_measure(
        world.hanse, name="Undichte Pumpen", kind=Kind.OUTPUT, definition="Gemeldete undichte Pumpen.", unit="",
        direction=Direction.DOWN, source=Source.ENTERED, data=Data.COUNT, by=world.aylin,
    )  # fmt: skip
    write_weeks(measure, BEFORE, weeks_ago=len(BEFORE), world=world)
    refresh(BEGIN)
    return measure


def write_weeks(measure: Measure, parts: tuple[int, ...], *, weeks_ago: int, world: World) -> None:
    first = this_week() - timedelta(weeks=weeks_ago)
    values = {first + timedelta(weeks=at): given(Data.COUNT, part=Decimal(part)) for at, part in enumerate(parts)}
    enter_values(measure, values, by=world.aylin)


@pytest.fixture
def concern(world: World, tell: Tell) -> Concern:
    tell(BEGIN)
    return make_concern(world.dairy, world.complaint, "Dosierpumpe DP-40: Dichtungen undicht")


def submit(page: Page, said: str) -> None:
    """Press the form's main button, and read that it is done."""
    page.locator("main form .btn-primary").click()
    expect(page.locator(".toast", has_text=said).first).to_be_visible()


def test_from_a_signal_to_a_fix_that_somebody_else_has_seen_to_work(
    open_as: OpenAs, world: World, measure: Measure, concern: Concern, tell: Tell
) -> None:
    words = Words("de")
    alike = make_concern(world.dairy, world.complaint, "Dichtungen an der zweiten Pumpe undicht", number=2425)
    theirs = make_concern(world.clinic, world.complaint, "Dichtungen im Sterilisator undicht", number=2431)

    page = open_as(world.aylin, f"/measures/{measure.pk}/")
    page.locator("section[aria-labelledby=h-signals]").get_by_role("link", name=measure.name).click()
    page.get_by_role("link", name=words("Act: open a corrective action")).click()
    expect(page.locator("main .note")).to_contain_text(measure.name)
    page.locator("[name=title]").fill(FAULT)
    page.locator("[name=concerns]").fill(str(concern.number))
    submit(page, words("The corrective action is open."))
    action = CorrectiveAction.objects.get()
    assert action.signal == Signal.objects.get(acted=True)

    contain(page, words, concern)
    assert Credit.objects.get().use.amount == Decimal(80)
    assert AuthorityUse.objects.get().team == world.hanse
    page.locator("[name=text]").fill("Instandhaltung informiert, Boden gereinigt")
    submit(page, words("The consequences are written down."))
    page.locator("[name=needed][value=yes]").check()
    submit(page, words("Decided."))
    page.locator("[name=why_1]").fill("Der Werkstoff verträgt das neue Medium nicht")
    page.locator("[name=why_2]").fill("Bei der Wartung fragt niemand danach")
    page.locator("[name=cause]").fill(CAUSE)
    submit(page, words("The causes are written down."))
    look_for_similar_cases(page, words, world, alike)
    ties = LinkedConcern.objects.exclude(tie=LinkedConcern.Tie.ABOUT).values_list("concern", "tie")
    assert set(ties) == {(alike.pk, LinkedConcern.Tie.SAME_CAUSE), (theirs.pk, LinkedConcern.Tie.ELSEWHERE)}

    page.locator("[name=text]").fill("Die Frage steht jetzt im Wartungsplan")
    expect(page.get_by_label(world.aylin.name)).to_be_checked()  # who writes it down is taken for who did it
    submit(page, words("The fix is written down."))
    page.locator("[name=measure]").select_option(label=measure.name)
    page.locator("[name=expected]").fill("Höchstens eine undichte Pumpe in der Woche")
    submit(page, words("The check is planned."))
    assert_accessible(page)
    assert_fits(page)

    tell(BEGIN + timedelta(weeks=len(AFTER)))
    write_weeks(measure, AFTER, weeks_ago=len(AFTER), world=world)
    the_doer_does_not_judge(page, words, action)
    judge = open_as(world.emeka, "/")
    judge.get_by_role("link", name=words("Has it worked? %(title)s", title=FAULT)).click()
    judge.get_by_role("link", name=words("Judge the effect")).click()
    expect(judge.locator("section[aria-labelledby=h-effect] .verdict[data-signal=good]")).to_be_visible()
    assert_accessible(judge)
    judge.locator("[name=effective][value=yes]").check()
    judge.locator("[name=note]").fill("Zehn Wochen, kaum eine undichte Pumpe")
    submit(judge, words("The verdict is given."))
    judge.locator("[name=note]").fill("Der Wartungsplan ist geändert")
    submit(judge, words("The corrective action is closed."))
    assert_accessible(judge)
    assert EffectCheck.objects.get().judged_by == world.emeka
    action.refresh_from_db()
    assert not action.is_open

    judge.get_by_role("link", name=measure.name).first.click()
    expect(judge.locator("svg.cc .ann-t")).to_contain_text(words("%(action)s: fix", action=action.label))
    judge.go_back()
    judge.get_by_role("link", name=str(concern.number)).click()
    expect(judge.locator("#timeline")).to_contain_text(
        words("closed corrective action %(number)s", number=str(action.number))
    )


def contain(page: Page, words: Words, concern: Concern) -> None:
    """What was done at once, with goodwill; the bar says before the button what is left of the authority."""
    page.locator("[name=text]").fill("Linie gedrosselt, Auffangwannen gestellt")
    page.locator("select[name=concern]").select_option(index=1)
    page.locator("[name=amount]").press_sequentially("80")
    page.locator("[name=reason]").fill("Ausfall der Linie")
    expect(page.locator("#authority-now")).to_contain_text("170,00")
    submit(page, words("The containment is written down."))
    expect(page.locator("ol.tl")).to_contain_text(concern.customer.name)


def look_for_similar_cases(page: Page, words: Words, world: World, alike: Concern) -> None:
    """One of the team's own and one elsewhere have the same cause; of the other team's nothing names the customer."""
    page.get_by_role("link", name=words("Look for similar cases")).click()
    page.locator("[name=own]").check()
    page.locator("[name=elsewhere]").check()
    page.locator("[name=text]").fill("Eine weitere bei uns, eine in Förde")
    expect(page.locator("main")).not_to_contain_text(world.clinic.name)
    expect(page.locator("main")).not_to_contain_text("Sterilisator")
    assert_accessible(page)
    page.locator("main form .btn-primary").click()
    expect(page.locator("ol.tl")).to_contain_text(alike.title)
    expect(page.locator("ol.tl")).to_contain_text(world.foerde.name)
    expect(page.locator("main")).not_to_contain_text(world.clinic.name)


def the_doer_does_not_judge(page: Page, words: Words, action: CorrectiveAction) -> None:
    """The page says who does; the form is not offered, and what is sent all the same changes nothing."""
    page.reload()
    expect(page.locator("ol.tl")).to_contain_text(
        words("You worked on the fix yourself. Somebody else in the team judges its effect.")
    )
    expect(page.get_by_role("link", name=words("Judge the effect"))).to_have_count(0)
    page.goto(f"{page.url}verdict/")
    expect(page.locator("[name=effective]")).to_have_count(0)
    status = page.evaluate(
        """async () => {
            const csrf = document.querySelector('[name=csrfmiddlewaretoken]').value
            const body = new URLSearchParams({effective: 'yes', note: 'Passt', csrfmiddlewaretoken: csrf})
            return (await fetch(location.href, {method: 'POST', body})).status
        }"""
    )
    assert status == 422
    assert EffectCheck.objects.get(action=action).judged_at is None


def test_a_broken_promise_leads_to_its_cause_and_goodwill_ends_at_the_authority(
    open_as: OpenAs, world: World, concern: Concern, tell: Tell
) -> None:
    words = Words("de")
    give_promise(concern, text="Dichtungen am Freitag", due_at=now() + timedelta(days=2), by=world.aylin)
    tell(BEGIN + timedelta(days=5))
    page = open_as(world.aylin, f"/concerns/{concern.customer_id}/{concern.pk}/", viewport=PHONE)
    expect(page.locator("#concern-rail .ring[data-s=broken]").first).to_be_visible()
    page.locator("a.link", has_text=words("Go to the cause")).click()
    title = words("Promise not kept: %(promise)s", promise="Dichtungen am Freitag")
    expect(page.locator("[name=title]")).to_have_value(title)
    expect(page.locator("[name=concerns]")).to_have_value(str(concern.number))
    submit(page, words("The corrective action is open."))
    page.locator("[name=text]").fill("Eilteile mit eigenem Wagen gebracht")
    page.locator("select[name=concern]").select_option(index=1)
    page.locator("[name=amount]").fill("180")
    page.locator("[name=reason]").fill("Termin gebrochen")
    page.locator("main form .btn-primary").click()
    expect(page.locator("main .note-bad")).to_be_visible()
    assert not Credit.objects.exists()
    expect(page.locator("[name=text]")).to_have_value("Eilteile mit eigenem Wagen gebracht")
    assert_accessible(page)
    page.locator("[name=amount]").fill("60")
    submit(page, words("The containment is written down."))
    assert Credit.objects.get().use.amount == Decimal(60)
    page.goto(page.url.partition("/improvement/")[0] + f"/concerns/{concern.customer_id}/{concern.pk}/")
    expect(page.get_by_role("link", name="KM-1 ")).to_be_visible()

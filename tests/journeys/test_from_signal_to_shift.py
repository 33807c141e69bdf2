"""The chain of AC26.1 up to "the chart shows the shift", in the browser: a late reply is logged, the measure moves, a
signal asks, a cycle acts on it, the work specification changes, and weeks later the chart shows what that did.

Weeks are lived through the actions that people use; only the clock is told what time it is.
"""

from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Page, expect

from rundum.base.clock import standing_at
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.talking import record_talk
from rundum.concerns.models import Concern
from rundum.improvement.models import Cycle
from rundum.measures.models import LimitChange, Measure, Signal
from rundum.measures.queries.charted import charted_of
from rundum.measures.tests.small_world import refresh
from tests.checks import assert_accessible, assert_fits
from tests.conftest import OpenAs
from tests.journeys.conftest import Tell
from tests.journeys.words import Words
from tests.journeys.working import Working
from tests.world import World

FIRST = datetime(2026, 2, 2, 8, tzinfo=UTC)
"""A Monday, 9:00 in Berlin."""
STEADY = (4, 3, 5, 4, 3.5, 4.5, 5, 3, 4, 4.5, 3.5, 4, 5, 3, 4, 4.5, 3.5, 5, 4, 3)
QUICK = (1, 1.5, 1, 2, 1.5, 1, 1, 2, 1.5, 1, 1.5, 1)
LATE = len(STEADY)
"""The week of the late reply."""
IDEA = "Morgenrunde: wer nimmt was"


def monday(week: int) -> datetime:
    return FIRST + timedelta(weeks=week)


def arrive(world: World, week: int, title: str) -> Concern:
    with standing_at(monday(week)):
        return take_in_concern(
            world.dairy, process=world.complaint, title=title, channel="email", contact=world.brandl, by=world.aylin
        )


def live(world: World, first: int, hours: tuple[float, ...]) -> None:
    """A concern a week, answered after so many hours."""
    for week, until in enumerate(hours, first):
        concern = arrive(world, week, f"Anliegen {week}")
        with standing_at(monday(week) + timedelta(hours=until)):
            record_talk(concern, kind="call", contact=world.brandl, text="Besprochen", by=world.emeka)


def test_from_a_late_reply_to_the_shift_on_the_chart(open_as: OpenAs, world: World, tell: Tell) -> None:
    words = Words("de")
    world.complaint.team = world.hanse  # a process of the team's own, so its members change it
    world.complaint.save()
    reply = Measure.objects.get(key="first_reply")
    live(world, 0, STEADY)
    late = arrive(world, LATE, "Kühlung fällt aus")

    tell(monday(LATE) + timedelta(days=3))
    refresh(monday(LATE) + timedelta(days=3))
    page = open_as(world.aylin, f"/measures/{reply.pk}/")
    this_week = page.locator(".measure-weeks tbody tr").first
    expect(this_week).to_contain_text("mehr als 72,0")  # it waits, and nobody has answered
    page.goto(page.url.replace(f"/measures/{reply.pk}/", f"/concerns/{world.dairy.pk}/{late.pk}/"))
    Working(page, words, lambda seen: seen.click()).record_talk(said="Endlich meldet ihr euch", agreed="Wir kommen")
    refresh(monday(LATE) + timedelta(days=3, hours=1))
    page.goto(page.url.replace(f"/concerns/{world.dairy.pk}/{late.pk}/", f"/measures/{reply.pk}/"))
    expect(this_week).not_to_contain_text("mehr als")
    expect(this_week).to_contain_text("72,0")
    assert not Signal.objects.filter(measure=reply).exists()  # the week still moves

    began = monday(LATE + 2)
    tell(began)
    refresh(began)
    limits_then = charted_of(reply, world.hanse).chart.now.limits
    plan_on_signal(page, words)
    assert Signal.objects.get(measure=reply, rule="we1").acted
    change_specification(page, words, world.complaint.pk)
    write_down(page, words, began.date())

    live(world, LATE + 1, STEADY[:1])
    live(world, LATE + 2, QUICK)
    after = monday(LATE + 2 + len(QUICK) + 2)
    tell(after)
    refresh(after)
    page.reload()
    # The late week itself is among those before, and one such week leaves the mean of 13 open to chance: the comparison
    # claims nothing yet. The chart, whose limits come from the weeks before it, does show the shift.
    expect(page.locator("#h-check + .verdict")).to_have_text(words("Not distinguishable from noise yet"))
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name=words("First human reply")).first.click()
    chart = page.locator("svg.cc").first
    expect(chart.locator(".mean")).to_have_count(2)  # new limits, and the old ones to their left
    expect(chart.locator(".ann-t").first).to_contain_text(IDEA)
    now = charted_of(reply, world.hanse).chart
    assert [stretch.start for stretch in now.stretches] == [0, LATE + 2]
    assert limits_then is not None
    assert now.stretches[0].limits is not None
    assert now.stretches[0].limits.upper[:LATE] == limits_then.upper[:LATE]
    assert any(judged.favour == "favourable" for judged in now.now.against_before)
    assert LimitChange.objects.get().sentence == IDEA

    page.get_by_role("link", name=IDEA).first.click()
    page.get_by_role("link", name=words("Say what becomes of it")).click()
    page.get_by_label(words("Adopt", "end of a cycle")).check()
    page.get_by_label(words("What we have learnt")).fill("Wer morgens verteilt, antwortet mittags")
    page.locator("main form .btn-primary").click()
    expect(page.locator("#h-act + .tag")).to_have_text(words("Adopt", "end of a cycle"))
    assert_accessible(page)
    assert Cycle.objects.get().result_how == "welch"


def plan_on_signal(page: Page, words: Words) -> None:
    """The improvement page shows the signal; a cycle is planned on it and begins."""
    page.goto(page.url.partition("/measures/")[0] + "/improvement/")
    assert_accessible(page)
    assert_fits(page)
    page.locator("li", has_text=words("beyond the natural limits")).get_by_role(
        "link", name=words("First human reply")
    ).click()
    page.get_by_role("link", name=words("Act: start a cycle")).click()
    page.get_by_label(words("What is the problem")).fill("Eine Antwort kam erst nach drei Tagen")
    page.get_by_label(words("What we try")).fill(IDEA)
    page.get_by_label(words("How we try it")).fill("Um neun, zehn Minuten, zwölf Wochen lang")
    page.locator("[name=phase]").select_option("understand")
    page.locator("[name=start]").fill("4")
    page.locator("[name=target]").fill("2")
    page.locator("[name=due_on]").fill(monday(LATE + 2 + len(QUICK)).date().isoformat())
    assert_accessible(page)
    page.locator("main form .btn-primary").click()
    page.get_by_role("button", name=words("Begin the trial")).click()
    expect(page.locator("#h-plan + .sub")).to_contain_text(words("locked since the trial began"))


def change_specification(page: Page, words: Words, process: int) -> None:
    """The work specification says from now on what is tried."""
    back = page.url
    page.goto(f"{page.url.partition('/improvement/')[0]}/processes/{process}/editing/")
    page.locator("#step-0 textarea").first.fill("In der Morgenrunde verteilen")
    page.get_by_role("button", name=words("Save as a new version")).click()
    expect(page.locator("main")).to_contain_text("In der Morgenrunde verteilen")
    page.goto(back)


def write_down(page: Page, words: Words, week: date) -> None:
    """What was done, with the work specification that was changed for it; limits begin anew."""
    page.get_by_role("link", name=words("Write down what was done")).click()
    page.get_by_label(words("What was done")).fill("Jeden Morgen um neun verteilt")
    page.locator("[name=works_from]").select_option(week.isoformat())
    page.locator("[name=version]").select_option(index=1)
    assert_accessible(page)
    page.locator("main form .btn-primary").click()
    expect(page.locator("#h-do")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Version 2")

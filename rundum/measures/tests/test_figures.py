"""Every built-in measure against a small world that can be counted by hand (small_world.py)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from rundum.base.clock import standing_at
from rundum.calc.survival import median_time
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.moving import hand_over_concern
from rundum.concerns.actions.promising import break_promise, give_promise, keep_promise
from rundum.concerns.actions.reopening import reopen_concern
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.actions.talking import record_talk
from rundum.concerns.actions.undoing import undo_entry
from rundum.concerns.actions.waiting import stop_waiting, wait_for
from rundum.concerns.models import StepSkill
from rundum.measures.built_in import BUILT_IN, WITHOUT_SOURCE
from rundum.measures.models import Made
from rundum.measures.queries.facts import FACTS
from rundum.measures.tests.small_world import MONDAY, close, figure, hours, refresh, take_in, value
from rundum.skills.models import Level, Proficiency, Skill
from rundum.teams.models import Absence
from rundum.timeline.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_measure_with_a_source_has_its_sql():
    recorded = {key for key, each in BUILT_IN.items() if each.recorded}
    assert FACTS.keys() == BUILT_IN.keys() - WITHOUT_SOURCE - recorded


def test_what_arrives_counts_in_its_week_in_the_organisations_zone(world: World):
    take_in(world, 0)
    take_in(world, 6 * 24 + 14)  # Sunday, 23:00 in Berlin
    take_in(world, 6 * 24 + 15)  # Monday, 0:00 in Berlin, but still Sunday in UTC
    refresh()
    assert [value(world, "received", week) for week in range(3)] == [2, 1, 0]


def test_the_median_time_counts_open_concerns(world: World):
    """AC6.1: three closed within a day and seven still open must not say one day."""
    for _each in range(3):
        close(take_in(world, 0), 24, world)
    for _each in range(7):
        take_in(world, 0)
    refresh()
    found = figure(world, "time_to_resolution")
    assert (found.numerator, found.denominator, found.n) == (3, 10, 10)
    assert found.more_than
    assert found.value > 24 * 30


def test_the_median_time_is_what_survival_arithmetic_says(world: World):
    random = Random(3)
    closed, still_open = [], []
    end = (datetime(2026, 12, 20, 23, tzinfo=UTC) - MONDAY) / timedelta(hours=1)
    for _each in range(25):
        at, length = random.randrange(100), random.randrange(1, 700)
        concern = take_in(world, at)
        if random.random() < 0.6:
            close(concern, at + length, world)
            closed.append(float(length))
        else:
            still_open.append(end - at)
    refresh()
    expected = median_time(closed, still_open)
    found = figure(world, "time_to_resolution")
    assert not found.more_than
    assert expected.value is not None
    assert float(found.value) == pytest.approx(expected.value)


def test_a_reopened_concerns_clock_goes_on(world: World):
    concern = take_in(world, 0)
    close(concern, 24, world)
    with standing_at(hours(48)):
        reopen_concern(concern, reason="Leckt wieder", by=world.aylin)
    close(concern, 96, world)
    refresh()
    assert value(world, "time_to_resolution") == 96
    assert value(world, "finished") == 2
    assert value(world, "reopened") == Decimal("0.5")
    assert (figure(world, "first_time_solved").numerator, figure(world, "first_time_solved").denominator) == (1, 2)


def test_the_first_reply_is_a_persons_and_open_ones_are_counted(world: World):
    take_in(world, 0, channel="phone")  # spoken: a reply at once
    written, _silent = take_in(world, 0), take_in(world, 0)
    with standing_at(hours(5)):
        record_talk(written, kind="call", contact=world.brandl, text="Wir kommen", by=world.aylin)
    refresh()
    found = figure(world, "first_reply")
    assert (found.value, found.numerator, found.denominator) == (5, 2, 3)


def test_complete_at_first_is_what_nobody_had_to_ask_back(world: World):
    steps = list(world.complaint.version.steps.order_by("position"))
    asked, clear = take_in(world, 0), take_in(world, 0)
    for concern in (asked, clear):
        with standing_at(hours(1)):
            move_to_step(concern, step=steps[1], by=world.aylin)
    with standing_at(hours(2)):
        wait_for(asked, whom="customer", by=world.aylin)
    with standing_at(hours(4)):
        stop_waiting(asked, by=world.aylin)
    for concern in (asked, clear):
        with standing_at(hours(5)):
            move_to_step(concern, step=steps[2], by=world.aylin)
    refresh()
    assert value(world, "complete_at_first") == Decimal("0.5")


def test_waiting_is_hours_in_the_week_for_each_concern_in_hand(world: World):
    waits, _other = take_in(world, 0), take_in(world, 0)
    with standing_at(hours(6 * 24)):  # Sunday, 9:00; the week ends 15 hours later
        wait_for(waits, whom="customer", by=world.aylin)
    with standing_at(hours(7 * 24)):
        wait_for(waits, whom="supplier", by=world.aylin)
    with standing_at(hours(7 * 24 + 4)):
        stop_waiting(waits, by=world.aylin)
    refresh()
    assert value(world, "waiting", 0) == Decimal("7.5")
    assert value(world, "waiting_for_customer", 0) == Decimal("7.5")
    assert value(world, "waiting", 1) == Decimal("6.5")  # nine hours for the customer, four for the supplier
    assert value(world, "waiting_for_others", 1) == 2


def test_touches_leave_out_what_was_taken_back(world: World):
    concern = take_in(world, 0)  # one
    steps = list(world.complaint.version.steps.order_by("position"))
    with standing_at(hours(1)):
        move_to_step(concern, step=steps[1], by=world.aylin)  # two, and
        undo_entry(Entry.objects.latest("pk"), by=world.aylin)  # none again
    close(concern, 2, world)  # two
    refresh()
    assert value(world, "touches") == 2


def test_stocks_are_as_of_the_weeks_end(world: World):
    concern = take_in(world, 0)
    take_in(world, 24)
    close(concern, 8 * 24, world)
    refresh()
    assert [value(world, "in_progress", week) for week in range(3)] == [2, 1, 1]
    assert float(value(world, "open_age")) == pytest.approx((159 + 135) / 2 / 24, abs=1e-5)


def test_promises_count_when_due_and_withdrawn_ones_do_not(world: World):
    concern = take_in(world, 0)
    with standing_at(hours(2)):
        kept = give_promise(concern, text="Rückruf", due_at=hours(10), by=world.aylin)
        broken = give_promise(concern, text="Teil", due_at=hours(12), by=world.aylin)
        give_promise(concern, text="Angebot", due_at=hours(30), by=world.aylin)  # runs out
        early = give_promise(concern, text="Prüfung", due_at=hours(9 * 24), by=world.aylin)
    with standing_at(hours(5)):
        keep_promise(kept, by=world.aylin)
        keep_promise(early, by=world.aylin)
    with standing_at(hours(13)):
        break_promise(broken, reason="Spediteur", by=world.aylin)
    take_in(world, 0)
    refresh()
    found = figure(world, "promises_kept")
    assert (found.numerator, found.denominator) == (1, 3)
    assert value(world, "promises_kept", 1) == 1
    assert value(world, "promised_in_time") == Decimal("0.5")


def test_moved_away_and_back_is_not_one_stop(world: World):
    """AC2.3."""
    moved, stayed = take_in(world, 0), take_in(world, 0)
    with standing_at(hours(1)):
        hand_over_concern(moved, to_team=world.foerde, reason="Nähe", by=world.aylin)
    with standing_at(hours(2)):
        moved.refresh_from_db()
        hand_over_concern(moved, to_team=world.hanse, reason="Doch nicht", by=world.piet)
    moved.refresh_from_db()
    for concern in (moved, stayed):
        close(concern, 3, world)
    refresh()
    found = figure(world, "one_stop")
    assert (found.numerator, found.denominator) == (1, 2)
    assert [value(world, "handovers", 0, team) for team in (world.hanse, world.foerde)] == [1, 1]


def test_the_same_hands_are_two_people_at_most_or_the_same_at_both_ends(world: World):
    by_two, by_three, both_ends, taken_back = (take_in(world, 0) for _each in range(4))
    steps = list(world.complaint.version.steps.order_by("position"))
    for concern, people in (
        (by_two, [world.emeka]),
        (by_three, [world.emeka, world.chiara]),
        (both_ends, [world.emeka, world.chiara, world.aylin]),
    ):
        for number, person in enumerate(people, start=1):
            with standing_at(hours(number)):
                move_to_step(concern, step=steps[number], by=person)
    with standing_at(hours(1)):
        move_to_step(taken_back, step=steps[1], by=world.emeka)
        move_to_step(taken_back, step=steps[2], by=world.chiara)
        undo_entry(Entry.objects.latest("pk"), by=world.chiara)
    for concern in (by_two, both_ends):
        close(concern, 5, world)
    for concern in (by_three, taken_back):
        with standing_at(hours(5)):
            close_concern(concern, outcome="served", note="läuft", by=world.emeka)
    refresh()
    found = figure(world, "same_hands")
    assert (found.numerator, found.denominator) == (3, 4)


def test_without_anybody_written_down_no_hands_are_known(world: World):
    close(take_in(world, 0), 2, world)
    Entry.objects.update(by=None)
    refresh()
    assert value(world, "finished") == 1
    assert value(world, "same_hands") is None


def test_verdicts_and_expectations(world: World):
    good, bad = take_in(world, 0), take_in(world, 0)
    for concern, solved in ((good, True), (bad, False)):
        with standing_at(hours(3)):
            record_verdict(concern, solved=solved, by=world.aylin)
    refresh()
    assert value(world, "verdict") == Decimal("0.5")
    assert value(world, "expectations_met") is None


def test_functions_and_skills_are_written_down_as_the_week_goes_on(world: World):
    skill = Skill.objects.create(name="Kältetechnik")
    StepSkill.objects.create(step=world.complaint.version.steps.get(position=2), skill=skill, level=Level.ALONE)
    Proficiency.objects.create(user=world.emeka, skill=skill, level=Level.WITH_HELP)
    refresh()
    assert value(world, "functions_covered", 5) == 1
    assert value(world, "functions_covered", 5, world.foerde) == 0
    assert value(world, "skills_covered", 5) == 0
    assert Made.objects.filter(team=world.hanse, measure__key="functions_covered", counts=True).count() == 3


def test_capacity_is_the_hours_of_the_teams_shares_less_who_is_away(world: World):
    """Aylin and Emeka full time and a fifth of Chiara, of 40 hours each; Emeka is away for two days."""
    Absence.objects.create(user=world.emeka, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    refresh(datetime(2026, 12, 4, 8, tzinfo=UTC))
    assert value(world, "capacity", 2) == 72
    assert value(world, "capacity", 2, world.foerde) == 72
    days = Made.objects.filter(team=world.hanse, measure__key="capacity").order_by("name")
    assert [row.amount for row in days] == [
        Decimal("17.6"),
        Decimal("9.6"),
        Decimal("9.6"),
        Decimal("17.6"),
        Decimal("17.6"),
    ]


def test_public_holidays_take_their_hours(world: World):
    refresh(datetime(2026, 12, 21, 8, tzinfo=UTC))  # the week of Christmas Day, a Friday
    assert value(world, "capacity", 5) == Decimal("70.4")


def test_the_capacity_of_a_week_that_has_ended_stays(world: World):
    refresh(datetime(2026, 12, 4, 8, tzinfo=UTC))
    before = value(world, "capacity", 2)
    Absence.objects.create(user=world.emeka, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    world.hanse.working_hours.filter(weekday=4).delete()
    refresh()
    assert value(world, "capacity", 2) == before
    assert value(world, "capacity", 5) < before

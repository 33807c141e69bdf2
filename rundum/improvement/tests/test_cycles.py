"""Cycles of plan, do, check and act: the prediction is written before and locked, the comparison is reckoned after."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.base.clock import standing_at
from rundum.base.refusals import EditConflict, NotAllowed, Refused
from rundum.improvement.actions.cycle_limits import decide_cycle_limit
from rundum.improvement.actions.cycle_plans import change_plan
from rundum.improvement.actions.cycle_steps import end_cycle, finish_doing, start_cycle
from rundum.improvement.forms.cycles import ActForm, DoneForm, LimitForm, PlanForm
from rundum.improvement.models import Cycle, CycleLimit, Part
from rundum.improvement.tests.trials import LATER, SAID, STEADY, WRITTEN, checking, plan, planned, started
from rundum.improvement.tests.weeks import measure, values
from rundum.measures.actions.detecting import find_signals_of
from rundum.measures.models import ChartNote, LimitChange, Signal
from rundum.measures.queries.charted import charted_of
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

PAGE, NEW = "/improvement/", "/improvement/cycles/new/"


def seen(client: Client, address: str = PAGE, at: datetime = MONDAY) -> str:
    with standing_at(at):
        return client.get(address).content.decode()


def test_a_cycle_goes_from_plan_to_act_with_an_entry_each(world: World, client: Client):
    """AC25.3, through the pages, as one member does it."""
    values(world, "open_age", STEADY)
    client.force_login(world.aylin)
    with standing_at(MONDAY):
        assert client.post(NEW, WRITTEN | {"measure": measure("open_age").pk}).status_code == 302
        cycle = Cycle.objects.get()
        address = f"/improvement/cycles/{cycle.pk}/"
        assert client.post(f"{address}start/").status_code == 302
        done = {"done": "Jeden Morgen um neun", "works_from": "2026-11-23", "version": "", "sets_limits": "on"}
        assert client.post(f"{address}doing/", done).status_code == 302
    values(world, "open_age", [*STEADY, *[5, 6, 4, 5, 6, 5, 4, 5]], last=MONDAY.date() + timedelta(weeks=7))
    page = seen(client, address, LATER)
    assert "Wie vorhergesagt" in page
    with standing_at(LATER):
        assert client.post(f"{address}ending/", {"act": "adopt", "learnt": "Wirkt"}).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.part, cycle.act) == (Part.ACT, "adopt")
    assert (cycle.result_before, cycle.result_after) == (Decimal("10.769231"), Decimal("5.000000"))
    assert cycle.result_upper is not None
    assert cycle.result_upper < 0
    verbs = Entry.objects.filter(team_id=world.hanse.pk).order_by("id").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("improvement.")] == [
        "improvement.cycle_planned",
        "improvement.cycle_started",
        "improvement.cycle_done",
        "improvement.cycle_ended",
    ]
    assert "Wie vorhergesagt" in seen(client, PAGE, LATER)


def test_the_start_stands_on_the_chart_and_limits_begin_anew_only_where_members_say_so(world: World):
    values(world, "open_age", [*STEADY, *[5, 6, 4, 5, 6, 5, 4, 5]], last=MONDAY.date() + timedelta(weeks=7))
    cycle = started(world)
    with standing_at(LATER):
        chart = charted_of(measure("open_age"), world.hanse)
        assert [each.words for each in chart.annotations] == [SAID["idea"]]
        assert len(chart.chart.stretches) == 1
        finish_doing(cycle, done="Jeden Morgen", works_from=MONDAY.date(), sets_limits=True, by=world.aylin)
        chart = charted_of(measure("open_age"), world.hanse)
    assert len(chart.chart.stretches) == 2
    assert LimitChange.objects.get().week == MONDAY.date()
    assert ChartNote.objects.get().week == MONDAY.date()


@pytest.mark.parametrize("who", ["piet", "henrik", "vera", "sven", "ada"])
def test_nobody_outside_the_team_plans_tries_or_ends(world: World, who: str):
    outside = getattr(world, who)
    cycle, ready = planned(world), checking(world, idea="Anderes")
    before = Entry.objects.count()
    with standing_at(MONDAY):
        for act in (
            lambda: planned(world, who),
            lambda: change_plan(cycle, plan(), by=outside),
            lambda: start_cycle(cycle, by=outside),
            lambda: end_cycle(ready, act="adopt", learnt="Gut", by=outside),
            lambda: decide_cycle_limit(world.hanse, most=5, decision="Mehr", by=outside),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert (Cycle.objects.count(), Entry.objects.count(), CycleLimit.objects.count()) == (2, before, 0)
    assert cycle.part is Part.PLAN


def test_a_crafted_request_of_the_coach_is_refused_and_kept_on_the_record(world: World, client: Client):
    cycle = planned(world)
    client.force_login(world.henrik)
    address = f"/improvement/cycles/{cycle.pk}/"
    for path in (NEW, f"{address}plan/", f"{address}start/", f"{address}ending/", "/improvement/cycles/limit/"):
        assert client.post(path, WRITTEN | {"measure": measure("open_age").pk}).status_code == 403
    assert Entry.objects.filter(verb="timeline.refused").count() == 5
    page = seen(client, address)
    assert SAID["plan"] in page  # reading is for everybody
    assert "Erprobung beginnen" not in page


def test_the_prediction_is_locked_once_the_trial_has_begun(world: World, client: Client):
    cycle = started(world)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        change_plan(cycle, plan(target=Decimal(10)), by=world.aylin)
    assert refused.value.code == "locked"
    cycle.refresh_from_db()
    assert cycle.target == 6
    client.force_login(world.aylin)
    with standing_at(MONDAY):
        answer = client.post(f"/improvement/cycles/{cycle.pk}/plan/", WRITTEN | {"measure": measure("open_age").pk})
    assert answer.status_code == 422
    assert Entry.objects.filter(verb="improvement.cycle_replanned").count() == 0


def test_of_two_who_change_a_plan_the_second_sees_both(world: World, client: Client):
    cycle = planned(world, key="promises_kept", start=Decimal("0.8"), target=Decimal("0.975"))
    theirs = plan("promises_kept", start=Decimal("0.8"), target=Decimal("0.9"))
    with standing_at(MONDAY):
        change_plan(cycle, theirs, by=world.emeka, revision=1)
        with pytest.raises(EditConflict):
            change_plan(cycle, theirs, by=world.aylin, revision=1)
        client.force_login(world.aylin)
        mine = WRITTEN | {"measure": measure().pk, "start": "80", "target": "97,5", "revision": "1"}
        address = f"/improvement/cycles/{cycle.pk}/plan/"
        answer = client.post(address, mine)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "<td>97.5</td>" in page
        assert "<td>90" in page
        assert client.post(address, mine | {"revision": "2"}).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.target, cycle.revision) == (Decimal("0.975"), 3)


def test_only_as_many_go_on_as_the_team_has_decided(world: World, client: Client):
    """AC24.2: one, until the team decides otherwise."""
    first, second = started(world), planned(world, idea="Zweites")
    client.force_login(world.aylin)
    address = f"/improvement/cycles/{second.pk}/start/"
    with standing_at(MONDAY):
        answer = client.post(address)
        assert answer.status_code == 422
        assert "höchstens 1 Zyklus gleichzeitig" in answer.content.decode()
        second.refresh_from_db()
        assert second.part is Part.PLAN
        assert (
            client.post("/improvement/cycles/limit/", {"most": "2", "decision": "Runde vom Montag"}).status_code == 302
        )
        assert client.post(address).status_code == 302
        third = planned(world, idea="Drittes")
        with pytest.raises(Refused):
            start_cycle(third, by=world.aylin)
        end_cycle(first, act="abandon", learnt="Zu viel", by=world.aylin)
        start_cycle(third, by=world.aylin)
    assert Entry.objects.filter(verb="improvement.cycle_limit_decided", text="Runde vom Montag").count() == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"most": 0}, "out_of_range"),
        ({"most": 10}, "out_of_range"),
        ({"decision": " "}, "not_said"),
        ({"most": 1}, "same"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(world: World, said: dict[str, object], code: str):
    with pytest.raises(Refused) as refused:
        decide_cycle_limit(world.hanse, by=world.aylin, **{"most": 3, "decision": "Wir können mehr"} | said)
    assert refused.value.code == code
    assert not CycleLimit.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"idea": " "}, "not_said"),
        ({"target": Decimal(12)}, "not_better"),
        ({"due_on": date(2026, 11, 22)}, "past"),
        ({"key": "skills_covered", "process": "complaint"}, "not_by_process"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(world: World, changed: dict[str, object], code: str):
    if "process" in changed:
        changed = changed | {"process": world.complaint, "start": None, "target": Decimal(1)}
    with pytest.raises(Refused) as refused:
        planned(world, **changed)
    assert refused.value.code == code
    assert not Cycle.objects.exists()
    assert not Entry.objects.exists()


def test_nothing_is_adopted_that_was_not_tried(world: World):
    plan, trial = planned(world), started(world, idea="Zweites")
    with standing_at(MONDAY):
        for cycle in (plan, trial):
            with pytest.raises(Refused) as refused:
                end_cycle(cycle, act="adopt", learnt="Klingt gut", by=world.aylin)
            assert refused.value.code == "not_checked"
            end_cycle(cycle, act="abandon", learnt="Doch nicht", by=world.aylin)
        with pytest.raises(Refused):
            start_cycle(plan, by=world.aylin)


@pytest.mark.parametrize(("weeks", "code"), [(-1, "before_start"), (1, "not_yet")])
def test_it_works_in_no_week_before_the_trial_nor_in_one_to_come(world: World, weeks: int, code: str):
    cycle = started(world)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        finish_doing(cycle, done="Fertig", works_from=MONDAY.date() + timedelta(weeks=weeks), by=world.aylin)
    assert refused.value.code == code
    cycle.refresh_from_db()
    assert cycle.part is Part.DO


def test_a_signal_is_answered_by_the_cycle_that_acts_on_it(world: World, client: Client):
    """AC4.7."""
    values(world, "open_age", [*STEADY, 40])
    with standing_at(MONDAY):
        find_signals_of([world.hanse.pk])
    signal = Signal.objects.get(rule="we1")
    client.force_login(world.aylin)
    assert f"{NEW}?signal={signal.pk}" in seen(client)
    with standing_at(MONDAY):
        other = client.post(NEW, WRITTEN | {"measure": measure("waiting").pk, "signal": signal.pk})
        assert other.status_code == 422
        assert Signal.objects.open().exists()
        made = client.post(NEW, WRITTEN | {"measure": measure("open_age").pk, "signal": signal.pk})
        assert made.status_code == 302
        assert client.post(NEW, WRITTEN | {"measure": measure("open_age").pk, "signal": signal.pk}).status_code == 404
    signal.refresh_from_db()
    assert (signal.acted, signal.note) == (True, SAID["idea"])
    assert Cycle.objects.get().signal == signal


def test_a_next_cycle_goes_on_from_the_one_before_it_once(world: World, client: Client):
    first = checking(world)
    with standing_at(MONDAY):
        with pytest.raises(Refused):
            planned(world, follows=first)
        end_cycle(first, act="next", learnt="Zu früh am Tag", by=world.aylin)
    second = planned(world, follows=first, idea="Mittagsrunde")
    with pytest.raises(Refused):
        planned(world, follows=first)
    client.force_login(world.henrik)
    assert "Mittagsrunde" in seen(client, f"/improvement/cycles/{first.pk}/")
    assert first.called in seen(client, f"/improvement/cycles/{second.pk}/")


def test_more_cycles_make_no_more_queries(world: World, client: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            seen(client)
        return len(made)

    client.force_login(world.aylin)
    planned(world)
    queries()
    before = queries()
    for number in range(4):
        ended = checking(world, idea=f"Versuch {number}")
        with standing_at(MONDAY):
            end_cycle(ended, act="abandon", learnt="Nichts", by=world.chiara)
        planned(world, idea=f"Plan {number}")
    checking(world, idea="Läuft")
    assert queries() == before


def test_no_form_asks_for_a_person(world: World):
    """AC8.3."""
    forms = (
        PlanForm(measures=[], processes=[]),
        DoneForm(began=MONDAY.date(), here=MONDAY.date(), versions=[]),
        ActForm(acts=[]),
        LimitForm(),
    )
    names = {name for form in forms for name in form.fields}
    assert not names & {"person", "user", "by", "owner", "member", "responsible"}


def test_a_team_without_cycles_is_told_what_one_is(world: World, client: Client):
    client.force_login(world.aylin)
    assert "Noch wird nichts erprobt" in seen(client)

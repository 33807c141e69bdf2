"""The parts of a corrective action in their order, and its effect judged by somebody who did not do the fix (AC4.1)."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from rundum.base.clock import standing_at
from rundum.base.refusals import Refused
from rundum.concerns.models import ProcessVersion
from rundum.improvement.actions.corrective_parts import contain, decide_cause_work, write_causes, write_fix
from rundum.improvement.actions.effect_checks import close_corrective_action, judge_effect, plan_check
from rundum.improvement.models import ActionPart, CorrectiveAction, EffectCheck, Fix, Passage
from rundum.improvement.queries.corrective_course import course_of
from rundum.improvement.tests.corrective import LOOK_ON, about, at_the_check, brought_to, opened, written
from rundum.measures.models import ChartNote, Measure
from rundum.timeline.models import Entry
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

LOOK_ON_LATER = MONDAY.replace(year=2027, month=1, day=20)


def page_of(action: CorrectiveAction, part: str = "") -> str:
    return f"/improvement/corrective-actions/{action.pk}/{part}"


@pytest.mark.parametrize(
    "part", [ActionPart.CONSEQUENCES, ActionPart.CAUSE_WORK, ActionPart.CAUSES, ActionPart.SIMILAR, ActionPart.FIX]
)
def test_the_parts_come_one_after_the_other(world: World, part: ActionPart):
    action = opened(world)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        written(world, action, part)
    assert refused.value.code == "not_yet"
    assert not Passage.objects.exists()
    assert not Fix.objects.exists()


def test_without_cause_work_a_reason_is_needed_and_the_fix_is_still_checked(world: World):
    action = brought_to(world, ActionPart.CAUSE_WORK)
    with standing_at(MONDAY):
        with pytest.raises(Refused):
            decide_cause_work(action, needed=False, reason=" ", by=world.aylin)
        decide_cause_work(action, needed=False, reason="Einmalig, Bagger im Kabel", by=world.aylin)
        action.refresh_from_db()
        assert action.next_part == ActionPart.FIX
        with pytest.raises(Refused):
            write_causes(action, whys=["Warum"], cause="Bagger", by=world.aylin)
        written(world, action, ActionPart.FIX)
        with pytest.raises(Refused) as refused:
            close_corrective_action(action, note="Fertig", by=world.emeka)
    assert refused.value.code == "no_check"
    action.refresh_from_db()
    assert action.is_open


def test_what_is_written_anew_keeps_what_it_replaces(world: World):
    action = brought_to(world, ActionPart.FIX)
    with standing_at(MONDAY):
        write_causes(action, whys=["Anders"], cause="Medium gewechselt", by=world.emeka)
    assert course_of(action).passage(ActionPart.CAUSES).text == "Medium gewechselt"
    assert Passage.objects.filter(part=ActionPart.CAUSES).count() == 2
    action.refresh_from_db()
    assert action.next_part == ActionPart.FIX


def test_nobody_closes_it_without_an_effectiveness_check(world: World, client: Client):
    action = brought_to(world, ActionPart.VERDICT)
    client.force_login(world.emeka)
    with standing_at(MONDAY):
        answer = client.post(page_of(action, "closing/"), {"note": "Läuft"})
    assert answer.status_code == 422
    action.refresh_from_db()
    assert action.is_open
    assert not Entry.objects.filter(verb="improvement.corrective_action_closed").exists()


def test_a_check_has_a_measure_of_the_team_a_day_to_come_and_an_expectation(world: World):
    action = brought_to(world, ActionPart.CHECK)
    said = {"measure": Measure.objects.get(key="promises_kept"), "expected": "Besser", "due_on": LOOK_ON}
    wrong = {"past": {"due_on": date(2026, 11, 22)}, "nothing_expected": {"expected": " "}}
    with standing_at(MONDAY):
        for code, changed in wrong.items():
            with pytest.raises(Refused) as refused:
                plan_check(action, by=world.aylin, **(said | changed))
            assert refused.value.code == code
    assert not EffectCheck.objects.exists()


def test_the_measures_chart_shows_when_the_fix_was_made_and_names_nothing_else(world: World):
    action = brought_to(world, ActionPart.VERDICT)
    note = ChartNote.objects.get()
    assert (note.measure.key, note.team, note.week) == ("promises_kept", world.hanse, date(2026, 11, 23))
    with override("de"):
        assert note.sentence == f"KM-{action.number}: Behebung"
    with override("en"):
        assert note.sentence == f"CA-{action.number}: fix"


def test_a_check_planned_anew_takes_the_fix_from_the_chart_it_leaves(world: World):
    action = brought_to(world, ActionPart.VERDICT)
    other = Measure.objects.get(key="first_reply")
    with standing_at(MONDAY):
        plan_check(action, measure=other, expected="Schneller", due_on=LOOK_ON, by=world.aylin)
        assert ChartNote.objects.get().measure == other
        plan_check(action, measure=other, expected="Viel schneller", due_on=LOOK_ON, by=world.aylin)
    assert ChartNote.objects.get().measure == other
    assert EffectCheck.objects.exclude(withdrawn_at=None).exclude(on_chart=None).count() == 0


def test_whoever_did_the_fix_does_not_judge_it(world: World, client: Client):
    action = brought_to(world, ActionPart.VERDICT)
    client.force_login(world.aylin)
    with at_the_check():
        answer = client.post(page_of(action, "verdict/"), {"effective": "yes", "note": "Läuft"})
        assert answer.status_code == 422
        with pytest.raises(Refused) as refused:
            judge_effect(action, effective=True, note="Läuft", by=world.aylin)
        assert page_of(action, "verdict/") not in client.get(page_of(action)).content.decode()
    assert refused.value.code == "did_the_fix"
    assert EffectCheck.objects.get().judged_at is None
    assert not Entry.objects.filter(verb__startswith="improvement.found_").exists()


def test_writing_the_fix_anew_frees_nobody_who_did_it(world: World):
    action = brought_to(world, ActionPart.VERDICT)
    with at_the_check():
        write_fix(action, text="Neu", done_on=date(2026, 11, 24), doers=[world.emeka], by=world.emeka)
        for doer in (world.aylin, world.emeka):
            with pytest.raises(Refused):
                judge_effect(action, effective=True, note="Läuft", by=doer)
        judge_effect(action, effective=True, note="Läuft", by=world.chiara)


@pytest.mark.parametrize("who", ["piet", "henrik", "vera"])
def test_a_verdict_is_the_teams(world: World, client: Client, who: str):
    action = brought_to(world, ActionPart.VERDICT)
    client.force_login(getattr(world, who))
    with at_the_check():
        assert client.post(page_of(action, "verdict/"), {"effective": "yes", "note": "Läuft"}).status_code == 403
    assert EffectCheck.objects.get().judged_at is None


def test_where_everybody_did_the_fix_a_member_of_another_team_judges_it(world: World, client: Client):
    action = brought_to(world, ActionPart.FIX)
    everybody = [world.aylin, world.emeka, world.chiara]
    with standing_at(MONDAY):
        write_fix(action, text="Zusammen", done_on=date(2026, 11, 23), doers=everybody, by=world.aylin)
        written(world, action, ActionPart.CHECK)
    with at_the_check():
        client.force_login(world.henrik)
        assert client.post(page_of(action, "verdict/"), {"effective": "yes", "note": "Läuft"}).status_code == 403
        client.force_login(world.piet)
        assert page_of(action, "verdict/") in client.get(page_of(action)).content.decode()
        assert client.post(page_of(action, "verdict/"), {"effective": "yes", "note": "Läuft"}).status_code == 302
    assert EffectCheck.objects.get().judged_by == world.piet


def test_before_its_day_the_check_is_not_judged(world: World):
    action = brought_to(world, ActionPart.VERDICT)
    with standing_at(MONDAY), pytest.raises(Refused) as refused:
        judge_effect(action, effective=True, note="Läuft", by=world.emeka)
    assert refused.value.code == "too_early"
    assert EffectCheck.objects.get().judged_at is None


def test_with_a_check_that_found_an_effect_it_closes_and_names_the_work_specification(world: World, client: Client):
    concern = about(world)
    action = brought_to(world, ActionPart.VERDICT, opened(world, concern))
    client.force_login(world.emeka)
    with at_the_check():
        assert client.post(page_of(action, "verdict/"), {"effective": "yes", "note": "Keine mehr"}).status_code == 302
        assert client.post(page_of(action, "closing/"), {}).status_code == 422
        assert client.post(page_of(action, "closing/"), {"process": world.complaint.pk}).status_code == 302
        page = client.get(page_of(action)).content.decode()
    action.refresh_from_db()
    assert not action.is_open
    assert action.next_part == ""
    assert action.closings.get().version == ProcessVersion.objects.get(process=world.complaint)
    assert "Reklamation" in page
    assert Entry.objects.filter(concern_id=concern.pk, verb="improvement.concern_action_closed").count() == 1


def test_a_check_without_effect_leads_back_to_the_causes_and_keeps_what_was_tried(world: World, client: Client):
    action = brought_to(world, ActionPart.VERDICT)
    with at_the_check():
        judge_effect(action, effective=False, note="Zwei neue Fälle", by=world.emeka)
        action.refresh_from_db()
        assert (action.round, action.next_part, action.check_on) == (2, ActionPart.CAUSES, None)
        with pytest.raises(Refused):
            close_corrective_action(action, note="Trotzdem", by=world.emeka)
        client.force_login(world.emeka)
        page = client.get(page_of(action)).content.decode()
    assert "Frage im Wartungsplan" in page
    assert "Zwei neue Fälle" in page
    assert Entry.objects.filter(verb="improvement.found_ineffective").count() == 1


def test_a_closed_one_is_reopened_by_a_further_check_without_effect(world: World):
    concern = about(world)
    action = brought_to(world, ActionPart.VERDICT, opened(world, concern))
    with at_the_check():
        judge_effect(action, effective=True, note="Läuft", by=world.emeka)
        close_corrective_action(action, note="Nichts zu ändern", by=world.emeka)
        with pytest.raises(Refused):
            contain(action, text="Noch etwas", by=world.emeka)
        plan_check(
            action, measure=Measure.objects.get(key="received"), expected="So bleibt es", due_on=LOOK_ON, by=world.aylin
        )
        judge_effect(action, effective=False, note="Es ist wieder da", by=world.chiara)
    action.refresh_from_db()
    assert action.is_open
    assert (action.round, action.next_part) == (2, ActionPart.CAUSES)
    assert Entry.objects.filter(concern_id=concern.pk, verb="improvement.corrective_action_reopened").count() == 1


def test_a_fix_written_anew_is_checked_anew(world: World):
    action = brought_to(world, ActionPart.VERDICT)
    with at_the_check():
        judge_effect(action, effective=True, note="Läuft", by=world.emeka)
    with standing_at(LOOK_ON_LATER):
        write_fix(action, text="Doch anders", done_on=LOOK_ON, doers=[world.aylin], by=world.aylin)
    action.refresh_from_db()
    assert action.next_part == ActionPart.CHECK

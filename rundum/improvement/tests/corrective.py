"""Builders for tests of corrective actions: one on its way to any of its parts, by Hanse's people."""

from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from rundum.base.clock import standing_at
from rundum.concerns.models import Concern
from rundum.improvement.actions.corrective_actions import open_corrective_action
from rundum.improvement.actions.corrective_parts import (
    contain,
    decide_cause_work,
    mark_similar_cases,
    write_causes,
    write_consequences,
    write_fix,
)
from rundum.improvement.actions.effect_checks import plan_check
from rundum.improvement.models import ActionPart, CorrectiveAction
from rundum.measures.models import Measure
from tests.world import MONDAY, World, make_concern

LOOK_ON = date(2027, 1, 18)
THEN = datetime(2027, 1, 18, 9, 0, tzinfo=MONDAY.tzinfo)
PARTS = (
    ActionPart.CONTAINMENT,
    ActionPart.CONSEQUENCES,
    ActionPart.CAUSE_WORK,
    ActionPart.CAUSES,
    ActionPart.SIMILAR,
    ActionPart.FIX,
    ActionPart.CHECK,
)


def about(world: World, title: str = "Pumpe undicht", *, number: int = 2418) -> Concern:
    """A concern of the dairy, which is Hanse's."""
    return make_concern(world.dairy, world.complaint, title, number=number)


def opened(world: World, *concerns: Concern, title: str = "Falscher Dichtungswerkstoff") -> CorrectiveAction:
    with standing_at(MONDAY):
        return open_corrective_action(world.hanse, title=title, concerns=concerns, by=world.aylin)


def brought_to(world: World, part: ActionPart, action: CorrectiveAction | None = None) -> CorrectiveAction:
    """Everything before `part` is written by Aylin, who does the fix; it is this part's turn."""
    action = action or opened(world)
    with standing_at(MONDAY):
        for before in PARTS[: [*PARTS, ActionPart.VERDICT].index(part)]:
            written(world, action, before)
    action.refresh_from_db()
    return action


def written(world: World, action: CorrectiveAction, part: ActionPart) -> None:
    aylin = world.aylin
    match part:
        case ActionPart.CONTAINMENT:
            contain(action, text="Linie gedrosselt", by=aylin)
        case ActionPart.CONSEQUENCES:
            write_consequences(action, text="Kunde informiert", by=aylin)
        case ActionPart.CAUSE_WORK:
            decide_cause_work(action, needed=True, reason="", by=aylin)
        case ActionPart.CAUSES:
            whys = ["Werkstoff passt nicht", "Medium hat sich geändert", "Wird bei der Wartung nicht abgefragt"]
            write_causes(action, whys=whys, cause="Medium nicht abgefragt", by=aylin)
        case ActionPart.SIMILAR:
            mark_similar_cases(action, text="Sonst nichts gefunden", own=[], elsewhere=[], by=aylin)
        case ActionPart.FIX:
            write_fix(action, text="Frage im Wartungsplan", done_on=date(2026, 11, 23), doers=[aylin], by=aylin)
        case ActionPart.CHECK:
            measure = Measure.objects.get(key="promises_kept")
            plan_check(action, measure=measure, expected="Keine Reklamation mehr", due_on=LOOK_ON, by=aylin)


def at_the_check() -> AbstractContextManager[None]:
    """The day the check is due."""
    return standing_at(THEN + timedelta(hours=1))

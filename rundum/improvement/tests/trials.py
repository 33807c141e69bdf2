"""A cycle of Hanse as far as a test needs it: planned, begun, or ready to be checked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rundum.base.clock import standing_at
from rundum.improvement.actions.cycle_plans import Plan, plan_cycle
from rundum.improvement.actions.cycle_steps import finish_doing, start_cycle
from rundum.improvement.models import Cycle
from rundum.improvement.tests.weeks import measure
from tests.world import MONDAY, World

LATER = MONDAY + timedelta(weeks=9)
STEADY = [10, 12, 9, 11, 10, 13, 9, 12, 10, 11, 12, 10, 9, 11, 10, 12]
SAID = {
    "problem": "Zusagen brechen, weil das Ersatzteil fehlt",
    "idea": "Morgenrunde mit allen Zusagen",
    "plan": "Zehn Minuten, vier Wochen lang, nur im Service",
    "phase": "solve",
    "start": Decimal(11),
    "target": Decimal(6),
    "due_on": date(2027, 1, 17),
}
WRITTEN = SAID | {"start": "11", "target": "6", "due_on": "2027-01-17", "process": ""}


def plan(key: str = "open_age", **changed: Any) -> Plan:
    return Plan(**{"measure": measure(key)} | SAID | changed)


def planned(world: World, who: str = "aylin", key: str = "open_age", **changed: Any) -> Cycle:
    others = {name: changed.pop(name) for name in ("signal", "follows") if name in changed}
    with standing_at(MONDAY):
        return plan_cycle(world.hanse, plan(key, **changed), by=getattr(world, who), **others)


def started(world: World, **changed: object) -> Cycle:
    cycle = planned(world, **changed)
    with standing_at(MONDAY):
        return start_cycle(cycle, by=world.emeka)


def checking(world: World, **changed: object) -> Cycle:
    """Begun on MONDAY, working since, with everything written down in the same week."""
    with standing_at(MONDAY):
        return finish_doing(started(world, **changed), done="Jeden Morgen", works_from=MONDAY.date(), by=world.aylin)

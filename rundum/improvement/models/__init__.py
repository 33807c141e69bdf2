"""What a team wants of its measures, and what it does to get there."""

from rundum.improvement.models.corrective_actions import (
    ActionPart,
    ContainmentCredit,
    CorrectiveAction,
    LinkedConcern,
    Passage,
)
from rundum.improvement.models.cycles import Act, Cycle, CycleLimit, Part
from rundum.improvement.models.effect_checks import ActionClosing, EffectCheck, Fix, FixDoer
from rundum.improvement.models.faults import Cause, Fault, FaultLimit, FaultyConcern
from rundum.improvement.models.goals import Goal

__all__ = [
    "Act",
    "ActionClosing",
    "ActionPart",
    "Cause",
    "ContainmentCredit",
    "CorrectiveAction",
    "Cycle",
    "CycleLimit",
    "EffectCheck",
    "Fault",
    "FaultLimit",
    "FaultyConcern",
    "Fix",
    "FixDoer",
    "Goal",
    "LinkedConcern",
    "Part",
    "Passage",
]

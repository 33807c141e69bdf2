"""Concerns: anything a customer needs, each as one whole process from the first contact to the verdict."""

from rundum.concerns.models.closing import Closure, Reopening, UnmetNeed, Verdict
from rundum.concerns.models.concern import Concern
from rundum.concerns.models.moving import Handover, Merge
from rundum.concerns.models.people import Help, HelpRequest, Holding
from rundum.concerns.models.presence import Presence
from rundum.concerns.models.process import LaneLimit, Phase, Process, ProcessVersion, SpecificationItem, Step, StepSkill
from rundum.concerns.models.promise import Promise, PromiseMove
from rundum.concerns.models.work import Credit, ItemCheck, StepPassage, Task, Wait

__all__ = [
    "Closure",
    "Concern",
    "Credit",
    "Handover",
    "Help",
    "HelpRequest",
    "Holding",
    "ItemCheck",
    "LaneLimit",
    "Merge",
    "Phase",
    "Presence",
    "Process",
    "ProcessVersion",
    "Promise",
    "PromiseMove",
    "Reopening",
    "SpecificationItem",
    "Step",
    "StepPassage",
    "StepSkill",
    "Task",
    "UnmetNeed",
    "Verdict",
    "Wait",
]

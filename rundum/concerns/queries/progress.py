"""How far a concern is on its way through its process: steps, work specification, limits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from django.db.models import Count, Q

from rundum.accounts.models import User
from rundum.concerns.models import (
    Concern,
    ItemCheck,
    LaneLimit,
    Phase,
    SpecificationItem,
    Step,
    StepPassage,
)


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    BLOCKED = "blocked"  # current, and waiting for somebody
    LEFT_OUT = "left_out"
    NEXT = "next"


@dataclass(frozen=True)
class StepView:
    """A step as the bar shows it. spent: time in it so far. doers: who ticked off its lines or moved on from it."""

    step: Step
    state: StepState
    spent: timedelta | None
    doers: list[User]

    @property
    def is_current(self) -> bool:
        return self.state in {StepState.CURRENT, StepState.BLOCKED}

    @property
    def is_the_customers(self) -> bool:
        """Whether the step belongs to the customer: they say whether it is solved."""
        return self.step.phase == Phase.CONFIRM


@dataclass(frozen=True)
class Line:
    """A line of the work specification and, once done or deviated from, how and by whom."""

    item: SpecificationItem
    check: ItemCheck | None


@dataclass(frozen=True)
class Limit:
    """What the team wants to have at once, and has. It asks for attention, it forbids nothing."""

    name: str
    most: int
    now: int


@dataclass(frozen=True)
class Progress:
    """steps in order; lines of the current step; earlier lines nobody has ticked off."""

    steps: list[StepView]
    lines: list[Line]
    left_behind: list[Line]
    over: list[Limit] = field(default_factory=list)

    @property
    def next_step(self) -> Step | None:
        """The step after the current one; None in the last."""
        at = next((place for place, view in enumerate(self.steps) if view.is_current), None)
        return self.steps[at + 1].step if at is not None and at + 1 < len(self.steps) else None


def progress_of(concern: Concern, now: datetime) -> Progress:
    """Six queries."""
    steps = list(Step.objects.filter(version=concern.version_id).order_by("position"))
    items = list(SpecificationItem.objects.filter(step__version=concern.version_id).order_by("position"))
    checks = {
        check.item_id: check
        for check in ItemCheck.objects.filter(customer=concern.customer_id, concern=concern).select_related("by")
    }
    passages = list(
        StepPassage.objects.filter(customer=concern.customer_id, concern=concern)
        .select_related("by")
        .order_by("entered_at", "pk")
    )
    position = next(step.position for step in steps if step.pk == concern.step_id)
    earlier = {step.pk for step in steps if step.position < position}
    return Progress(
        steps=[_view(step, concern, position, items, checks, passages, now) for step in steps],
        lines=[Line(item, checks.get(item.pk)) for item in items if item.step_id == concern.step_id],
        left_behind=[Line(item, None) for item in items if item.step_id in earlier and item.pk not in checks],
        over=_limits_passed(concern),
    )


def _view(
    step: Step,
    concern: Concern,
    position: int,
    items: Sequence[SpecificationItem],
    checks: dict[int, ItemCheck],
    passages: Sequence[StepPassage],
    now: datetime,
) -> StepView:
    mine = [passage for passage in passages if passage.step_id == step.pk]
    spent = sum(((passage.left_at or now) - passage.entered_at for passage in mine), timedelta(0)) if mine else None
    doers = [check.by for item in items if item.step_id == step.pk and (check := checks.get(item.pk)) and check.by]
    doers += [after.by for before, after in pairwise(passages) if before.step_id == step.pk and after.by]
    return StepView(step, _state(step, concern, position, passed=bool(mine)), spent, list(dict.fromkeys(doers)))


def _state(step: Step, concern: Concern, position: int, *, passed: bool) -> StepState:
    if step.pk == concern.step_id and concern.is_open:
        return StepState.BLOCKED if concern.waiting_for else StepState.CURRENT
    if step.position > position:
        return StepState.NEXT
    return StepState.DONE if passed else StepState.LEFT_OUT


def _limits_passed(concern: Concern) -> list[Limit]:
    """Limits of the team's lane and of the step itself that are passed right now. Two queries."""
    here = Concern.objects.open().filter(team=concern.team_id, phase=concern.phase)
    counts = here.aggregate(lane=Count("pk"), step=Count("pk", filter=Q(step=concern.step_id)))
    lane = LaneLimit.objects.filter(team=concern.team_id, phase=concern.phase).values_list("most", flat=True).first()
    limits = [
        Limit(str(Phase(concern.phase).label), lane or 0, counts["lane"]),
        Limit(f"{concern.process.name}: {concern.step.name}", concern.step.wip_limit or 0, counts["step"]),
    ]
    return [limit for limit in limits if concern.is_open and limit.most and limit.now > limit.most]

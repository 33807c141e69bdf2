"""How far a concern is on its way through its process: steps, work specification, limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from rundum.accounts.models import User
from rundum.base.reading import Answers, Question
from rundum.base.rows import ids_in, put_in, rows_of
from rundum.concerns.models import Concern, ItemCheck, Phase, SpecificationItem, Step, StepPassage


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


class ProgressQuestions:
    """What has to be read for the progress of a concern, to be asked with the rest of its page."""

    def __init__(self, concern: Concern) -> None:
        params = {
            "customer": concern.customer_id,
            "concern": concern.pk,
            "version": concern.version_id,
            "team": concern.team_id,
            "phase": concern.phase,
            "step": concern.step_id,
        }
        self.concern = concern
        self.steps = rows_of(Step, "version_id = %(version)s", params, order="position")
        self.items = rows_of(
            SpecificationItem,
            "step_id IN (SELECT id FROM concerns_step WHERE version_id = %(version)s)",
            params,
            order="position",
        )
        mine = "customer_id = %(customer)s AND concern_id = %(concern)s"
        self.checks = rows_of(ItemCheck, mine, params)
        self.passages = rows_of(StepPassage, mine, params, order="entered_at, id")
        self.counts = Question(COUNTS, Counts, params)

    @property
    def all(self) -> tuple[Question[Any], ...]:
        return self.steps, self.items, self.checks, self.passages, self.counts

    def people(self, answers: Answers) -> set[int]:
        """The ids of the people to put in."""
        return ids_in(answers.of(self.checks), "by_id") | ids_in(answers.of(self.passages), "by_id")

    def progress(self, answers: Answers, people: Mapping[int, User], now: datetime) -> Progress:
        """No query."""
        concern, steps, items = self.concern, answers.of(self.steps), answers.of(self.items)
        checks = {check.item_id: check for check in put_in(answers.of(self.checks), people, "by")}
        passages = put_in(answers.of(self.passages), people, "by")
        position = next(step.position for step in steps if step.pk == concern.step_id)
        earlier = {step.pk for step in steps if step.position < position}
        return Progress(
            steps=[_view(step, concern, position, items, checks, passages, now) for step in steps],
            lines=[Line(item, checks.get(item.pk)) for item in items if item.step_id == concern.step_id],
            left_behind=[Line(item, None) for item in items if item.step_id in earlier and item.pk not in checks],
            over=_limits_passed(concern, answers.one(self.counts)),
        )


class Counts(NamedTuple):
    """Open concerns of the team in the concern's phase, in its very step, and the most it wants in the phase."""

    in_phase: int
    in_step: int
    most: int | None


COUNTS = """
    SELECT count(*), count(*) FILTER (WHERE step_id = %(step)s),
        (SELECT most FROM concerns_lanelimit WHERE team_id = %(team)s AND phase = %(phase)s)
    FROM concerns_concern WHERE team_id = %(team)s AND phase = %(phase)s AND closed_at IS NULL
"""


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


def _limits_passed(concern: Concern, counts: Counts) -> list[Limit]:
    """Limits of the team's lane and of the step itself that are passed right now."""
    limits = [
        Limit(str(Phase(concern.phase).label), counts.most or 0, counts.in_phase),
        Limit(f"{concern.process.name}: {concern.step.name}", concern.step.wip_limit or 0, counts.in_step),
    ]
    return [limit for limit in limits if concern.is_open and limit.most and limit.now > limit.most]

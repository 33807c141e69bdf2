"""How far a corrective action has come, in the order of ISO 9001:2015, 10.2."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from rundum.accounts.models import User
from rundum.improvement.models import ActionClosing, ActionPart, CorrectiveAction, EffectCheck, Fix, FixDoer, Passage

ONCE = {ActionPart.CONTAINMENT, ActionPart.CONSEQUENCES, ActionPart.CAUSE_WORK, ActionPart.SIMILAR}
"""Parts that hold for every round: what happened has been contained, whatever was tried against its cause."""


@dataclass(frozen=True)
class Course:
    """Everything written down in a corrective action, oldest first."""

    action: CorrectiveAction
    passages: list[Passage]
    fixes: list[Fix]
    checks: list[EffectCheck]
    closings: list[ActionClosing]

    @cached_property
    def cause_work_needed(self) -> bool:
        """In a further round always: the fix of the last one has not worked."""
        decided = self.passage(ActionPart.CAUSE_WORK)
        return self.action.round > 1 or decided is None or decided.needed is not False

    @cached_property
    def parts(self) -> list[ActionPart]:
        """The parts this one goes through: without cause work, neither causes nor similar cases."""
        left_out = set() if self.cause_work_needed else {ActionPart.CAUSES, ActionPart.SIMILAR}
        return [part for part in ActionPart if part not in left_out]

    def passage(self, part: ActionPart) -> Passage | None:
        """What counts for a part now: the newest of this round, for some parts of any round."""
        written = (
            one
            for one in reversed(self.passages)
            if one.part == part and (part in ONCE or one.round == self.action.round)
        )
        return next(written, None)

    @property
    def fix(self) -> Fix | None:
        return next((fix for fix in reversed(self.fixes) if fix.round == self.action.round), None)

    @property
    def doers(self) -> dict[int, User]:
        """Everybody who worked on a fix of this round, one that was replaced included; by name."""
        found = {
            doer.user_id: doer.user for fix in self.fixes if fix.round == self.action.round for doer in fix.doers.all()
        }
        return dict(sorted(found.items(), key=lambda item: (item[1].name, item[0])))

    @property
    def planned(self) -> EffectCheck | None:
        """The check to come."""
        return next((check for check in self.checks if check.is_planned), None)

    @property
    def found_effective(self) -> EffectCheck | None:
        """The latest verdict of this round, where it says that the fix as it stands works."""
        judged = [check for check in self.checks if check.round == self.action.round and check.judged_at]
        last = max(judged, key=lambda check: (check.judged_at, check.pk), default=None)
        if last is None or not last.effective or (self.fix and last.judged_at and self.fix.at > last.judged_at):
            return None
        return last

    @property
    def closing(self) -> ActionClosing | None:
        return self.closings[-1] if self.closings and not self.action.is_open else None

    def is_done(self, part: ActionPart) -> bool:
        match part:
            case ActionPart.FIX:
                return self.fix is not None
            case ActionPart.CHECK:
                return self.planned is not None or self.found_effective is not None
            case ActionPart.VERDICT:
                return self.planned is None and self.found_effective is not None
            case ActionPart.CLOSING:
                return not self.action.is_open
        return self.passage(part) is not None

    @cached_property
    def next_part(self) -> ActionPart | None:
        """The first part that is not done; None once it is closed."""
        if not self.action.is_open:
            return None
        return next((part for part in self.parts if not self.is_done(part)), None)

    def is_before(self, part: ActionPart, other: ActionPart) -> bool:
        return self.parts.index(part) < self.parts.index(other)

    @property
    def earlier_rounds(self) -> list["Round"]:
        """What was tried before without effect, oldest first."""
        return [Round(number, self) for number in range(1, self.action.round)]


@dataclass(frozen=True)
class Round:
    """An earlier attempt: its causes, its fix and the check that found no effect."""

    number: int
    course: Course

    @property
    def causes(self) -> Passage | None:
        return _last(one for one in self.course.passages if one.round == self.number and one.part == ActionPart.CAUSES)

    @property
    def fix(self) -> Fix | None:
        return _last(one for one in self.course.fixes if one.round == self.number)

    @property
    def check(self) -> EffectCheck | None:
        return _last(one for one in self.course.checks if one.round == self.number and one.judged_at)


def _last[Row](rows: Iterable[Row]) -> Row | None:
    return next(iter([*rows][::-1]), None)


def course_of(action: CorrectiveAction) -> Course:
    """Read a corrective action's course. Five queries."""
    doers = Prefetch("doers", FixDoer.objects.select_related("user"))
    return Course(
        action=action,
        passages=list(action.passages.select_related("by").order_by("pk")),
        fixes=list(action.fixes.select_related("by").prefetch_related(doers).order_by("pk")),
        checks=list(
            action.checks.filter(withdrawn_at=None).select_related("measure", "by", "judged_by").order_by("pk")
        ),
        closings=list(action.closings.select_related("by", "version__process").order_by("pk")),
    )

"""The parts of a corrective action as its page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from rundum.improvement.models import ActionPart, CorrectiveAction, Passage
from rundum.improvement.queries.corrective_course import Course


@dataclass(frozen=True)
class Line:
    """One part: whether it is done, whether it is its turn, and where it is written."""

    part: ActionPart
    course: Course
    address: str

    @property
    def label(self) -> str:
        return str(self.part.label)

    @property
    def is_done(self) -> bool:
        return self.course.is_done(self.part)

    @property
    def is_next(self) -> bool:
        return self.course.next_part is self.part

    @property
    def passage(self) -> Passage | None:
        return self.course.passage(self.part)


def lines_of(course: Course) -> Sequence[Line]:
    """The parts this corrective action goes through, in order."""
    return [Line(part, course, part_address(course.action, part)) for part in course.parts]


def part_address(action: CorrectiveAction, part: ActionPart) -> str:
    """Where a part is written."""
    return reverse(f"improvement:corrective_{part.value}", args=[action.pk])

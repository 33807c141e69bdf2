"""The skills matrix of a team: skills by people, with words instead of totals."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from rundum.accounts.models import User
from rundum.calc.names import sort_key_text
from rundum.skills.models import NEEDED, LearningWish, Level, Proficiency, Skill
from rundum.teams.models import Function, Team
from rundum.teams.queries import PersonInTeam, people_of


@dataclass(frozen=True)
class Cell:
    """One person's level in one skill, and whether they want to learn it."""

    user: User
    level: Level
    learns: bool


@dataclass(frozen=True)
class SkillRow:
    skill: Skill
    cells: list[Cell]

    @property
    def alone(self) -> list[Cell]:
        """Those who do it alone or teach it."""
        return [cell for cell in self.cells if cell.level >= Level.ALONE]

    @property
    def is_covered(self) -> bool:
        return len(self.alone) >= NEEDED

    @property
    def hangs_on_one(self) -> bool:
        return len(self.alone) == 1

    @property
    def learners(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.learns]

    def teachers_for(self, learner: Cell) -> list[Cell]:
        """Whom a learner can learn from: those who teach it, else those who do it alone."""
        others = [cell for cell in self.alone if cell.user.pk != learner.user.pk]
        return [cell for cell in others if cell.level == Level.TEACHES] or others


@dataclass(frozen=True)
class SkillGroup:
    """The skills of one function; of none: what every function needs."""

    function: Function | None
    rows: list[SkillRow]


@dataclass(frozen=True)
class Lesson:
    """Somebody wants to learn a skill, and who in the team can show it."""

    row: SkillRow
    learner: Cell
    teachers: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """A team's people and skills."""

    people: list[PersonInTeam]
    groups: list[SkillGroup]

    @cached_property
    def rows(self) -> list[SkillRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def columns(self) -> int:
        """Of the table: the skill, everybody, the coverage."""
        return len(self.people) + 2

    @cached_property
    def lessons(self) -> list[Lesson]:
        return [Lesson(row, learner, row.teachers_for(learner)) for row in self.rows for learner in row.learners]

    @cached_property
    def covered(self) -> list[SkillRow]:
        return [row for row in self.rows if row.is_covered]

    @cached_property
    def hanging_on_one(self) -> list[SkillRow]:
        return [row for row in self.rows if row.hangs_on_one]

    @cached_property
    def wished_for(self) -> list[SkillRow]:
        """The skills somebody wants to learn."""
        return [row for row in self.rows if row.learners]


def matrix_of(team: Team, day: date) -> Matrix:
    """The matrix of the team's members on a day; seven queries, however many people and skills."""
    people = people_of(team, day)
    users = [person.user.pk for person in people]
    levels = {
        (user, skill): Level(level)
        for user, skill, level in Proficiency.objects.filter(user__in=users).values_list("user", "skill", "level")
    }
    wishes = set(LearningWish.objects.filter(user__in=users).values_list("user", "skill"))
    by_function: dict[int | None, list[SkillRow]] = {}
    functions: dict[int | None, Function | None] = {}
    for skill in Skill.objects.filter(retired_at=None).select_related("function"):
        cells = [
            Cell(
                person.user,
                levels.get((person.user.pk, skill.pk), Level.NONE),
                (person.user.pk, skill.pk) in wishes,
            )
            for person in people
        ]
        functions[skill.function_id] = skill.function
        by_function.setdefault(skill.function_id, []).append(SkillRow(skill, cells))
    groups = [
        SkillGroup(functions[key], sorted(rows, key=lambda row: sort_key_text(row.skill.name)))
        for key, rows in by_function.items()
    ]
    return Matrix(people, sorted(groups, key=_place))


def _place(group: SkillGroup) -> tuple[bool, int, int]:
    """Functions in their own order, what belongs to none of them last."""
    if group.function is None:
        return (True, 0, 0)
    return (False, group.function.position, group.function.pk)

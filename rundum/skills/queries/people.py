"""What people can do, want to learn and are at their best in, as colleagues may see it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from rundum.skills.models import LearningWish, Level, Proficiency, Skill, Strength


@dataclass
class PersonSkills:
    """One person's skills. able: those at a level above nothing, the highest first."""

    strengths: list[Strength] = field(default_factory=list)
    able: list[Proficiency] = field(default_factory=list)
    learns: list[Skill] = field(default_factory=list)

    @property
    def best(self) -> list[Proficiency]:
        """What they do alone or teach."""
        return [each for each in self.able if each.level >= Level.ALONE]


def strengths_of(users: Collection[int]) -> dict[int, list[Strength]]:
    """The strengths of these people, by person; one query."""
    chosen: dict[int, list[Strength]] = defaultdict(list)
    for strength in Strength.objects.filter(user__in=users):
        chosen[strength.user_id].append(strength)
    return chosen


def skills_of(users: Collection[int]) -> dict[int, PersonSkills]:
    """Strengths, skills and learning wishes of these people, by person; three queries."""
    found: dict[int, PersonSkills] = defaultdict(PersonSkills)
    for user, strengths in strengths_of(users).items():
        found[user].strengths = strengths
    able = Proficiency.objects.filter(user__in=users, level__gt=Level.NONE, skill__retired_at=None)
    for proficiency in able.select_related("skill").order_by("-level", "skill__name"):
        found[proficiency.user_id].able.append(proficiency)
    wishes = LearningWish.objects.filter(user__in=users, skill__retired_at=None)
    for wish in wishes.select_related("skill").order_by("skill__name"):
        found[wish.user_id].learns.append(wish.skill)
    return found

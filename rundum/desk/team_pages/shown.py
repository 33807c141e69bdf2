"""What the pages of teams and people show, put together from the areas that know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from rundum.accounts.models import User
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.desk.coverage import Concerned, concerned_by
from rundum.skills.queries import LevelledCoverage, PersonSkills, function_coverage, skills_of
from rundum.teams.models import Coaching, Team
from rundum.teams.queries import Gap, PersonInTeam, coverage_of, people_of
from rundum.teams.words import gap_sentence


@dataclass(frozen=True)
class ShownGap:
    """A gap in words, with whom it concerns."""

    gap: Gap
    concerned: Concerned | None

    @property
    def sentence(self) -> str:
        return gap_sentence(self.gap)


@dataclass(frozen=True)
class TeamInList:
    """A team among all teams: how many customers it serves, and the first of its gaps."""

    team: Team
    customers: int
    coaches: list[User]
    gaps: list[Gap]

    @property
    def sentences(self) -> list[str]:
        return [gap_sentence(gap) for gap in self.gaps]


@dataclass(frozen=True)
class ShownPerson:
    """A member with what they can do."""

    person: PersonInTeam
    skills: PersonSkills


class ShownTeam:
    """A team's page on a day, as `user` may see it; each part is read once."""

    def __init__(self, team: Team, day: date, user: User) -> None:
        self.team, self.day, self.user = team, day, user

    @cached_property
    def people(self) -> list[ShownPerson]:
        people = people_of(self.team, self.day)
        skills = skills_of([person.user.pk for person in people])
        return [ShownPerson(person, skills[person.user.pk]) for person in people]

    @cached_property
    def here(self) -> list[ShownPerson]:
        return [each for each in self.people if each.person.is_here]

    @cached_property
    def functions(self) -> list[LevelledCoverage]:
        return function_coverage(self.team, self.day)

    @cached_property
    def gaps(self) -> list[ShownGap]:
        """Those that have begun first."""
        gaps = sorted(
            (gap for each in self.functions for gap in each.gaps), key=lambda gap: (not gap.already, gap.run.first)
        )
        concerned = concerned_by(self.team, {gap.function for gap in gaps}, self.user)
        return [ShownGap(gap, concerned.get(gap.function.pk)) for gap in gaps]

    @cached_property
    def coaches(self) -> list[User]:
        coachings = Coaching.objects.on(self.day).filter(team=self.team).select_related("coach")
        return [coaching.coach for coaching in coachings.order_by("coach__name")]

    @cached_property
    def customers(self) -> int:
        return Customer.objects.visible_to(self.user).filter(team=self.team).count()


def teams_in_list(teams: Sequence[Team], day: date, user: User) -> list[TeamInList]:
    """These teams with their customers counted and their gaps; nine queries, however many teams."""
    counted = Customer.objects.visible_to(user).filter(team__in=teams).values_list("team").annotate(count=Count("pk"))
    customers = dict(counted.order_by())
    coaches: dict[int, list[User]] = {}
    for coaching in Coaching.objects.on(day).filter(team__in=teams).select_related("coach").order_by("coach__name"):
        coaches.setdefault(coaching.team_id, []).append(coaching.coach)
    coverage = coverage_of(teams, day)
    return [
        TeamInList(
            team,
            customers.get(team.pk, 0),
            coaches.get(team.pk, []),
            [gap for each in coverage[team.pk] for gap in each.gaps],
        )
        for team in teams
    ]


def freed_sentence(freed: Sequence[Concern]) -> str:
    """That someone's concerns wait for a new hand; empty when there are none."""
    count = len(freed)
    return (
        ngettext("%(count)d concern is free to take.", "%(count)d concerns are free to take.", count) % {"count": count}
        if count
        else ""
    )

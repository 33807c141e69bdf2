"""Whether a team can do the steps of its processes: who can, who is learning it, and when nobody who can is there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import cached_property

from rundum.accounts.models import User
from rundum.calc.coverage import Run, runs_without
from rundum.concerns.models import Process, Step, StepSkill
from rundum.concerns.process_policy import processes_in_use_by
from rundum.skills.models import LearningWish, Level, Proficiency
from rundum.teams.models import Team
from rundum.teams.policy import teams_of
from rundum.teams.queries import PersonInTeam, people_of, working_days
from rundum.teams.queries.coverage import DAYS_AHEAD
from rundum.teams.queries.presence import absences_from


@dataclass(frozen=True)
class StepCover:
    """A step that needs skills. able: reach every level it needs. learning: lack some, and learn or wish to learn them
    all. gaps: working days of the next six weeks on which nobody able is there."""

    process: Process
    step: Step
    needs: Sequence[StepSkill]
    able: Sequence[PersonInTeam]
    learning: Sequence[PersonInTeam]
    gaps: Sequence[Run]

    @property
    def missing(self) -> int:
        """How many more should be able to."""
        return max(self.step.needed - len(self.able), 0)

    @property
    def is_at_risk(self) -> bool:
        return self.missing > 0


@dataclass(frozen=True)
class ProcessesCovered:
    """The steps of the processes a team uses, in order. free: need no skill, so that everybody can."""

    steps: Sequence[StepCover] = ()
    free: Sequence[tuple[Process, Sequence[Step]]] = field(default_factory=list)

    @cached_property
    def at_risk(self) -> Sequence[StepCover]:
        return [each for each in self.steps if each.is_at_risk]

    @cached_property
    def uncovered(self) -> Sequence[StepCover]:
        """Steps somebody can do, but not on every day of the weeks ahead."""
        return [each for each in self.steps if each.able and each.gaps]


def step_cover(
    team: Team, people: Sequence[PersonInTeam], day: date, *, away: Mapping[int, tuple[date, date]] | None = None
) -> ProcessesCovered:
    """How the team covers the steps of its processes from a day on. Seven queries, however many steps and people.

    people: the members of the team on the day, by name. away: first and last day of absences nobody has entered yet,
    by person. A figure of the team: how many can, not who does how much.
    """
    processes = list(processes_in_use_by(team.pk).select_related("version"))
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(version__in=[process.version_id for process in processes]):
        steps[step.version_id].append(step)
    needs: dict[int, list[StepSkill]] = defaultdict(list)
    for need in StepSkill.objects.filter(step__version__in=steps).select_related("skill").order_by("skill__name"):
        needs[need.step_id].append(need)
    users = [person.user.pk for person in people]
    rated = Proficiency.objects.filter(user__in=users).values_list("user", "skill", "level")
    levels = {(user, skill): level for user, skill, level in rated}
    wishes = set(LearningWish.objects.filter(user__in=users).values_list("user", "skill"))
    days, absences = working_days(team, day, DAYS_AHEAD), absences_from(users, day)
    more = away or {}
    spans = {user: [(absence.starts_on, absence.ends_on) for absence in absences[user]] for user in users}
    for user in spans.keys() & more.keys():
        spans[user].append(more[user])
    present = {person.user.pk: _present(person, spans[person.user.pk], days) for person in people}
    covered, free = [], []
    for process in processes:
        its_steps = steps[process.version_id or 0]
        for step in its_steps:
            if asked := needs[step.pk]:
                able = [person for person in people if not _lacks(person, asked, levels)]
                learning = [person for person in people if _learns(person, asked, levels, wishes)]
                there = frozenset[date]().union(*(present[person.user.pk] for person in able))
                covered.append(StepCover(process, step, asked, able, learning, runs_without(days, there)))
        if without := [step for step in its_steps if not needs[step.pk]]:
            free.append((process, without))
    return ProcessesCovered(covered, free)


def steps_opened(user: User, first: date, last: date, day: date) -> list[tuple[Team, StepCover, Run]]:
    """The gaps in steps that would open if this person were away from `first` to `last`, besides those there are."""
    opened = []
    for team in teams_of(user):
        people = people_of(team, day)
        before = {
            (each.step.pk, of_before) for each in step_cover(team, people, day).steps for of_before in _days(each.gaps)
        }
        for each in step_cover(team, people, day, away={user.pk: (first, last)}).steps:
            opened += [
                (team, each, gap)
                for gap in each.gaps
                if any((each.step.pk, one) not in before and first <= one <= last for one in _days([gap]))
            ]
    return opened


def _days(runs: Sequence[Run]) -> set[date]:
    """Every day within the runs, weekends among them too."""
    return {run.first + timedelta(days=ahead) for run in runs for ahead in range((run.last - run.first).days + 1)}


def _lacks(person: PersonInTeam, needs: Sequence[StepSkill], levels: Mapping[tuple[int, int], int]) -> list[int]:
    """The skills in which the person has not reached the level needed."""
    return [need.skill_id for need in needs if levels.get((person.user.pk, need.skill_id), Level.NONE) < need.level]


def _learns(
    person: PersonInTeam,
    needs: Sequence[StepSkill],
    levels: Mapping[tuple[int, int], int],
    wishes: set[tuple[int, int]],
) -> bool:
    lacks = [(person.user.pk, skill) for skill in _lacks(person, needs, levels)]
    return bool(lacks) and all(each in wishes or levels.get(each, Level.NONE) >= Level.LEARNS for each in lacks)


def _present(person: PersonInTeam, away: Sequence[tuple[date, date]], days: Sequence[date]) -> frozenset[date]:
    last = person.membership.ends_on or date.max
    return frozenset(each for each in days if each <= last and not any(a <= each <= b for a, b in away))

"""How well a team covers its functions: by whom, with how much working time, at which level (AC2.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from rundum.accounts.models import User
from rundum.calc.coverage import weighted_share
from rundum.skills.models import Level, Proficiency
from rundum.teams.models import Function, Team
from rundum.teams.queries import FunctionCoverage, Gap, coverage_of
from rundum.teams.queries.coverage import Coverer


@dataclass(frozen=True)
class LevelledCoverer:
    """A member who covers a function, and the best level they have in one of its skills; None where none is rated."""

    coverer: Coverer
    level: Level | None

    @property
    def user(self) -> User:
        return self.coverer.user


@dataclass(frozen=True)
class LevelledCoverage:
    """A function of a team with the levels of those who cover it."""

    coverage: FunctionCoverage
    coverers: list[LevelledCoverer]

    @property
    def function(self) -> Function:
        return self.coverage.function

    @property
    def gaps(self) -> list[Gap]:
        return self.coverage.gaps

    @property
    def weight(self) -> Decimal:
        """Full-time people who can do it alone, counting those who are here (`calc.coverage.weighted_share`)."""
        here = {each.user.pk for each in self.coverage.here}
        return weighted_share((each.coverer.share, each.level) for each in self.coverers if each.user.pk in here)

    @property
    def needs_help(self) -> bool:
        """Whether somebody covers it, but nobody who does it alone."""
        return bool(self.coverers) and all(
            each.level is not None and each.level < Level.ALONE for each in self.coverers
        )


def function_coverage(team: Team, day: date) -> list[LevelledCoverage]:
    """For each function the members covering it, their share of time and level, and its gaps; seven queries."""
    covered = coverage_of([team], day)[team.pk]
    users = {coverer.user.pk for each in covered for coverer in each.coverers}
    levels = _levels(users)
    return [
        LevelledCoverage(
            each,
            [LevelledCoverer(coverer, levels.get((coverer.user.pk, each.function.pk))) for coverer in each.coverers],
        )
        for each in covered
    ]


def _levels(users: set[int]) -> dict[tuple[int, int], Level]:
    rated = Proficiency.objects.filter(user__in=users, skill__retired_at=None, skill__function__isnull=False)
    best = rated.values_list("user", "skill__function").annotate(best=Max("level"))
    return {(user, function): Level(level) for user, function, level in best}

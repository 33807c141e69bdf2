"""Which functions of a team are covered, by whom, and on which days by nobody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property

from rundum.accounts.models import User
from rundum.calc.coverage import Run, runs_without
from rundum.calc.names import sort_key_text
from rundum.teams.models import Absence, Cover, Function, Membership, Team
from rundum.teams.queries.calendars import working_days
from rundum.teams.queries.presence import Away, absences_from, away_on, share_left

DAYS_AHEAD = 42
"""How far coverage looks: absences are planned weeks ahead, and six of them can still be prepared for."""


@dataclass
class Coverer:
    """A member who covers a function: with how much working time, and on which of the days they are there."""

    user: User
    share: Decimal
    present: frozenset[date]
    away: Away | None
    starts_on: date
    ends_on: date | None


@dataclass
class Gap:
    """Working days on which nobody covers a function. absent: who would, and is away or has left by then."""

    team: Team
    function: Function
    run: Run
    already: bool  # it has begun
    absent: list[User]


@dataclass
class FunctionCoverage:
    """A function of a team: who covers it, and its gaps in the next six weeks."""

    team: Team
    function: Function
    days: Sequence[date]
    day: date
    coverers: list[Coverer] = field(default_factory=list)

    @cached_property
    def here(self) -> list[Coverer]:
        """Those who cover it and are not away today."""
        return [each for each in self.coverers if each.away is None and each.starts_on <= self.day]

    @cached_property
    def gaps(self) -> list[Gap]:
        covered = frozenset[date]().union(*(coverer.present for coverer in self.coverers))
        return [
            Gap(self.team, self.function, run, run.first == self.days[0], [each.user for each in self.coverers])
            for run in runs_without(self.days, covered)
        ]

    @property
    def is_covered(self) -> bool:
        """Whether somebody covers it on the day, or on the next working day where the team is closed."""
        return not any(gap.already for gap in self.gaps)

    @property
    def hangs_on_one(self) -> bool:
        """Whether it is covered, but by a single member."""
        return len(self.coverers) == 1


def coverage_of(teams: Sequence[Team], day: date) -> dict[int, list[FunctionCoverage]]:
    """Every function of every one of these teams from a day on, by team id; six queries, however many teams."""
    prefetch_related_objects(teams, "working_hours")
    functions = list(Function.objects.all())
    memberships = _memberships(teams, day)
    loans = _loans(memberships, day)
    absences = absences_from({membership.user_id for membership in memberships}, day)
    coverage: dict[int, list[FunctionCoverage]] = {}
    by_place: dict[tuple[int, int], FunctionCoverage] = {}
    for team in teams:
        days = working_days(team, day, DAYS_AHEAD)
        coverage[team.pk] = [FunctionCoverage(team, function, days, day) for function in functions]
        by_place.update({(team.pk, each.function.pk): each for each in coverage[team.pk]})
    periods: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for membership in memberships:
        periods[membership.team_id, membership.user_id].append(membership)
    for cover in Cover.objects.filter(team__in=teams).select_related("user"):
        mine = periods.get((cover.team_id, cover.user_id))
        if mine:
            place = by_place[cover.team_id, cover.function_id]
            away = absences[cover.user_id]
            place.coverers.append(_coverer(cover.user, mine, loans[cover.user_id], away, place.days, day))
    for each in by_place.values():
        each.coverers.sort(key=lambda coverer: sort_key_text(coverer.user.name))
    return coverage


def coverage_without(user: User, first: date, last: date, day: date) -> list[Gap]:
    """The gaps that would open if this person were away from `first` to `last`, besides those there are already."""
    stays = Membership.objects.filter(user=user, team__closed_at=None, ends_on=None) | Membership.objects.filter(
        user=user, team__closed_at=None, ends_on__gte=day
    )
    teams = list(Team.objects.filter(pk__in=stays.values("team")))
    opened: list[Gap] = []
    for places in coverage_of(teams, day).values():
        for place in places:
            before = {gap_day for gap in place.gaps for gap_day in _days_in(place.days, gap.run)}
            absent = frozenset(each for each in place.days if first <= each <= last)
            for coverer in place.coverers:
                if coverer.user.pk == user.pk:
                    coverer.present -= absent
            del place.gaps
            opened += [gap for gap in place.gaps if not before.issuperset(_days_in(place.days, gap.run))]
    return opened


def _memberships(teams: Sequence[Team], day: date) -> list[Membership]:
    running = Membership.objects.filter(ends_on=None) | Membership.objects.filter(ends_on__gte=day)
    return list(running.filter(team__in=teams, starts_on__lte=day + timedelta(days=DAYS_AHEAD)))


def _loans(memberships: Iterable[Membership], day: date) -> dict[int, list[Membership]]:
    lent: dict[int, list[Membership]] = defaultdict(list)
    users = {membership.user_id for membership in memberships}
    for loan in Membership.objects.on(day).filter(user__in=users, kind=Membership.Kind.LOAN):
        lent[loan.user_id].append(loan)
    return lent


def _coverer(
    user: User,
    memberships: Sequence[Membership],
    loans: Sequence[Membership],
    absences: Sequence[Absence],
    days: Sequence[date],
    day: date,
) -> Coverer:
    present = frozenset(
        each
        for each in days
        if any(stay.starts_on <= each and (stay.ends_on is None or each <= stay.ends_on) for stay in memberships)
        and not any(absence.starts_on <= each <= absence.ends_on for absence in absences)
    )
    away, _coming = away_on(absences, day)
    first = min(memberships, key=lambda stay: stay.starts_on)
    last = max(memberships, key=lambda stay: stay.ends_on or date.max)
    return Coverer(user, share_left(first, loans), present, away, first.starts_on, last.ends_on)


def _days_in(days: Sequence[date], run: Run) -> set[date]:
    return {day for day in days if run.first <= day <= run.last}

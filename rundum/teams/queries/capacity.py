"""The people of teams as their capacity is reckoned with: shares, loans and absences over some days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, prefetch_related_objects

from rundum.accounts.models import User
from rundum.calc.capacity import DayHours, Part, Working, days_in
from rundum.calc.names import sort_key_text
from rundum.calc.periods import Period, Week
from rundum.teams.models import Absence, Membership, Team
from rundum.teams.queries.calendars import working_calendar_of

ONE_DAY = timedelta(days=1)
SIX = 6 * ONE_DAY


@dataclass(frozen=True)
class TeamWeek:
    """A team's week in hours. people: whoever is in the team on one of its days, by name."""

    week: Week
    days: Sequence[DayHours]
    people: Sequence[tuple[User, Working]]

    @property
    def hours(self) -> Decimal:
        """The team's capacity."""
        return sum((day.left for day in self.days), Decimal(0))

    def away_on(self, day: date) -> list[User]:
        """The members of that day who are not at work, by name."""
        return [user for user, working in self.people if working.is_away(day) and working.share_on(day) > 0]


def week_of_team(team: Team, week: Week) -> TeamWeek:
    """A team's week; four queries."""
    return weeks_of_teams([team], week)[team.pk]


def weeks_of_teams(teams: Sequence[Team], week: Week) -> dict[int, TeamWeek]:
    """The same week of several teams, by team; four queries, however many teams and people."""
    prefetch_related_objects(teams, "working_hours")
    people = _people(Membership.objects.filter(team__in=teams, user__is_active=True), week.monday, week.monday + SIX)
    return {
        team.pk: TeamWeek(
            week,
            days_in(week, working_calendar_of(team), [working for _user, working in people[team.pk]]),
            people[team.pk],
        )
        for team in teams
    }


def people_between(team: Team, first: date, last: date) -> list[tuple[User, Working]]:
    """Whoever is in the team on one of these days, by name, those who were deactivated since among them; three
    queries."""
    return _people(Membership.objects.filter(team=team), first, last)[team.pk]


def _people(of: QuerySet[Membership], first: date, last: date) -> Mapping[int, list[tuple[User, Working]]]:
    """The people of these memberships by team, as each team has them on these days; three queries."""
    memberships = list(_between(of, first, last).select_related("user"))
    users = {membership.user_id: membership.user for membership in memberships}
    # Who is at home here may be lent to any team, those asked about included.
    loans = _between(Membership.objects.filter(user__in=users, kind=Membership.Kind.LOAN), first, last)
    lent = _by_person(loans)
    absences: dict[int, list[Period[date]]] = defaultdict(list)
    for absence in Absence.objects.filter(user__in=users, starts_on__lte=last, ends_on__gte=first):
        absences[absence.user_id].append(Period(absence.starts_on, absence.ends_on + ONE_DAY))
    in_team: dict[int, dict[int, list[Membership]]] = defaultdict(lambda: defaultdict(list))
    for membership in memberships:
        in_team[membership.team_id][membership.user_id].append(membership)
    found: dict[int, list[tuple[User, Working]]] = defaultdict(list)
    for team, by_user in in_team.items():
        people = [
            (users[user], _working(mine, lent.get(user, ()), absences.get(user, ()))) for user, mine in by_user.items()
        ]
        found[team] = sorted(people, key=lambda each: sort_key_text(each[0].name))
    return found


def _working(mine: Iterable[Membership], lent: Iterable[Membership], away: Sequence[Period[date]]) -> Working:
    """A person as one team has them: what is lent is taken off where they are at home, and only there."""
    mine = list(mine)
    homes = [membership for membership in mine if membership.kind == Membership.Kind.HOME]
    return Working(_parts(mine), _parts(lent) if homes else (), away)


def _parts(memberships: Iterable[Membership]) -> list[Part]:
    return [
        Part(Period(each.starts_on, each.ends_on + ONE_DAY if each.ends_on else None), each.share)
        for each in memberships
    ]


def _by_person(memberships: Iterable[Membership]) -> Mapping[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    for membership in memberships:
        found[membership.user_id].append(membership)
    return found


def _between(memberships: QuerySet[Membership], first: date, last: date) -> QuerySet[Membership]:
    return memberships.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

"""What people took on in the weeks before, so that offers are even over weeks and not for a day alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from rundum.concerns.models import Holding
from rundum.teams.models import Absence, Team
from rundum.teams.queries import PersonInTeam

BEHIND = 28
"""Days that are looked back."""
FRIDAY = 4


@dataclass(frozen=True)
class Taken:
    """threads: of this team that they took in the weeks behind, or hold still. share: of full weeks that they were
    there for the team in that time; whoever was away or new had less time to take anything."""

    threads: int
    share: float


def taken_by(team: Team, people: Mapping[int, PersonInTeam], day: date) -> dict[int, Taken]:
    """What each took on in the four weeks before this day; two queries."""
    first = day - timedelta(days=BEHIND)
    since = datetime.combine(first, time.min, team.zone)
    threads = (
        Holding.objects.filter(Q(until=None) | Q(since__gte=since), user__in=people, concern__team=team)
        .values_list("user")
        .annotate(Count("concern", distinct=True))
    )
    counted = dict(threads.order_by())
    away: dict[int, set[date]] = {key: set() for key in people}
    for absence in Absence.objects.filter(user__in=people, ends_on__gte=first, starts_on__lt=day):
        days = (absence.ends_on - absence.starts_on).days + 1
        away[absence.user_id] |= {absence.starts_on + timedelta(days=n) for n in range(days)}
    weekdays = [each for each in (first + timedelta(days=n) for n in range(BEHIND)) if each.weekday() <= FRIDAY]
    taken = {}
    for key, person in people.items():
        there = [each for each in weekdays if each >= person.membership.starts_on and each not in away[key]]
        taken[key] = Taken(counted.get(key, 0), float(person.share) * len(there) / len(weekdays))
    return taken

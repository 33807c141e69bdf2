"""Who is in a team and who is there: memberships, shares of working time and absences, never what anyone gets done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from rundum.accounts.models import User
from rundum.calc.names import sort_key_text
from rundum.teams.models import Absence, Cover, Function, Membership, Team

NO_SHARE = Decimal(0)


@dataclass(frozen=True)
class Away:
    """Someone is not at work, for whatever reason; `until` is the last day of absences that follow each other."""

    since: date
    until: date


@dataclass
class PersonInTeam:
    """A member of a team on a day, as colleagues see them.

    share: of a full working week for this team, less what is lent to others. home: the team they are at home in,
    where that is another. lent_to: teams they are on loan to. coming: the next absence planned.
    """

    user: User
    membership: Membership
    share: Decimal
    home: Team | None = None
    lent_to: list[Membership] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    away: Away | None = None
    coming: Away | None = None

    @property
    def on_loan(self) -> bool:
        return self.membership.kind == Membership.Kind.LOAN

    @property
    def is_here(self) -> bool:
        return self.away is None


def people_of(team: Team, day: date) -> list[PersonInTeam]:
    """The members of a team on a day, by name; four queries, however many they are."""
    mine = list(Membership.objects.on(day).filter(team=team).select_related("user"))
    users = [membership.user_id for membership in mine]
    elsewhere = Membership.objects.on(day).filter(user__in=users).exclude(team=team).select_related("team")
    others: dict[int, list[Membership]] = defaultdict(list)
    for membership in elsewhere:
        others[membership.user_id].append(membership)
    absences = absences_from(users, day)
    functions: dict[int, list[Function]] = defaultdict(list)
    for cover in Cover.objects.filter(team=team, user__in=users).select_related("function").order_by("function"):
        functions[cover.user_id].append(cover.function)
    people = []
    for membership in mine:
        outside = others[membership.user_id]
        away, coming = away_on(absences[membership.user_id], day)
        loans = [other for other in outside if other.kind == Membership.Kind.LOAN]
        people.append(
            PersonInTeam(
                user=membership.user,
                membership=membership,
                share=share_left(membership, loans),
                home=next((other.team for other in outside if other.kind == Membership.Kind.HOME), None),
                lent_to=loans if membership.kind == Membership.Kind.HOME else [],
                functions=functions[membership.user_id],
                away=away,
                coming=coming,
            )
        )
    return sorted(people, key=lambda person: sort_key_text(person.user.name))


def share_left(membership: Membership, loans: Iterable[Membership]) -> Decimal:
    """The share of a full working week a membership leaves for its team: at home, what is lent is taken off."""
    if membership.kind == Membership.Kind.LOAN:
        return membership.share
    return max(membership.share - sum((loan.share for loan in loans), NO_SHARE), NO_SHARE)


def absences_from(users: Collection[int], day: date) -> dict[int, list[Absence]]:
    """The absences of these people that last until the day or later, by person, in order; one query."""
    found: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(user__in=users, ends_on__gte=day):
        found[absence.user_id].append(absence)
    return found


def away_on(absences: Sequence[Absence], day: date) -> tuple[Away | None, Away | None]:
    """Whether someone is away on the day, and the next time they will be. absences: in order of their first day."""
    stretches = joined(absences)
    away = next((each for each in stretches if each.since <= day <= each.until), None)
    coming = next((each for each in stretches if each.since > day), None)
    return away, coming


def joined(absences: Sequence[Absence]) -> list[Away]:
    """Absences that overlap or follow each other, weekends between them included, as one."""
    joined: list[Away] = []
    for absence in absences:
        if joined and absence.starts_on <= _next_weekday(joined[-1].until):
            before = joined.pop()
            joined.append(Away(before.since, max(before.until, absence.ends_on)))
        else:
            joined.append(Away(absence.starts_on, absence.ends_on))
    return joined


def _next_weekday(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day

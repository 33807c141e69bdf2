"""What one customer's page says about who knows them, who of these is here, and by which function."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import ask
from rundum.base.rows import rows_of
from rundum.customers.models import Customer
from rundum.customers.queries.knowers import KNOWS, since
from rundum.customers.queries.relations import people_with
from rundum.teams.models import Absence, Function
from rundum.teams.queries.presence import away_on


@dataclass(frozen=True)
class Knowers:
    """Members of the customer's team who know the customer, and who cover one function."""

    function: Function
    people: Sequence[User]


@dataclass(frozen=True)
class Knowledge:
    """The members who know a customer: all of them, those who are at work today, and by function."""

    people: Sequence[User]
    here: Sequence[User]
    by_function: Sequence[Knowers]

    @property
    def only_one(self) -> User | None:
        """The one person everything about this customer hangs on."""
        return self.people[0] if len(self.people) == 1 else None

    def is_known_by(self, user: User) -> bool:
        return any(person.pk == user.pk for person in self.people)


IN_THE_TEAM = """IN (
    SELECT user_id FROM teams_membership
    WHERE team_id = %(team)s AND starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)
)"""
KNOWERS = f"""
SELECT known.user_id, array_agg(cover.function_id) FILTER (WHERE cover.function_id IS NOT NULL)
FROM ({KNOWS.format(who=IN_THE_TEAM, of="AND customer_id = %(customer)s")}) known
LEFT JOIN teams_cover cover ON cover.user_id = known.user_id AND cover.team_id = %(team)s
GROUP BY known.user_id
"""  # noqa: S608 (put together from our own texts alone)
"""A row for each member of the customer's team who knows them today, with the functions they cover."""


def who_knows(customer: Customer) -> Knowledge:
    """The members of the customer's team who could step in, for each function a team covers. Four queries.

    A figure of the team: it says where only one person knows a customer, and counts nobody's talks.
    """
    here = today()
    with connection.cursor() as cursor:
        values = since() | {"customer": customer.pk, "team": customer.team_id, "today": here}
        cursor.execute(KNOWERS, values)
        covered: dict[int, list[int]] = {user: functions or [] for user, functions in cursor.fetchall()}
    known, functions = people_with(covered), rows_of(Function, "true", {}, order="position, id")
    still = {"users": list(covered), "today": here}
    absences = rows_of(Absence, "user_id = ANY(%(users)s) AND ends_on >= %(today)s", still, order="starts_on, id")
    answers = ask(known, functions, absences)
    people = answers.of(known)
    away: dict[int, list[Absence]] = {}
    for absence in answers.of(absences):
        away.setdefault(absence.user_id, []).append(absence)
    by_function = [
        Knowers(function, [person for person in people if function.pk in covered[person.pk]])
        for function in answers.of(functions)
    ]
    return Knowledge(people, [one for one in people if away_on(away.get(one.pk, []), here)[0] is None], by_function)

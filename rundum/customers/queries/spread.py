"""How the knowledge of a team's customers is spread over its people: figures of the team, through its members' indexes.

What it costs follows from what the members have done in the window, not from how many customers there are.
"""

from collections.abc import Collection
from typing import NamedTuple

from rundum.accounts.models import User
from rundum.base.reading import Answers, Question
from rundum.calc.knowledge import Cases
from rundum.customers.queries.knowers import BY_MEMBERS, since
from rundum.customers.queries.seen import SEEN, seen_by

KNOWN = f"""
WITH known AS MATERIALIZED ({BY_MEMBERS})
SELECT who, count(*) FROM (
    SELECT array_agg(known.user_id) AS who
    FROM (SELECT customer_id, user_id FROM known ORDER BY user_id) known
    JOIN customers_customer c ON c.id = known.customer_id
    WHERE c.team_id = %(team)s AND {SEEN}
    GROUP BY c.id
) one GROUP BY who
"""  # noqa: S608 (put together from our own texts alone)
ALL = "SELECT count(*) FROM customers_customer c WHERE c.team_id = %(team)s AND " + SEEN  # noqa: S608 (as above)


class _Case(NamedTuple):
    who: list[int]
    customers: int


class SpreadQuestion:
    """By how many and whom of these people a team's customers are known, as far as the reader sees the customers.

    Two queries; what they answer says how many customers there are for each set of people, and names none.
    """

    def __init__(self, team: int, members: Collection[int], reader: User) -> None:
        values = seen_by(reader) | since() | {"team": team, "members": list(members)}
        self._known = Question(KNOWN, _Case, values)
        self._all = Question(ALL, int, values)

    @property
    def questions(self) -> tuple[Question[_Case], Question[int]]:
        return self._known, self._all

    def cases(self, answers: Answers) -> Cases:
        """Whom customers are known by; the empty set for those nobody knows."""
        found = {frozenset(case.who): case.customers for case in answers.of(self._known)}
        nobodys = answers.one(self._all) - sum(found.values())
        return found | {frozenset[int](): nobodys} if nobodys else found

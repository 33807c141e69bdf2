"""What the measures say of one customer: computed when asked for, from the same facts as the team's figures.

Only what the reader may see is counted: a customer's few concerns would give away the confidential ones among them.
All teams that have worked for the customer count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rundum.accounts.models import User
from rundum.base.reading import Question, ask
from rundum.concerns.queries.seen import seen_by
from rundum.customers.models import Customer
from rundum.measures.models import Measure
from rundum.measures.queries.behind import Behind, behind, facts_of, is_openable
from rundum.measures.queries.charted import Charted, charted
from rundum.measures.queries.facts.frame import CUSTOMER
from rundum.measures.queries.rollup import MINE, Cells, summed_of
from rundum.measures.queries.weeks import ONE_WEEK, Read, figures_of, this_week
from rundum.teams.models import Organisation

WEEKS = 52
"""So many weeks before this one are looked at."""


@dataclass(frozen=True)
class Scope:
    """Whose figures, over which weeks (Mondays, the latest first), and the teams that had the concerns in them."""

    customer: int
    weeks: Sequence[date]
    teams: Sequence[int]
    zone: ZoneInfo

    def params(self, measure: Measure, reader: User) -> dict[str, Any]:
        asked = {"customer": self.customer, "measures": [measure.pk]}
        return Cells([], self.weeks, self.teams, self.zone).params() | seen_by(reader.pk) | asked


def measures_of(customer: Customer) -> list[Measure]:
    """The measures that can be told by customer: those made of concerns, the own ones of its team among them."""
    measures = Measure.objects.in_use()
    measures = measures.of_team(customer.team_id) if customer.team_id else measures.filter(team=None)
    return [measure for measure in measures.order_by("pk") if is_openable(measure)]


def scope_of(customer: Customer, weeks: Sequence[date] | None = None) -> Scope:
    """The weeks looked at, or these; two queries."""
    here = this_week()
    question = Question(
        """
        SELECT DISTINCT team_id FROM (
            SELECT team_id FROM concerns_concern WHERE customer_id = %(customer)s
            UNION ALL SELECT team_id FROM measures_stay WHERE customer_id = %(customer)s OFFSET 0
        ) every
        """,
        int,
        {"customer": customer.pk},
    )
    zone = Organisation.objects.get().zone
    latest = weeks or [here - n * ONE_WEEK for n in range(WEEKS + 1)]
    return Scope(customer.pk, latest, sorted(ask(question).of(question)), zone)


def charts_of(measures: Sequence[Measure], customer: Customer, *, reader: User) -> list[Charted]:
    """The charts of measures for one customer: a query for each in one round trip, and three more."""
    scope, here = scope_of(customer), this_week()
    if not scope.teams:
        return [charted(measure, []) for measure in measures]
    questions = [_question(measure, scope, reader) for measure in measures]
    answers = ask(*questions) if questions else None
    return [
        charted(measure, figures_of(measure, _every_week(answers.of(question), here), here))
        for measure, question in zip(measures, questions, strict=True)
        if answers
    ]


def _question(measure: Measure, scope: Scope, reader: User) -> Question[Read]:
    facts = f"""
        SELECT 0::bigint AS team_id, r.week, r.process_id, r.part, r.whole, r.hours, r.ended
        FROM ({facts_of(measure, CUSTOMER).format(only="")}) r
    """  # noqa: S608 (put together from our own texts alone)
    sql = f"""
        WITH {summed_of(measure, facts, MINE)}
        SELECT week, numerator, denominator, value, more_than, n FROM summed WHERE total ORDER BY week
    """  # noqa: S608 (put together from our own texts alone)
    return Question(sql, Read, scope.params(measure, reader))


def _every_week(found: list[Read], here: date) -> list[Read]:
    """From the first week with anything on, those without as well."""
    known = {row.monday: row for row in found}
    weeks = (here - found[0].monday).days // 7 + 1 if found else 0
    every = (found[0].monday + n * ONE_WEEK for n in range(weeks))
    return [known.get(monday) or Read(monday, None, None, None, False, 0) for monday in every]


def rows_of_customer(measure: Measure, customer: Customer, week: date, *, reader: User, after: int = 0) -> Behind:
    """The rows of one week's figure, as far as the reader sees them, from the place `after` on; three queries."""
    scope = scope_of(customer, [week])
    return behind(facts_of(measure, CUSTOMER).format(only=""), scope.params(measure, reader), after=after, cells=MINE)

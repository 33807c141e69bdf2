"""Who sees a customer, in SQL: the rule of Customer.objects.visible_to, for questions the ORM does not write."""

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.base.rows import joined_row
from rundum.customers.models import Customer
from rundum.teams.membership import MEMBER
from rundum.teams.models import Team

SEEN = f"(NOT c.confidential OR {MEMBER.format(team='c.team_id')} OR (%(administrator)s AND c.team_id IS NULL))"
"""Whether the reader sees the customer `c`. Needs the parameters of `seen_by`."""


def seen_by(reader: User) -> dict[str, object]:
    """The parameters of SEEN."""
    return {"reader": reader.pk, "administrator": reader.is_administrator, "today": today()}


def visible_customer(reader: User, pk: int) -> Customer | None:
    """The customer with its team, if the reader may see it. One query."""
    row, columns = joined_row(Customer, "c", team=(Team, "t"))
    found = f"FROM customers_customer c LEFT JOIN teams_team t ON t.id = c.team_id WHERE c.id = %(customer)s AND {SEEN}"
    question = Question(f"SELECT {columns} " + found, row, seen_by(reader) | {"customer": pk})
    return next(iter(ask(question).of(question)), None)

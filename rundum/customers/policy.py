"""Who may do what for a customer, besides reading it.

What the team knows and decides (expectations, working agreement, hand-over) is its members' alone. Names and
addresses are also kept by administrators, who set up and import; and by every member while no team has the customer.
Contacts are also added by those who serve the customer from another team: they must say with whom they spoke.
`None` stands for a program that takes over what people did elsewhere.
"""

from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.reading import Question, ask
from rundum.base.refusals import NotAllowed
from rundum.customers.models import Customer
from rundum.customers.serving import also_serving
from rundum.teams.policy import is_in_a_team, is_member, require_member


def may_keep(user: User, customer: Customer) -> bool:
    """Whether the person may change name, address, contacts and the like."""
    if user.is_administrator:
        return True
    return is_member(user, customer.team_id) if customer.team_id else is_in_a_team(user)


def require_may_keep(user: User | None, customer: Customer) -> None:
    """Raise NotAllowed unless `may_keep`."""
    if user is not None and not may_keep(user, customer):
        require_member(user, customer.team_id, customer=customer.pk)


def may_add_contact(user: User, customer: Customer) -> bool:
    """Whether the person may add a contact: who may keep the customer, and who serves it too.

    The contacts of a confidential customer stay its team's: others do not open it at all.
    """
    return may_keep(user, customer) or (not customer.confidential and _serves_too(user, customer))


def require_may_add_contact(user: User | None, customer: Customer) -> None:
    """Raise NotAllowed unless `may_add_contact`."""
    if user is not None and not may_add_contact(user, customer):
        require_member(user, customer.team_id, customer=customer.pk)


def _serves_too(user: User, customer: Customer) -> bool:
    """Whether the person serves the customer for another team today."""
    params = {"reader": user.pk, "today": today(), "customer": customer.pk}
    question = Question(f"SELECT {also_serving()}", bool, params)
    return ask(question).one(question)


def may_take(user: User) -> bool:
    """Whether the person may take customers from the queue: into a team of their own, or when setting up."""
    return user.is_administrator or is_in_a_team(user)


def require_may_take(user: User, customer: Customer) -> None:
    """Raise NotAllowed unless `may_take`."""
    if not may_take(user):
        raise NotAllowed("members_only", _("Teams take customers. You are in none."), customer=customer.pk)


def may_decide_for(user: User, customer: Customer) -> bool:
    """Whether the person may decide how the team works with the customer and what it holds for known."""
    return is_member(user, customer.team_id)


def require_may_decide_for(user: User | None, customer: Customer) -> None:
    """Raise NotAllowed unless `may_decide_for`."""
    if user is not None:
        require_member(user, customer.team_id, customer=customer.pk)

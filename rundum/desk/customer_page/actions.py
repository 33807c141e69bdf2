"""What is done to a customer and its concerns at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.formats.days import moment
from rundum.concerns.actions.moving import follow_customer
from rundum.concerns.models import Promise
from rundum.customers.actions.assigning import confirm_handover, offer_customer
from rundum.customers.models import Assignment, Customer, TeamHandover
from rundum.teams.models import Team


@transaction.atomic
def offer_with_promises(customer: Customer, *, to_team: Team, reason: str, by: User) -> TeamHandover:
    """Offer a customer to another team, with its team's open promises on the checklist.

    Raises as `offer_customer` does. Whoever sees the customer reads the checklist: a promise in a confidential
    concern stands there without its words.
    """
    running = Promise.objects.running().filter(customer=customer, team=customer.team_id)
    promises = [_in_words(promise) for promise in running.order_by("due_at", "id").select_related("concern")]
    return offer_customer(customer, to_team=to_team, reason=reason, by=by, open_promises=promises)


def _in_words(promise: Promise) -> str:
    due = moment(promise.due_at)
    if promise.concern.confidential:
        return _("A promise that only the team reads, by %(due)s") % {"due": due}
    words = {"promise": promise.text, "due": due, "number": promise.concern.number}
    return _("%(promise)s, by %(due)s (concern %(number)s)") % words


@transaction.atomic
def receive_customer(handover: TeamHandover, *, by: User) -> Assignment:
    """The receiving team has everything: the customer is theirs, and its open concerns with it.

    Raises as `confirm_handover` does; then nothing has moved.
    """
    assignment = confirm_handover(handover, by=by)
    follow_customer(assignment.customer_id, from_team=handover.from_team, team=assignment.team, by=by)
    return assignment

"""Getting to know a customer by reading what colleagues have written down, before one ever speaks with them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.customers.actions.acting import locked, write_down
from rundum.customers.models import Customer, Expectation, Reading, WorkingAgreement
from rundum.customers.policy import require_may_decide_for


@transaction.atomic
def confirm_reading(customer: Customer, *, by: User) -> Reading:
    """`by` has read the agreement, the expectations and the last concerns of the customer and could step in now.

    Confirming again counts from the new time on. Raises NotAllowed outside the customer's team, as nobody else steps
    in; Refused("nothing_to_read") while nobody has written down what they expect or how to work with them.
    """
    customer = locked(customer)
    require_may_decide_for(by, customer)
    if not is_there_to_read(customer):
        raise Refused(
            "nothing_to_read",
            _("Nothing is written down yet. Write down first what they expect, or how you work with them."),
        )
    reading, _is_new = Reading.objects.update_or_create(customer=customer, user=by, defaults={"at": now()})
    write_down("customers.read", customer, by=by)
    return reading


def is_there_to_read(customer: Customer) -> bool:
    """Whether anybody has written down what the customer expects or how the team works with them."""
    expectations = Expectation.objects.current().filter(customer=customer)
    return expectations.exists() or WorkingAgreement.objects.filter(customer=customer).exists()

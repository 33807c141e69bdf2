"""Who changed something last, read from the timeline."""

from rundum.customers.models import Customer
from rundum.timeline.models import Entry


def last_change(customer: Customer, verb: str) -> Entry | None:
    """The newest entry of the verb on the customer's timeline, with its author. One query."""
    entries = Entry.objects.filter(customer_id=customer.pk, verb=verb).select_related("by")
    return entries.order_by("-at", "-id").first()

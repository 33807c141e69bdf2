"""Who holds the thread of a concern, who helps, and who has been asked to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.customers.models import Customer


class Holding(models.Model):
    """The period in which someone holds the thread of a concern."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "concern"], condition=Q(until=None), name="holding_one_open")
        ]
        indexes = [
            models.Index(fields=["customer", "concern"], name="holding_by_concern"),
            models.Index(fields=["user", "since"], name="holding_by_person"),
            models.Index(fields=["user"], condition=Q(until=None), name="holding_open_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.concern}"


class Help(models.Model):
    """Someone lends a hand with a concern, of their own accord or on request."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="helps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "concern", "user"], condition=Q(until=None), name="help_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["customer", "concern"], name="help_by_concern")]

    def __str__(self) -> str:
        return f"{self.user} · {self.concern}"


class HelpRequest(models.Model):
    """A member asks a colleague for help with a concern. An offer to say yes or no to, never an order."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="help_requests")
    asked = models.ForeignKey(  # none: the whole team
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="help_requests"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "concern"], name="help_request_by_concern"),
            models.Index(fields=["asked"], condition=Q(answered_at=None), name="help_request_open"),
        ]

    def __str__(self) -> str:
        return f"{self.asked} · {self.concern}"

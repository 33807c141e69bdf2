"""Concerns that went to another team, or became part of another concern."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.customers.models import Customer
from rundum.teams.models import Team


class Handover(models.Model):
    """A concern went to another team: a cost, counted, with its reason. Lending a person is none."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="handovers")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["at"], name="handover_by_time"),
            models.Index(fields=["customer", "concern"], name="handover_by_concern"),
            models.Index(fields=["from_team", "-at"], name="handover_by_team"),
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.from_team} → {self.to_team}"


class Merge(models.Model):
    """Two concerns of a customer turned out to be one. Undoing it gives the merged one back."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="merges_received")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["customer", "into"], name="merge_by_target")]

    def __str__(self) -> str:
        return f"{self.concern} → {self.into}"

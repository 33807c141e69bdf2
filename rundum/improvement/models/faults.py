"""Small faults: fixed at once and noted with their cause, until the same cause comes too often."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.teams.models import Team


class Cause(models.Model):
    """A short cause of the team's list, to pick from: an address out of date, a part not in the van."""

    id: int
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="causes")
    name = models.CharField(_("Cause"), max_length=80)
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("team", Lower("name"), name="cause_once"),
            models.CheckConstraint(condition=~Q(name=""), name="cause_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Fault(models.Model):
    """Something small that went wrong and was put right at once (AC4.3). The team's, like everything counted here."""

    id: int
    team_id: int
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="faults")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="faults")
    note = models.CharField(_("What was wrong, and what we did"), max_length=300)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="fault_has_note")]
        indexes = [
            models.Index(fields=["team", "cause", "-at"], name="fault_by_cause"),
            models.Index(fields=["team", "-at", "-id"], name="fault_newest"),
        ]

    def __str__(self) -> str:
        return self.note


class FaultyConcern(models.Model):
    """The concern a small fault happened in."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="+")
    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="concerns")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "concern", "fault"], name="faulty_concern_once")]
        indexes = [models.Index(fields=["fault"], name="faulty_concern_by_fault")]

    def __str__(self) -> str:
        return f"{self.fault_id} · {self.concern_id}"


class FaultLimit(models.Model):
    """When the same cause is no small matter any more: so many faults within so many days. Set by the team."""

    TIMES, DAYS = 10, 30

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="fault_limit")
    times = models.PositiveSmallIntegerField(_("Faults with the same cause"), default=TIMES)
    days = models.PositiveSmallIntegerField(_("Within how many days"), default=DAYS)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(times__gte=2, days__gte=1), name="fault_limit_above_one")]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.times} / {self.days}"

"""Work on a concern: steps passed, the specification ticked off, next steps, waits, credits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.concerns.models.process import SpecificationItem, Step
from rundum.customers.models import Customer
from rundum.decisions.models import AuthorityUse


class StepPassage(models.Model):
    """The time a concern spent in a step, and who moved it there."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="passages")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "concern"], condition=Q(left_at=None), name="step_passage_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["left_at"], name="step_passage_by_time"),
            models.Index(fields=["by", "entered_at"], name="step_passage_by_person"),
            models.Index(fields=["customer", "concern", "entered_at"], name="step_passage_by_concern"),
        ]

    def __str__(self) -> str:
        return f"{self.concern} · {self.step}"


class ItemCheck(models.Model):
    """A line of the work specification was done in this concern, or deviated from for a reason."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="checks")
    item = models.ForeignKey(SpecificationItem, on_delete=models.PROTECT, related_name="+")
    deviation = models.CharField(_("What we did instead, and why"), max_length=300, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "concern", "item"], name="item_check_once")]

    def __str__(self) -> str:
        return f"{self.concern} · {self.item}"


class Task(models.Model):
    """A next step someone has written down for this one concern."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(_("Next step"), max_length=200)
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["customer", "concern"], name="task_by_concern")]

    def __str__(self) -> str:
        return self.text


class Wait(models.Model):
    """A period in which a concern waited for somebody. Shown apart, never taken off silently (AC6.2)."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="waits")
    waiting_for = models.CharField(max_length=10, choices=Concern.WaitingFor.choices)
    reason = models.CharField(_("What for"), max_length=200, blank=True)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(waiting_for=""), name="wait_for_somebody"),
            models.UniqueConstraint(fields=["customer", "concern"], condition=Q(until=None), name="wait_one_open"),
        ]
        indexes = [models.Index(fields=["customer", "concern"], name="wait_by_concern")]

    def __str__(self) -> str:
        return f"{self.concern} · {self.waiting_for}"


class Credit(models.Model):
    """Goodwill money given to a customer for a concern, within the team's authority."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="credits")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="credits")
    use = models.ForeignKey(AuthorityUse, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    reason = models.CharField(_("What for"), max_length=500)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "use"], name="credit_once_per_use")]
        indexes = [models.Index(fields=["customer", "concern"], name="credit_by_concern")]

    def __str__(self) -> str:
        return f"{self.use}"

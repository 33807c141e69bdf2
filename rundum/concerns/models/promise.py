"""Promises: what was promised to a customer and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.customers.models import Contact, Customer
from rundum.teams.models import Team

RUNNING = Q(kept_at=None, broken_at=None, withdrawn_at=None)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def running(self) -> "PromiseQuerySet":
        return self.filter(RUNNING)


class Promise(models.Model):
    """What was promised to a customer and by when; kept, broken or withdrawn."""

    id: int
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="promises")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="promises")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="promises")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("What we promise"), max_length=300)
    due_at = models.DateTimeField(_("By when"))
    first_due_at = models.DateTimeField()  # as given; due_at moves only with the customer told
    given_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Why"), max_length=300, blank=True)  # of breaking or withdrawing

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=RUNNING
                | Q(kept_at__isnull=False, broken_at=None, withdrawn_at=None)
                | Q(kept_at=None, broken_at__isnull=False, withdrawn_at=None)
                | Q(kept_at=None, broken_at=None, withdrawn_at__isnull=False),
                name="promise_one_ending",
            )
        ]
        indexes = [
            models.Index(fields=["customer", "concern", "due_at"], name="promise_by_concern"),
            models.Index(fields=["team", "due_at"], name="promise_by_team"),
            models.Index(fields=["customer", "-due_at"], name="promise_by_customer"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_running(self) -> bool:
        return self.kept_at is None and self.broken_at is None and self.withdrawn_at is None


class PromiseMove(models.Model):
    """A promise got another time, and how the customer was told."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="moves")
    due_before = models.DateTimeField()
    due_after = models.DateTimeField()
    told = models.CharField(_("How the customer was told"), max_length=300)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(told=""), name="promise_move_told")]
        indexes = [models.Index(fields=["customer", "promise"], name="promise_move_by_promise")]

    def __str__(self) -> str:
        return f"{self.promise}: {self.due_after:%Y-%m-%d %H:%M}"

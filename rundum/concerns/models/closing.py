"""How concerns end: the outcome, the customer's verdict, coming back; and needs we could not serve."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.customers.models import Contact, Customer
from rundum.teams.models import Function, Team


class Closure(models.Model):
    """The concern was closed, with its outcome as the customer sees it."""

    class Outcome(models.TextChoices):
        SERVED = "served", _("The customer has what they needed")
        PARTLY = "partly", _("Partly")
        NOT_SERVED = "not_served", _("We could not serve the need")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")
        MERGED = "merged", _("Part of another concern")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="closures")
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome.choices)
    note = models.CharField(_("In a sentence"), max_length=300, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at"], name="closure_by_time"),
            models.Index(fields=["customer", "concern"], name="closure_by_concern"),
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.outcome}"


class Verdict(models.Model):
    """What the customer says at the end, in their own words. Never changed by those it is about."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="verdicts")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="verdicts")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    solved = models.BooleanField(_("Is it solved for them?"))
    voice = models.TextField(_("In their words"), blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(  # who wrote it down; none: the customer themselves
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at"], name="verdict_by_time"),
            models.Index(fields=["customer", "concern"], name="verdict_by_concern"),
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.solved}"


class Reopening(models.Model):
    """A closed concern came back; its clock goes on."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="reopenings")
    reason = models.CharField(_("Reason"), max_length=300)
    closed_at = models.DateTimeField()  # what it undid
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="reopening_by_time"),
            models.Index(fields=["customer", "concern"], name="reopening_by_concern"),
        ]

    def __str__(self) -> str:
        return f"{self.concern}"


class UnmetNeed(models.Model):
    """A need we could not serve, and why; a function may be missing for it (AC6.4)."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="unmet_needs")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="unmet_needs")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="unmet_needs")
    reason = models.CharField(_("Why we could not serve it"), max_length=300)
    function = models.ForeignKey(
        Function,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Function that was missing"),
    )
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="unmet_need_reason")]
        indexes = [
            models.Index(fields=["team", "-at"], name="unmet_need_by_team"),
            models.Index(fields=["customer", "concern"], name="unmet_need_by_concern"),
        ]

    def __str__(self) -> str:
        return self.reason

"""What the team knows about a customer: what they expect, and how to work with them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.customers.models.customer import Customer
from rundum.customers.models.people import Contact


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def current(self) -> "ExpectationQuerySet":
        return self.filter(retired_at=None)

    def to_confirm(self, at: datetime, days: int) -> "ExpectationQuerySet":
        """Those not confirmed for `days` days."""
        return self.current().filter(confirmed_at__lt=at - timedelta(days=days))


class Expectation(models.Model):
    """What a customer expects of us, where we know it from, and whether we meet it."""

    class Source(models.TextChoices):
        SAID = "said", _("They said so")
        OBSERVED = "observed", _("We observed it")
        CONTRACT = "contract", _("It is in the contract")
        SURVEY = "survey", _("A survey told us")

    class Met(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("not met")
        UNKNOWN = "unknown", _("not known yet")

    id: int
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="expectations")
    text = models.CharField(_("What they expect"), max_length=300)
    source = models.CharField(_("How we know"), max_length=8, choices=Source.choices)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    met = models.CharField(_("Do we meet it?"), max_length=7, choices=Met.choices, default=Met.UNKNOWN)
    confirmed_at = models.DateTimeField(default=now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=now)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer"], condition=Q(retired_at=None), name="expectation_current"),
            models.Index(fields=["confirmed_at"], condition=Q(retired_at=None), name="expectation_by_confirmation"),
        ]

    def __str__(self) -> str:
        return self.text

    def is_to_confirm(self, at: datetime, days: int) -> bool:
        return self.confirmed_at < at - timedelta(days=days)


class WorkingAgreement(models.Model):
    """One version of how the team has decided to work with a customer. The highest version is in force."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        VISIT = "visit", _("Visit")
        ANY = "any", _("Whatever is quickest")

    class Dunning(models.TextChoices):
        LETTER = "letter", _("as usual, in writing")
        CALL_FIRST = "call_first", _("not by mail; call first")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    channel = models.CharField(_("Channel"), max_length=5, choices=Channel.choices, default=Channel.ANY)
    cadence = models.CharField(_("How often we are in touch"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=2, default="de")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Who leads"),
    )
    dunning = models.CharField(_("Dunning"), max_length=10, choices=Dunning.choices, default=Dunning.LETTER)
    terms = models.TextField(_("Special terms"), blank=True)  # one rule a line
    review_on = models.DateField(_("Review on"), null=True, blank=True)
    decided_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["customer", "version"], name="working_agreement_version")]

    def __str__(self) -> str:
        return f"{self.customer} v{self.version}"


class Reading(models.Model):
    """A member has read what the team knows of a customer and confirmed it: they could step in, for a time.

    One row a member and customer, with the latest time; how long it counts says queries.knowers.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "user"], name="reading_once")]
        indexes = [models.Index(fields=["user", "at", "customer"], name="reading_by_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.customer}"

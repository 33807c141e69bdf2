"""Which team serves a customer, since when, and how customers are handed from one team to another."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.customers.models.customer import Customer
from rundum.teams.models import Team


class Assignment(models.Model):
    """The period in which a customer is with a team. Periods of a customer never overlap: the database sees to it."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="assignments")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="assignments")
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(_("Reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=Q(ends_at=None), name="assignment_one_open"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="assignment_in_order"
            ),
            # int8range stands in for equality, which GiST knows only through btree_gist.
            ExclusionConstraint(
                name="assignment_no_overlap",
                expressions=[
                    (Func(F("customer"), F("customer"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_at"), F("ends_at"), Value("[)"), function="tstzrange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} · {self.team}"


class TeamHandover(models.Model):
    """A customer on its way to another team. The assignment changes when the receiving team confirms."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="team_handovers")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="incoming_handovers")
    reason = models.CharField(_("Reason"), max_length=500)
    offered_at = models.DateTimeField(default=now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(confirmed_at=None, withdrawn_at=None), name="team_handover_one_open"
            )
        ]
        indexes = [
            models.Index(
                fields=["to_team"], condition=Q(confirmed_at=None, withdrawn_at=None), name="team_handover_incoming"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.from_team} → {self.to_team}"


class HandoverItem(models.Model):
    """One thing to pass on with a customer: an open promise, an expectation, the agreement, a person to introduce."""

    class Kind(models.TextChoices):
        PROMISE = "promise", _("Open promise")
        EXPECTATION = "expectation", _("Expectation")
        AGREEMENT = "agreement", _("Working agreement")
        INTRODUCTION = "introduction", _("Person to introduce")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    handover = models.ForeignKey(TeamHandover, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=500)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "id"]
        indexes = [models.Index(fields=["customer", "handover"], name="handover_item_by_handover")]

    def __str__(self) -> str:
        return self.text

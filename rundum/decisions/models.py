"""What a team may decide alone, and what it has decided with that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.teams.models import Team


class Authority(models.Model):
    """What a team may decide alone in one area of money, from a day on. The newest row in force counts."""

    class Area(models.TextChoices):
        GOODWILL = "goodwill", _("Goodwill")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="authorities")
    area = models.CharField(max_length=20, choices=Area.choices)
    currency = models.CharField(max_length=3, default="EUR")
    per_case = models.DecimalField(_("Limit per case"), max_digits=12, decimal_places=2)
    per_month = models.DecimalField(_("Limit per month"), max_digits=12, decimal_places=2)
    in_force_from = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(per_case__gte=0, per_month__gte=0), name="authority_not_negative"),
            models.UniqueConstraint(fields=["team", "area", "in_force_from"], name="authority_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team} · {self.area}"


class AuthorityUse(models.Model):
    """Money a member has decided about within the team's authority, with the limits in force at that time."""

    customer_id = models.BigIntegerField()
    concern_id = models.BigIntegerField()  # the case
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="authority_uses")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="uses")
    area = models.CharField(max_length=20, choices=Authority.Area.choices)
    month = models.DateField()  # first day of the month it counts in, in the team's zone
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    limit_per_case = models.DecimalField(max_digits=12, decimal_places=2)
    limit_per_month = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="authority_use_positive"),
            models.CheckConstraint(condition=Q(amount__lte=F("limit_per_case")), name="authority_use_within_case"),
        ]
        indexes = [
            models.Index(
                fields=["team", "area", "month"], condition=Q(withdrawn_at=None), name="authority_use_by_month"
            ),
            models.Index(fields=["customer_id", "concern_id"], name="authority_use_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

"""How much each reason counts when a team's work is offered, set by the team itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.calc.offers import Reason
from rundum.teams.models import Team


class OfferReason(models.TextChoices):
    SKILL = Reason.SKILL, _("can do it")
    STRENGTH = Reason.STRENGTH, _("is at their best in it")
    LEARNING = Reason.LEARNING, _("wants to learn it")
    ROOM = Reason.ROOM, _("has room")
    CONTINUITY = Reason.CONTINUITY, _("knows the customer")
    SPREAD = Reason.SPREAD, _("would be the second who knows the customer")


class OfferWeight(models.Model):
    """The most points a reason gives in a team's offers; 0 removes it. A reason without a row has its usual weight."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="offer_weights")
    reason = models.CharField(max_length=10, choices=OfferReason.choices)
    points = models.PositiveSmallIntegerField(_("Points"))
    set_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "reason"], name="offer_weight_once"),
            models.CheckConstraint(condition=Q(points__lte=100), name="offer_weight_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.reason}: {self.points}"

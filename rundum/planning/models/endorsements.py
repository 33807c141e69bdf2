"""Strengths that colleagues have seen at work."""

from django.conf import settings
from django.db import models

from rundum.base.clock import now
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.skills.models import Strength


class Endorsement(models.Model):
    """A colleague saw this strength at work in a closed concern that both worked on.

    It is about the strength, so it goes with it when the person drops it.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="endorsements")
    strength = models.ForeignKey(Strength, on_delete=models.CASCADE, related_name="endorsements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "concern", "strength", "by"], name="endorsement_once")
        ]
        indexes = [models.Index(fields=["strength", "-given_at"], name="endorsement_by_strength")]

    def __str__(self) -> str:
        return f"{self.strength} · {self.concern}"

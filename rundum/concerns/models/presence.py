"""Who is looking at a concern or writing on it right now."""

from django.conf import settings
from django.db import models

from rundum.base.clock import now
from rundum.concerns.models.concern import Concern
from rundum.customers.models import Customer


class Presence(models.Model):
    """One person at one concern; stale after a few seconds without a sign of life."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=now)
    writing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "concern", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.concern}"

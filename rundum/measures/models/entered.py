"""What members write down of their own measures."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rundum.base.clock import now
from rundum.measures.models.measure import Measure


class Entered(models.Model):
    """Somebody wrote down what a measure was in one week; never changed, whoever corrects it writes another.

    The latest one of a week counts and stands as its WeekValue. Without a value it takes back what stood there: the
    week is not known any more. file: the name of the file it came from; empty: by hand.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="entered")
    week = models.DateField()  # its Monday
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    file = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(week__iso_week_day=1), name="entered_monday")]
        indexes = [models.Index(fields=["measure", "week", "id"], name="entered_by_week")]

    def __str__(self) -> str:
        return f"{self.measure} {self.week}: {self.value}"

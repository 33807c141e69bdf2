"""What limits come from, kept."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models import Process
from rundum.measures.models.measure import Measure
from rundum.measures.models.weeks import LimitChange
from rundum.teams.models import Team


def _numbers() -> "ArrayField[list[float | None], list[float | None]]":
    return ArrayField(models.FloatField(null=True), default=list)


class KeptBaselineQuerySet(models.QuerySet["KeptBaseline"]):
    def standing(self) -> "KeptBaselineQuerySet":
        return self.filter(replaced_at=None)


class KeptBaseline(models.Model):
    """The points that the limits of a stretch of a chart come from, as they were when they were complete.

    Whatever becomes known of its weeks later, limits stay, until a member takes them anew and says why: then this one
    is replaced, and the next is kept in its time. `change` is what the stretch begins with; None: the chart begins.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    process = models.ForeignKey(Process, null=True, on_delete=models.CASCADE, related_name="+")
    change = models.ForeignKey(LimitChange, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)  # of calc.choosing.DataKind
    first_week = models.DateField()  # Mondays of its first and last point
    last_week = models.DateField()
    numerators = _numbers()
    denominators = _numbers()
    values = _numbers()
    kept_at = models.DateTimeField(default=now)
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why_replaced = models.CharField(_("Why the limits are taken anew"), max_length=200, blank=True)

    objects = KeptBaselineQuerySet.as_manager()

    class Meta:
        ordering = ["first_week", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "measure", "process", "change"],
                nulls_distinct=False,
                condition=Q(replaced_at=None),
                name="kept_baseline_once",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, why_replaced="") | (Q(replaced_at__isnull=False) & ~Q(why_replaced="")),
                name="kept_baseline_replaced_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.team} {self.first_week}"

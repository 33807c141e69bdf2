"""What a team wants of its measures by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.measures.models import Measure
from rundum.teams.models import Team


class GoalQuerySet(models.QuerySet["Goal"]):
    def running(self) -> "GoalQuerySet":
        return self.filter(ended_at=None)


class Goal(models.Model):
    """What the team wants of one measure: from where, to where, by when and how. It is the team's, never a person's.

    A goal is not rewritten once the result is known: it ends, with a reason, and another is set. Shares are kept as
    0 to 1, as their weeks are.
    """

    id: int
    team_id: int
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="goals")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="goals")
    start = models.DecimalField(_("From"), max_digits=20, decimal_places=6, null=True)  # none: not known at that time
    target = models.DecimalField(_("To"), max_digits=20, decimal_places=6)
    due_on = models.DateField(_("By when"))
    how = models.CharField(_("How"), max_length=300)
    set_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(_("Why it ends"), max_length=300, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "measure"], condition=Q(ended_at=None), name="goal_running_once"),
            models.CheckConstraint(condition=~Q(how=""), name="goal_says_how"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="goal_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.target.normalize():f}"

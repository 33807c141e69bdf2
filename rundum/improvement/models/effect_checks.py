"""Fixes, and whether they worked: looked at on a day set before, on a measure, by somebody who did not do the fix."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models import ProcessVersion
from rundum.improvement.models.corrective_actions import SENTENCE, CorrectiveAction
from rundum.measures.models import ChartNote, Measure
from rundum.teams.models import Team

FIX_ON_CHART = "improvement.fix"
"""The kind of note that a fix leaves on the chart of the measure it is looked at on; its words are in measure_page.py.
"""


class Fix(models.Model):
    """What was changed so that it does not happen again. A newer one of the same round takes its place."""

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="fixes")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(_("What we changed"))
    done_on = models.DateField(_("Since when"))
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="fix_says_what")]
        indexes = [models.Index(fields=["action", "id"], name="fix_by_action")]

    def __str__(self) -> str:
        return self.text


class FixDoer(models.Model):
    """Somebody who worked on a fix; so they do not judge its effect (AC4.1)."""

    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="doers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fix", "user"], name="fix_doer_once")]

    def __str__(self) -> str:
        return f"{self.fix_id}: {self.user_id}"


class EffectCheck(models.Model):
    """On this day the team looks at this measure for what the fix has done; and what it found then.

    withdrawn_at: another check was planned instead, before this one was judged. on_chart: the fix, on the chart of the
    measure, so that whoever reads that sees it too.
    """

    id: int
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="checks")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="effect_checks")
    expected = models.CharField(_("What we expect to see"), max_length=SENTENCE)
    due_on = models.DateField(_("When we look"))
    planned_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    effective = models.BooleanField(null=True)
    note = models.CharField(_("What we see"), max_length=500, blank=True)
    on_chart = models.ForeignKey(ChartNote, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(expected=""), name="effect_check_expects"),
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by=None, effective=None, note="")
                | (Q(judged_at__isnull=False, judged_by__isnull=False, effective__isnull=False) & ~Q(note="")),
                name="effect_check_judged_whole",
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(judged_at=None, withdrawn_at=None), name="effect_check_one_planned"
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "due_on"], condition=Q(judged_at=None, withdrawn_at=None), name="effect_check_due"
            ),
            models.Index(fields=["action", "id"], name="effect_check_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.measure} {self.due_on}"

    @property
    def is_planned(self) -> bool:
        return self.judged_at is None and self.withdrawn_at is None


class ActionClosing(models.Model):
    """A corrective action was closed, and what it left behind: a work specification brought up to date, or why none."""

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="closings")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ProcessVersion, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=SENTENCE, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__isnull=False) | ~Q(note=""), name="action_closing_leaves")
        ]
        indexes = [models.Index(fields=["action", "id"], name="action_closing_by_action")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.at:%Y-%m-%d}"

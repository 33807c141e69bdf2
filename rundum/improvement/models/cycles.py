"""What a team tries in order to get better: plan, do, check, act, with the prediction written before the trial."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rundum.base.clock import now
from rundum.concerns.models import Phase, Process, ProcessVersion
from rundum.measures.models import Measure, Signal
from rundum.teams.models import Team


class Part(StrEnum):
    """Where a cycle is. ACT: the team has said what becomes of it."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"


class Act(models.TextChoices):
    """What becomes of what was tried (AC25.3)."""

    ADOPT = "adopt", pgettext_lazy("end of a cycle", "Adopt")
    ADAPT = "adapt", pgettext_lazy("end of a cycle", "Adapt")
    ABANDON = "abandon", pgettext_lazy("end of a cycle", "Abandon")
    NEXT = "next", pgettext_lazy("end of a cycle", "Next cycle")


class CycleQuerySet(models.QuerySet["Cycle"]):
    def of_team(self, team: Team) -> "CycleQuerySet":
        return self.filter(team=team)

    def going_on(self) -> "CycleQuerySet":
        """Being tried or checked: these count towards the limit (AC24.2). What is planned does not yet."""
        return self.filter(started_at__isnull=False, ended_at=None)

    def open(self) -> "CycleQuerySet":
        return self.filter(ended_at=None)


class Cycle(models.Model):
    """One turn of plan, do, check and act of a team. Its plan is locked once the trial has begun.

    The step of the customers' journey it improves is a part that every process has (`phase`), of one process or of
    all: steps themselves are new rows with every version of a process, which a cycle may well bring about. With a
    process the measure is read in that process alone. Shares are kept as 0 to 1. The `result_` columns keep what the
    weeks showed when the team decided; they are empty until the weeks suffice.
    """

    id: int
    team_id: int
    measure_id: int
    process_id: int | None
    version_id: int | None
    follows_id: int | None
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveIntegerField(unique=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    signal = models.ForeignKey(Signal, null=True, on_delete=models.PROTECT, related_name="cycles")

    problem = models.CharField(gettext_lazy("What is the problem"), max_length=300)
    idea = models.CharField(gettext_lazy("What we try"), max_length=120)
    plan = models.TextField(gettext_lazy("How we try it"), max_length=2000)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="cycles")
    phase = models.CharField(gettext_lazy("Step of the customer's journey"), max_length=10, choices=Phase.choices)
    process = models.ForeignKey(Process, null=True, on_delete=models.PROTECT, related_name="+")  # none: all
    start = models.DecimalField(max_digits=20, decimal_places=6, null=True)  # none: not known at that time
    target = models.DecimalField(max_digits=20, decimal_places=6)
    due_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    planned_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # of this revision

    started_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    done = models.TextField(gettext_lazy("What was done"), max_length=2000, blank=True)
    works_from = models.DateField(null=True)  # Monday of the first week in which it works
    version = models.ForeignKey(ProcessVersion, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    act = models.CharField(max_length=10, choices=Act.choices, blank=True)
    learnt = models.CharField(gettext_lazy("What we have learnt"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    result_how = models.CharField(max_length=10, blank=True)  # calc.before_after.How; empty: not known
    result_before = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    result_after = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    result_lower = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    result_upper = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    result_n_before = models.PositiveIntegerField(null=True)
    result_n_after = models.PositiveIntegerField(null=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(problem="") & ~Q(idea="") & ~Q(plan=""), name="cycle_says_what"),
            models.CheckConstraint(
                condition=Q(done_at=None, done="", works_from=None)
                | (Q(started_at__isnull=False, done_at__isnull=False, works_from__isnull=False) & ~Q(done="")),
                name="cycle_done_after_start",
            ),
            models.CheckConstraint(
                condition=Q(works_from=None) | Q(works_from__iso_week_day=1), name="cycle_works_from_monday"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, act="", learnt="")
                | (Q(ended_at__isnull=False) & ~Q(act="") & ~Q(learnt="")),
                name="cycle_ended_with_act",
            ),
            # Without a trial there is nothing to adopt.
            models.CheckConstraint(
                condition=Q(act__in=["", Act.ABANDON]) | Q(done_at__isnull=False), name="cycle_act_after_check"
            ),
            models.CheckConstraint(
                condition=Q(
                    result_how="",
                    result_before=None,
                    result_after=None,
                    result_lower=None,
                    result_upper=None,
                    result_n_before=None,
                    result_n_after=None,
                )
                | (
                    ~Q(result_how="")
                    & Q(
                        ended_at__isnull=False,
                        result_before__isnull=False,
                        result_after__isnull=False,
                        result_lower__isnull=False,
                        result_upper__isnull=False,
                        result_n_before__isnull=False,
                        result_n_after__isnull=False,
                    )
                ),
                name="cycle_result_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-number"], name="cycle_by_team"),
            models.Index(fields=["team"], condition=Q(ended_at=None), name="cycle_open_by_team"),
            models.Index(fields=["measure", "team", "-number"], name="cycle_by_measure"),
            models.Index(
                fields=["ended_at"], condition=Q(result_how="", done_at__isnull=False), name="cycle_without_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} {self.idea}"

    @property
    def called(self) -> str:
        """How people name it: C-17 (V-17 in German)."""
        return _("C-%(number)s") % {"number": self.number}

    @property
    def part(self) -> Part:
        if self.ended_at is not None:
            return Part.ACT
        if self.done_at is not None:
            return Part.CHECK
        return Part.PLAN if self.started_at is None else Part.DO

    @property
    def is_followed(self) -> bool:
        """Whether a further cycle goes on from here."""
        return Cycle.objects.filter(follows=self).exists()

    @property
    def may_be_followed(self) -> bool:
        """Whether the team has said that a further cycle follows, and none does yet."""
        return self.act in (Act.NEXT, Act.ADAPT) and not self.is_followed


class CycleLimit(models.Model):
    """How many cycles a team lets go on at once, as it has decided. Rows are only added; the newest counts."""

    id: int
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="cycle_limits")
    most = models.PositiveSmallIntegerField(gettext_lazy("At most at once"))
    decision = models.CharField(gettext_lazy("What the team has decided, and why"), max_length=300)
    decided_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=9), name="cycle_limit_in_range"),
            models.CheckConstraint(condition=~Q(decision=""), name="cycle_limit_says_why"),
        ]
        indexes = [models.Index(fields=["team", "-id"], name="cycle_limit_by_team")]

    def __str__(self) -> str:
        return f"{self.team}: {self.most}"

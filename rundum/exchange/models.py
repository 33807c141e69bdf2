"""Imports: their runs, what went wrong in which row, and which row became what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now


class ImportRun(models.Model):
    """One import of some files with one mapping."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    mapping = models.CharField(max_length=200)
    started_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_trial = models.BooleanField(default=False)  # everything is checked, nothing is kept
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    alive_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.mapping} {self.started_at:%Y-%m-%d %H:%M}"


class ImportProblem(models.Model):
    """A row that was not taken over, and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class ImportedRow(models.Model):
    """What a row of a source became. Looked up by what the source calls it, so importing twice changes nothing."""

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)  # team, member, customer, concern
    key = models.CharField(max_length=200)
    customer_id = models.BigIntegerField(default=0)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.key}"

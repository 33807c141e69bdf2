"""What the measures say week by week, and what members and rules say about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.concerns.models import Process
from rundum.measures.models.measure import Measure
from rundum.measures.note_kinds import words_of_note
from rundum.teams.models import Team


class WeekValue(models.Model):
    """A measure of a team in one ISO week, over all its processes or (process) in one.

    Rolled up from the records, and the same whenever it is rolled up again. `value` is what is charted, in the
    measure's unit (a share as 0 to 1); None: nothing to measure that week. `more_than`: a median that was not
    reached; `value` is the longest time seen. `n`: the rows it is made of. Read it through queries.weeks.weeks_of.
    """

    # No index for each of the three: the two below find every row that is asked for, and millions are written.
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="weeks", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    process = models.ForeignKey(Process, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    week = models.DateField()  # its Monday
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    more_than = models.BooleanField(default=False)
    n = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(default=now)  # when it became what it is

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "measure", "process", "week"], nulls_distinct=False, name="week_value_once"
            ),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="week_value_monday"),
        ]
        indexes = [models.Index(fields=["week", "team"], name="week_value_by_week")]

    def __str__(self) -> str:
        return f"{self.measure} {self.team} {self.week}: {self.value}"


class LimitChange(models.Model):
    """A member said that from a week on the work is done differently: limits are set anew from there.

    Never changed: the limits before it stay as they were, on the chart's left.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="limit_changes")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, null=True, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(_("From the week"))  # its Monday
    sentence = models.CharField(_("What is different"), max_length=200)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["week", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "measure", "process", "week"], nulls_distinct=False, name="limit_change_once"
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="limit_change_sentence"),
        ]

    def __str__(self) -> str:
        return f"{self.week}: {self.sentence}"


class ChartNote(models.Model):
    """What began in a week, written on the chart at its place; the limits stay as they are.

    Areas above write it for the deeds they keep. Whoever reads the chart sees what was tried when: in a member's own
    words (`written`), or as its `kind` reads in the reader's language (note_kinds.py). `sentence` answers for both.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="chart_notes")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, null=True, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()  # its Monday
    written = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)  # what the words of its kind are made of
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["week", "id"]
        constraints = [models.CheckConstraint(condition=~Q(written="", kind=""), name="chart_note_says_something")]
        indexes = [models.Index(fields=["team", "measure"], name="chart_note_by_measure")]

    def __str__(self) -> str:
        return f"{self.week}: {self.sentence}"

    @property
    def sentence(self) -> str:
        return self.written or words_of_note(self.kind, self.data)


class SignalQuerySet(models.QuerySet["Signal"]):
    def open(self) -> "SignalQuerySet":
        return self.filter(closed_at=None)


class Signal(models.Model):
    """A chart shows something that is no noise: the team is asked once to explain it or to act (AC4.7).

    It is answered by a note, or by what the team does about it: then the area that holds the deed refers to the
    signal, and `note` says in a sentence what it is.
    """

    id: int
    team_id: int
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="signals")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="signals")
    process = models.ForeignKey(Process, null=True, on_delete=models.CASCADE, related_name="+")
    rule = models.SlugField(max_length=20)
    first_week = models.DateField()  # Monday of the first week that belongs to it
    last_week = models.DateField()
    favourable = models.BooleanField(null=True)  # none: neither direction is better
    found_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("What we say to it"), max_length=300, blank=True)
    acted = models.BooleanField(default=False)  # answered by a deed and not by the note alone

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["first_week", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "measure", "process", "rule", "first_week"], nulls_distinct=False, name="signal_once"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(note=""), name="signal_closed_with_note"),
        ]
        indexes = [models.Index(fields=["team"], condition=Q(closed_at=None), name="signal_open_by_team")]

    def __str__(self) -> str:
        return f"{self.measure} {self.team} {self.first_week}: {self.rule}"

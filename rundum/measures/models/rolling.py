"""What rolling up needs: which team had a moved concern when, which weeks are stale, how far the entries are read."""

from django.db import models

from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.measures.models.measure import Measure
from rundum.teams.models import Team


class Stay(models.Model):
    """The time a concern that has moved was with one team. Concerns that never moved have none.

    Drawn from Handover and from the entries of customers that took their concerns along; together the stays of a
    concern cover all time, so that each moment has exactly one team. Half-open; infinite at both ends, which is why
    only SQL reads and writes them.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "concern", "since"], name="stay_by_concern"),
            models.Index(fields=["team"], name="stay_by_team"),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} · {self.team_id}"


class StaleWeek(models.Model):
    """A week of a team whose values are to be rolled up again: all of them, or those of one family of measures."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    family = models.SlugField(max_length=20, blank=True, db_index=False)  # of queries.facts; none: every family

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "team", "family"], name="stale_week_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.week}"


class StaleChart(models.Model):
    """A chart of a team with a week that stands and has changed, or has come: it is to be searched for signals."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "measure"], name="stale_chart_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.measure_id}"


class Reading(models.Model):
    """How far the entries have been read; one row, locked by whoever reads on.

    Entries become visible in the order in which their transactions end, not in that of their ids. `read_to` is the
    last id before which none can appear any more; `seen_to` the last one there was; once every transaction that was
    running then (those before `seen_xid`) has ended, `seen_to` is safe too. Of what lies between, only what was written
    by transactions from `seen_xmin` on, the oldest that was running then, may have been invisible, and is read again.
    `seen_mark` is the transaction that wrote the entry `seen_to`: where it is another, all of them were numbered anew.
    """

    only = models.BooleanField(primary_key=True, default=True)
    read_to = models.BigIntegerField(default=0)
    seen_to = models.BigIntegerField(default=0)
    seen_xid = models.BigIntegerField(default=0)
    seen_xmin = models.BigIntegerField(default=0)
    seen_mark = models.BigIntegerField(default=0)
    turned_on = models.DateField(null=True)  # Monday of the week whose beginning has been dealt with; none: no week yet
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.read_to}"


class Made(models.Model):
    """What a recorded figure was made of when the week ended, as nothing else keeps it: its rows, by name."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    name = models.CharField(max_length=100)
    counts = models.BooleanField()
    amount = models.DecimalField(max_digits=12, decimal_places=6, null=True)  # what it adds to a sum; none: no sum

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "measure", "week", "name"], name="made_once")]

    def __str__(self) -> str:
        return self.name

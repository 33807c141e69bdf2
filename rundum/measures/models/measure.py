"""The register of measures."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.measures.built_in import BUILT_IN, BuiltIn
from rundum.measures.built_in.declaration import CONCERNS
from rundum.measures.choices import Data, Direction, Kind, Source
from rundum.teams.models import Team


class MeasureQuerySet(models.QuerySet["Measure"]):
    def in_use(self) -> "MeasureQuerySet":
        return self.filter(retired_at=None)

    def of_team(self, team: Team | int) -> "MeasureQuerySet":
        """What a team measures: what every team does, and its own."""
        return self.filter(Q(team=None) | Q(team=team))


class Measure(models.Model):
    """A figure of kind input, process, output or outcome, by team and week.

    Built-in ones have a key, under which built_in.py names and defines them in the reader's language; own ones carry
    their texts themselves. `name`, `definition` and `unit` answer for both.
    """

    id: int
    team_id: int | None
    key = models.SlugField(max_length=40, null=True, unique=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    own_name = models.CharField(_("Name"), max_length=80, blank=True)
    own_definition = models.TextField(_("What exactly is counted"), blank=True)
    own_unit = models.CharField(_("Unit"), max_length=30, blank=True)
    direction = models.CharField(_("Good direction"), max_length=8, choices=Direction.choices)
    data = models.CharField(_("Kind of number"), max_length=8, choices=Data.choices)
    source = models.CharField(_("Where it comes from"), max_length=8, choices=Source.choices)
    filter = models.JSONField(default=dict)  # of a counted one: which concerns (stated_filter.py); no person is in it
    every_weeks = models.PositiveSmallIntegerField(_("How often"), default=1)  # of an entered one
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why_retired = models.CharField(_("Why it is no longer measured"), max_length=300, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(key__isnull=False, source=Source.BUILT_IN, team=None)
                | (Q(key=None) & ~Q(source=Source.BUILT_IN) & ~Q(own_name="") & ~Q(own_definition="")),
                name="measure_built_in_or_own",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, why_retired="") | (Q(retired_at__isnull=False) & ~Q(why_retired="")),
                name="measure_retired_with_reason",
            ),
            models.UniqueConstraint(
                fields=["team", "own_name"], condition=Q(retired_at=None, key=None), name="measure_own_name_once"
            ),
        ]
        indexes = [models.Index(fields=["team"], name="measure_by_team")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        """Whether the team has defined it itself."""
        return self.team_id is not None

    @property
    def is_entered(self) -> bool:
        """Whether members write down its values, by hand or from a file; what was not written down is not known."""
        return self.source in {Source.ENTERED, Source.FILE}

    @property
    def built_in(self) -> BuiltIn | None:
        return BUILT_IN.get(self.key) if self.key else None

    @property
    def name(self) -> str:
        return str(self.built_in.name) if self.built_in else self.own_name

    @property
    def definition(self) -> str:
        return str(self.built_in.definition) if self.built_in else self.own_definition

    @property
    def unit(self) -> str:
        if self.source == Source.FILTER:
            return str(CONCERNS)
        return str(self.built_in.unit) if self.built_in else self.own_unit

    @property
    def follow_up(self) -> int:
        """Weeks after a week's end in which its value may still move."""
        return self.built_in.follow_up if self.built_in else 0

"""What a team commits to for a week: concerns, and whatever else it spends its hours on."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.calc.periods import week_at
from rundum.concerns.models import Concern
from rundum.customers.models import Customer
from rundum.teams.models import Team

STANDS = Q(moved_at=None, withdrawn_at=None)
RUNNING = STANDS & Q(done_at=None)
LEAST = Decimal("0.25")
"""Hours: less than a quarter of one is not worth planning."""


class CommittedQuerySet[M: models.Model](models.QuerySet[M]):
    def standing(self) -> "CommittedQuerySet[M]":
        """Those the week counts with: neither moved on nor withdrawn."""
        return self.filter(STANDS)

    def running(self) -> "CommittedQuerySet[M]":
        return self.filter(RUNNING)


class Committed(models.Model):
    """What both kinds of commitment have in common.

    week: its Monday. hours: the effort the team expects, all people together. user: who has committed themselves to
    it; none: it is the team's. Nobody is ever entered here by somebody else. It ends done, moved to another week
    (where a new one begins) or withdrawn.
    """

    id: int
    team_id: int
    user_id: int | None
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    hours = models.DecimalField(_("Hours"), max_digits=5, decimal_places=2, validators=[MinValueValidator(LEAST)])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(  # none: a program, because its concern was closed
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="%(class)s_monday"),
            models.CheckConstraint(condition=Q(hours__gte=LEAST), name="%(class)s_hours"),
            models.CheckConstraint(
                condition=RUNNING
                | Q(done_at__isnull=False, moved_at=None, withdrawn_at=None)
                | Q(done_at=None, moved_at__isnull=False, withdrawn_at=None)
                | Q(done_at=None, moved_at=None, withdrawn_at__isnull=False),
                name="%(class)s_one_ending",
            ),
        ]
        indexes = [models.Index(fields=["team", "week"], name="%(class)s_by_week")]

    @property
    def stands(self) -> bool:
        return self.moved_at is None and self.withdrawn_at is None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_running(self) -> bool:
        return self.stands and not self.is_done


class Commitment(Committed):
    """The team works on a concern that week."""

    customer_id: int
    concern_id: int
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="commitments")

    objects = CommittedQuerySet["Commitment"].as_manager()

    class Meta(Committed.Meta):
        constraints = [
            *Committed.Meta.constraints,
            models.UniqueConstraint(
                fields=["customer", "concern", "team", "week"], condition=STANDS, name="commitment_once"
            ),
        ]
        indexes = [
            *Committed.Meta.indexes,
            models.Index(fields=["customer", "concern"], name="commitment_by_concern"),
            models.Index(fields=["week"], condition=RUNNING, name="commitment_running"),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.week}"

    @property
    def kind(self) -> str:
        return "concern"

    @property
    def what(self) -> str:
        return self.concern.title

    @property
    def is_done(self) -> bool:
        """Also where its concern was closed in time; the housekeeping writes it down within minutes."""
        return self.done_at is not None or self.was_closed_in_time

    @property
    def was_closed_in_time(self) -> bool:
        """Whether its concern is closed, and was in its week or before. One merged into another is not done."""
        at = self.concern.closed_at
        if at is None or self.concern.merged_into_id is not None:
            return False
        return week_at(at, self.team.zone).monday <= self.week


class OwnCommitment(Committed):
    """The team spends hours on something that is no concern: a meeting, learning, tidying up."""

    text = models.CharField(_("What it is"), max_length=200)

    objects = CommittedQuerySet["OwnCommitment"].as_manager()

    class Meta(Committed.Meta):
        constraints = [
            *Committed.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="own_commitment_text"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.week}"

    @property
    def kind(self) -> str:
        return "own"

    @property
    def what(self) -> str:
        return self.text


type AnyCommitment = Commitment | OwnCommitment

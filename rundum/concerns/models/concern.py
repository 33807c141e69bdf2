"""The concern itself."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.concerns.models.process import Phase, Process, ProcessVersion, Step
from rundum.customers.models import Contact, Customer, Expectation
from rundum.teams.models import Membership, Team

OPEN = Q(closed_at=None)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User) -> "ConcernQuerySet":
        """Every colleague's to read, unless it or its customer is confidential: then the team's alone.

        A concern of a confidential customer that another team works on is also the customer's own team's to read,
        unless the concern itself is confidential.
        """
        memberships = Membership.objects.on(today()).filter(user=user)
        mine = Exists(memberships.filter(team=OuterRef("team")))
        customer_mine = Exists(memberships.filter(team=OuterRef("customer__team")))
        return self.filter(Q(mine) | Q(confidential=False) & (Q(customer__confidential=False) | Q(customer_mine)))

    def open(self) -> "ConcernQuerySet":
        return self.filter(OPEN)


class Concern(models.Model):
    """Anything a customer needs. It belongs to a team; one member holds the thread, others help.

    What lists, board and Teamraum show stands on the row itself (`phase`, `due_at`, `waiting_for`...); the rows
    with author and time behind each (StepPassage, Promise, Wait...) are the truth and actions keep both in step.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        VISIT = "visit", _("On site")
        LETTER = "letter", _("Letter")
        PORTAL = "portal", _("Portal")
        OWN = "own", _("We noticed it ourselves")
        IMPORT = "import", _("Import")

    class WaitingFor(models.TextChoices):
        NOBODY = "", _("nobody")
        CUSTOMER = "customer", _("the customer")
        SUPPLIER = "supplier", _("a supplier")
        COLLEAGUES = "colleagues", _("colleagues elsewhere")
        DATE = "date", _("a date")

    id: int
    customer_id: int
    team_id: int
    number = models.PositiveBigIntegerField(_("Number"))
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="concerns")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="concerns")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="concerns")
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="concerns")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="concerns")
    phase = models.CharField(max_length=10, choices=Phase.choices)  # of the step
    step_since = models.DateTimeField(default=now)
    title = models.CharField(_("What it is about"), max_length=200)
    summary = models.TextField(_("Summary"), blank=True)
    channel = models.CharField(_("How it reached us"), max_length=6, choices=Channel.choices)
    expectation = models.ForeignKey(
        Expectation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name=_("Expectation it serves"),
    )
    confidential = models.BooleanField(_("Confidential"), default=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="held_concerns"
    )
    # sales
    product = models.CharField(_("Product"), max_length=120, blank=True)
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    probability = models.PositiveSmallIntegerField(_("Probability in percent"), null=True, blank=True)
    expected_on = models.DateField(_("Expected on"), null=True, blank=True)
    # the clock (S6)
    arrived_at = models.DateTimeField(default=now)
    first_reply_at = models.DateTimeField(null=True)  # by a person; an automatic acknowledgement is none
    due_at = models.DateTimeField(null=True)  # of the open promise due next
    promised_at = models.DateTimeField(null=True)  # when that promise was given: the ring's start
    waiting_for = models.CharField(max_length=10, choices=WaitingFor.choices, blank=True)
    waiting_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)  # the customer's verdict at closing; none: not known yet
    handed_over = models.PositiveSmallIntegerField(default=0)  # times it went to another team (AC2.3)
    reopened = models.PositiveSmallIntegerField(default=0)
    split_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    revision = models.PositiveIntegerField(default=1)  # rises with every edit of title, summary and sale figures
    is_example = models.BooleanField(default=False)
    search = models.GeneratedField(
        expression=SearchVector("title", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(probability=None) | Q(probability__lte=100), name="concern_probability"),
            models.CheckConstraint(
                condition=Q(waiting_for="", waiting_since=None) | (~Q(waiting_for="") & Q(waiting_since__isnull=False)),
                name="concern_waiting_since",
            ),
        ]
        indexes = [
            models.Index(
                F("team"),
                F("due_at").asc(nulls_last=True),
                "arrived_at",
                "id",
                condition=OPEN,
                name="concern_team_open",
            ),
            models.Index(fields=["team", "phase", "id"], condition=OPEN, name="concern_team_lane"),
            models.Index(fields=["team", "-arrived_at", "-id"], name="concern_team_newest"),
            models.Index(fields=["team", "arrived_at", "id"], condition=OPEN, name="concern_team_arrived"),
            models.Index(
                fields=["team", "value", "id"], condition=OPEN & Q(value__isnull=False), name="concern_team_value"
            ),
            models.Index(fields=["customer", "-arrived_at", "-id"], name="concern_by_customer"),
            models.Index(fields=["customer"], condition=OPEN, name="concern_customer_open"),
            models.Index(fields=["customer"], condition=Q(confidential=True), name="concern_confidential"),
            models.Index(
                fields=["team", "-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="concern_team_closed"
            ),
            models.Index(fields=["holder"], condition=OPEN, name="concern_held_open"),
            models.Index(fields=["number"], name="concern_by_number"),
            GinIndex("search", name="concern_search_open", condition=OPEN),
            GinIndex("search", name="concern_search_closed", condition=Q(closed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def asks_customer(self) -> bool:
        """Whether it is the customer's turn to say if it is solved."""
        return self.is_open and self.phase == Phase.CONFIRM and self.solved is None

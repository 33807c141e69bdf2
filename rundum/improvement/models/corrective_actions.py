"""Corrective actions: containment, cause, fix and check of one thing that went wrong.

The order is that of ISO 9001:2015, clause 10.2. Every table names the team, so that what is a team's goes with it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.concerns.models import Concern, Credit
from rundum.customers.models import Customer
from rundum.improvement.models.faults import Cause
from rundum.measures.models import Signal
from rundum.teams.models import Membership, Team

SENTENCE = 300


class ActionPart(models.TextChoices):
    """What a team writes down on the way through a corrective action, in this order."""

    CONTAINMENT = "containment", _("Containment")
    CONSEQUENCES = "consequences", _("Consequences")
    CAUSE_WORK = "cause_work", _("Is cause work needed?")
    CAUSES = "causes", _("Causes")
    SIMILAR = "similar", _("Similar cases")
    FIX = "fix", _("Fix")
    CHECK = "check", _("Effectiveness check")
    VERDICT = "verdict", _("Verdict")
    CLOSING = "closing", _("Closing")


def label_of(number: int) -> str:
    """How people call a corrective action by its number: CA-12, in German KM-12."""
    return str(_("CA-%(number)s") % {"number": number})


class CorrectiveActionQuerySet(models.QuerySet["CorrectiveAction"]):
    def visible_to(self, user: User) -> "CorrectiveActionQuerySet":
        """Its team's members read it; any other colleague unless it is about a concern they must not see."""
        mine = Exists(Membership.objects.on(today()).filter(user=user, team=OuterRef("team")))
        seen = Concern.objects.visible_to(user).filter(customer=OuterRef("customer"), pk=OuterRef("concern"))
        of_it = LinkedConcern.objects.filter(action=OuterRef("pk")).exclude(tie=LinkedConcern.Tie.ELSEWHERE)
        return self.filter(Q(mine) | ~Exists(of_it.filter(~Exists(seen))))

    def open(self) -> "CorrectiveActionQuerySet":
        return self.filter(closed_at=None)


class CorrectiveAction(models.Model):
    """One thing that went wrong, on its way from containment to a fix that somebody else has found to work.

    round: the first, and one more each time a check found no effect; then the work goes back to the causes. What lists
    show (`next_part`, `check_on`) stands on the row; actions keep it in step with the rows that have author and time.
    """

    id: int
    team_id: int
    number = models.PositiveBigIntegerField(_("Number"), unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="corrective_actions")
    title = models.CharField(_("What went wrong"), max_length=200)
    cause = models.ForeignKey(Cause, null=True, on_delete=models.PROTECT, related_name="actions")
    signal = models.ForeignKey(Signal, null=True, on_delete=models.PROTECT, related_name="corrective_actions")
    round = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    next_part = models.CharField(max_length=12, choices=ActionPart.choices, default=ActionPart.CONTAINMENT, blank=True)
    check_on = models.DateField(null=True)  # the day of the check to come

    objects = CorrectiveActionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="corrective_action_says_what")]
        indexes = [
            models.Index(fields=["team", "-number"], condition=Q(closed_at=None), name="corrective_action_open"),
            models.Index(
                fields=["team", "-closed_at", "-number"],
                condition=Q(closed_at__isnull=False),
                name="corrective_action_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @property
    def label(self) -> str:
        """How people call it."""
        return label_of(self.number)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class LinkedConcern(models.Model):
    """A concern that a corrective action is about, or that has the same cause.

    A concern of another team is tied as ELSEWHERE: it counts as a similar case, and the pages of this corrective action
    name no customer, no number and no words of it.
    """

    class Tie(models.TextChoices):
        ABOUT = "about", _("It is about this")
        SAME_CAUSE = "same", _("Same cause")
        ELSEWHERE = "elsewhere", _("Same cause, in another team")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="corrective_links")
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="links")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")  # of the corrective action
    tie = models.CharField(max_length=9, choices=Tie.choices)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "concern", "action"], name="linked_concern_once")]
        indexes = [models.Index(fields=["action", "id"], name="linked_concern_by_action")]

    def __str__(self) -> str:
        return f"{self.action_id} · {self.concern_id}"


class Passage(models.Model):
    """What the team wrote for one part in one round. The newest counts; what it replaced stays as history.

    needed: for the question whether cause work is needed. whys: for the causes, from what happened down to what lies
    under it.
    """

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="passages")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=ActionPart.choices)
    text = models.TextField(blank=True)
    needed = models.BooleanField(null=True)
    whys = ArrayField(models.CharField(max_length=SENTENCE), default=list)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(whys=[]) | Q(needed=True), name="passage_says_something")
        ]
        indexes = [models.Index(fields=["action", "id"], name="passage_by_action")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.part}: {self.text}"


class ContainmentCredit(models.Model):
    """Goodwill given to a customer as part of containment, from the team's authority. Taken back, it is gone."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    credit = models.ForeignKey(Credit, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="credits")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "credit"], name="containment_credit_once")]
        indexes = [models.Index(fields=["action"], name="containment_credit_by_action")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.credit}"

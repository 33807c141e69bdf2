"""Processes: the kinds of concern, with their steps and the work specification, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.skills.models import NEEDED, Level, Skill
from rundum.teams.models import Team


class Phase(models.TextChoices):
    """The five parts every whole process has; a process may have several steps in one."""

    ARRIVED = "arrived", _("Arrived")
    UNDERSTAND = "understand", _("Understand")
    SOLVE = "solve", _("Solve")
    CONFIRM = "confirm", _("Confirm")
    SECURE = "secure", _("Secure")


class Process(models.Model):
    """A kind of concern. What it consists of stands in its versions; the one in use is `version`."""

    class Icon(models.TextChoices):
        SERVICE = "wrench", _("Wrench")
        SALE = "shopping-cart", _("Shopping cart")
        BILLING = "receipt-text", _("Invoice")
        COMPLAINT = "life-buoy", _("Lifebuoy")
        DELIVERY = "truck", _("Truck")
        CONTRACT = "file-text", _("Document")
        OTHER = "inbox", _("Tray")

    id: int
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    icon = models.CharField(_("Icon"), max_length=20, choices=Icon.choices, default=Icon.OTHER)
    is_sale = models.BooleanField(_("Has a value and a probability, as a sale has"), default=False)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="processes", verbose_name=_("Team")
    )  # none: every team uses it
    version = models.ForeignKey("ProcessVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ProcessVersion(models.Model):
    """One version of a process; never changed once it is in use. Running concerns keep theirs."""

    id: int
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("What the customer has at the end"), max_length=300)
    outcome_measure = models.CharField(_("How we see that they have it"), max_length=300)
    starts_with = models.CharField(_("It starts when"), max_length=200, blank=True)
    ends_with = models.CharField(_("It ends when"), max_length=200, blank=True)
    note = models.CharField(_("What is new"), max_length=300, blank=True)
    restored_from = models.PositiveSmallIntegerField(null=True)  # number of the version it brings back
    made_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="process_version_once"),
            # A process without an outcome measure cannot be put in use (AC8.1).
            models.CheckConstraint(
                condition=~Q(outcome="") & ~Q(outcome_measure=""), name="process_version_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} v{self.number}"


class Step(models.Model):
    """One step of a process version, always done by the team that has the concern."""

    id: int
    version = models.ForeignKey(ProcessVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    phase = models.CharField(_("Part"), max_length=10, choices=Phase.choices)
    own_name = models.CharField(_("Name"), max_length=60, blank=True)  # empty: called like its phase
    done_when = models.CharField(_("Done when"), max_length=200, blank=True)
    wip_limit = models.PositiveSmallIntegerField(_("At most at once"), null=True, blank=True)
    needed = models.PositiveSmallIntegerField(_("How many of a team should be able to"), default=NEEDED)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="step_position_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its own name, or its phase's in the reader's language."""
        return self.own_name or str(self.get_phase_display())


class StepSkill(models.Model):
    """A skill a step needs, and the level: a level to reach, not a grade."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="steps")
    level = models.PositiveSmallIntegerField(_("Level"), choices=Level.choices, default=Level.ALONE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "skill"], name="step_skill_once")]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"


class SpecificationItem(models.Model):
    """One line of the work specification, ticked off (or deviated from, with a reason) in each concern."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("To do"), max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["step", "position"], name="specification_item_position_once")]

    def __str__(self) -> str:
        return self.text


class LaneLimit(models.Model):
    """How many concerns a team wants to have in one phase at once, over all its processes."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="lane_limits")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    most = models.PositiveSmallIntegerField(_("At most at once"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "phase"], name="lane_limit_once")]

    def __str__(self) -> str:
        return f"{self.team} {self.phase}: {self.most}"

"""What members can do, want to learn, and are at their best in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.teams.models import Function


class Level(models.IntegerChoices):
    NONE = 0, _("not yet")
    LEARNS = 1, _("learns")
    WITH_HELP = 2, _("does it with help")
    ALONE = 3, _("does it alone")
    TEACHES = 4, _("teaches it")


NEEDED = 2
"""How many should be able to do something alone, where nobody has said otherwise: with one, all waits for them."""


class Skill(models.Model):
    """Something the work needs, named by the organisation; it may belong to one of the functions."""

    name = models.CharField(_("Name"), max_length=100)
    meaning = models.TextField(_("What someone can do who has it"), blank=True)
    function = models.ForeignKey(
        Function, null=True, blank=True, on_delete=models.PROTECT, related_name="skills", verbose_name=_("Function")
    )
    retired_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="skill_name_once")]

    def __str__(self) -> str:
        return self.name


class Proficiency(models.Model):
    """The level a person has reached in a skill. Evidence and expiry will refer to it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proficiencies")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="proficiencies")
    level = models.PositiveSmallIntegerField(_("Level"), choices=Level.choices, default=Level.NONE)
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "skill"], name="proficiency_once"),
            models.CheckConstraint(condition=Q(level__lte=4), name="proficiency_level"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.skill}: {self.level}"


class LearningWish(models.Model):
    """A person wants to learn a skill."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learning_wishes")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="learning_wishes")
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "skill"], name="learning_wish_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.skill}"


class Strength(models.Model):
    """What a person is at their best in, chosen by themselves, in their own words."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="strengths")
    name = models.CharField(_("Strength"), max_length=60)
    since = models.DateTimeField(default=now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="strength_once")]

    def __str__(self) -> str:
        return self.name

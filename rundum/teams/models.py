"""The organisation, its customer teams, who is in them when, and which functions they cover."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower, Replace
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now

OPEN_END = Q(ends_on=None)


def _same(field: str) -> tuple[Func, str]:
    """Equality for an exclusion constraint without btree_gist: ranges of one number overlap only when equal."""
    return Func(F(field), F(field), Value("[]"), function="int8range"), "&&"


ACCENTED, BARE = (
    "äöüàáâãåāăąçćčďèéêëēęěìíîïīłñńňòóôõőřśšťùúûūůűýÿźżž",
    "aouaaaaaaaacccdeeeeeeeiiiiilnnnooooorsstuuuuuuyyzzz",
)


def _findable(field: str) -> Func:
    """A name as `calc.names.query_text` looks for its words: small letters, without accents, umlauts either way."""
    small = Replace(Lower(field), Value("ß"), Value("ss"))
    written_out = Replace(
        Replace(Replace(small, Value("ä"), Value("ae")), Value("ö"), Value("oe")), Value("ü"), Value("ue")
    )
    drawn_together = Func(small, Value("([aou])e"), Value(r"\1"), Value("g"), function="regexp_replace")
    forms = Concat(small, Value(" "), written_out, Value(" "), drawn_together, output_field=models.TextField())
    return Func(forms, Value(ACCENTED), Value(BARE), function="translate", output_field=models.TextField())


class Organisation(models.Model):
    """The one organisation this installation belongs to."""

    name = models.CharField(_("Name"), max_length=200)
    zone_name = models.CharField(_("Time zone"), max_length=60, default="Europe/Berlin")
    country = models.CharField(_("Country"), max_length=2, default="DE")
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    language = models.CharField(_("Language"), max_length=2, choices=User.Language.choices, default="de")
    confirm_expectations_days = models.PositiveSmallIntegerField(
        _("Days after which an expectation is to be confirmed again"), default=180
    )
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now)
    only = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only"], name="organisation_only_one"),
            models.CheckConstraint(condition=Q(only=True), name="organisation_only_true"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class Function(models.Model):
    """What every team must be able to do for its customers: sales, service, accounts, or what else is set up."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    def current(self) -> "TeamQuerySet":
        return self.filter(closed_at=None)


class Team(models.Model):
    """A cross-functional customer team."""

    class Colour(models.TextChoices):
        PETROL = "petrol", _("Petrol")
        LILAC = "lilac", _("Lilac")
        AMBER = "amber", _("Amber")
        CARMINE = "carmine", _("Carmine")
        SLATE = "slate", _("Slate")
        BLUE = "blue", _("Blue")

    id: int
    name = models.CharField(_("Name"), max_length=100)
    purpose = models.TextField(_("What the team is there for"), blank=True)
    colour = models.CharField(_("Colour"), max_length=10, choices=Colour.choices, default=Colour.PETROL)
    zone_name = models.CharField(_("Time zone"), max_length=60, default="Europe/Berlin")
    country = models.CharField(_("Country of the public holidays"), max_length=2, default="DE")
    land = models.CharField(_("Land of the public holidays"), max_length=6, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now)
    search_name = models.GeneratedField(expression=_findable("name"), output_field=models.TextField(), db_persist=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="team_name_once", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class WorkingHours(models.Model):
    """A span of a weekday in which the team works, in the team's local time; a day may have several."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("Weekday"))  # 0 is Monday, as in datetime
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_weekday"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="working_hours_in_order"),
            models.UniqueConstraint(fields=["team", "weekday", "opens"], name="working_hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class PeriodQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows with a first day and a last day (inclusive; none means open)."""

    def on(self, day: date) -> "PeriodQuerySet[M]":
        return self.filter(OPEN_END | Q(ends_on__gte=day), starts_on__lte=day)


class Membership(models.Model):
    """A person's period in a team."""

    class Kind(models.TextChoices):
        HOME = "home", _("At home here")
        LOAN = "loan", _("On loan")

    id: int
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(_("Kind"), max_length=4, choices=Kind.choices, default=Kind.HOME)
    share = models.DecimalField(  # of a full working week: 1 is full time
        _("Share of working time"),
        max_digits=3,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = PeriodQuerySet["Membership"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OPEN_END | Q(ends_on__gte=F("starts_on")), name="membership_in_order"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="membership_share"),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    _same("team"),
                    _same("user"),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["user", "team"], name="membership_by_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class Coaching(models.Model):
    """A manager's period as coach of a team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="coachings")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coachings")
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = PeriodQuerySet["Coaching"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OPEN_END | Q(ends_on__gte=F("starts_on")), name="coaching_in_order"),
            models.UniqueConstraint(fields=["team", "coach"], condition=OPEN_END, name="coaching_once"),
        ]

    def __str__(self) -> str:
        return f"{self.coach} · {self.team}"


class Cover(models.Model):
    """A member covers one of the functions for the team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="covers")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="covers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covers")
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "function", "user"], name="cover_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.function}"


class Absence(models.Model):
    """Days on which a person is not at work."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("Leave")
        TRAINING = "training", _("Training")
        AWAY = "away", _("Away")  # sickness and all else that is nobody's business

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.LEAVE)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))

    objects = PeriodQuerySet["Absence"].as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_in_order")]
        indexes = [models.Index(fields=["user", "ends_on"], name="absence_by_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.starts_on}-{self.ends_on}"

"""Who uses Rundum: people, what they are to the organisation, and links that sign them in once."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: object) -> "User":
        """A person; without a password they come in by a sign-in link only, without an e-mail not at all."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person of the organisation.

    What they may do for a customer follows from their memberships and coachings (teams); here stand only the
    duties that belong to the organisation as a whole.
    """

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

        @classmethod
        def in_own_words(cls) -> list[tuple[str, str]]:
            """To choose from: each named in itself, for who is looking for theirs may not read the other."""
            return [(cls.GERMAN.value, "Deutsch"), (cls.ENGLISH.value, "English")]

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Like the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("E-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("Name"), max_length=200)
    job_title = models.CharField(_("Job title"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices, default=Language.GERMAN)
    theme = models.CharField(_("Appearance"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    single_keys = models.BooleanField(_("Single-key shortcuts"), default=True)
    portrait = models.CharField(max_length=20, blank=True)  # one of the drawn portraits, until there is a picture
    picture = models.CharField(max_length=64, blank=True)  # content hash of an uploaded picture
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(_("Administrator"), default=False)
    is_board = models.BooleanField(_("Board"), default=False)
    is_sponsor = models.BooleanField(_("Sponsor"), default=False)
    is_example = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What colleagues call them: the first word of the name that is no title such as "Dr."."""
        words = self.name.split()
        return next((word for word in words if not word.endswith(".")), self.name)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else self.name[:2]).upper()


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def usable(self, at: datetime) -> "SignInLinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=at, user__is_active=True)


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the digest of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"


class SentForm(models.Model):
    """A form that was sent from one rendering of a page, and how it was answered (sent_once.py). Kept for a day."""

    press = models.CharField(max_length=64, primary_key=True)  # digest of person, token, address and all it says
    answer = models.JSONField(default=dict)  # empty: not carried out
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="sent_form_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

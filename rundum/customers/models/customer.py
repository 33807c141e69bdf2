"""The customer itself."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.teams.models import Membership, Team


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: User) -> "CustomerQuerySet":
        """Everything about a customer is every colleague's to read, unless it is marked confidential.

        Confidential customers are found by the members of their team and, while they have none, by administrators.
        """
        in_team = Membership.objects.on(today()).filter(team=OuterRef("team"), user=user)
        mine = Q(Exists(in_team))
        if user.is_administrator:
            mine |= Q(team=None)
        return self.filter(Q(confidential=False) | mine)

    def without_team(self) -> "CustomerQuerySet":
        return self.filter(team=None)


class Customer(models.Model):
    """A company or person the organisation serves; with exactly one team at any time, or waiting for one.

    `team` and `team_since` repeat the open Assignment, so that every list can say them without a join.
    `sort_name` and `search_name` are written by the actions from calc.names: the embedded PostgreSQL has
    neither a German collation nor unaccent.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        PERSON = "person", _("Person")

    id: int
    number = models.PositiveBigIntegerField(_("Number"))
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind.choices, default=Kind.COMPANY)
    name = models.CharField(_("Name"), max_length=200)
    name_addition = models.CharField(_("Addition to the name"), max_length=200, blank=True)
    sort_name = models.CharField(max_length=220)
    search_name = models.CharField(max_length=440)
    street = models.CharField(_("Street and house number"), max_length=200, blank=True)
    address_addition = models.CharField(_("Addition to the address"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    country = models.CharField(_("Country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    vat_id = models.CharField(_("VAT id"), max_length=20, blank=True)
    website = models.URLField(_("Website"), blank=True)
    language = models.CharField(_("Language"), max_length=2, default="de")
    industry = models.CharField(_("Industry"), max_length=100, blank=True)
    employees = models.PositiveIntegerField(_("Employees"), null=True, blank=True)
    customer_since = models.DateField(_("Customer since"), null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("Tags"), default=list, blank=True)
    confidential = models.BooleanField(_("Confidential"), default=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="customers")
    team_since = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)  # rises with every edit; tells two people's edits apart
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team=None, team_since=None) | Q(team__isnull=False, team_since__isnull=False),
                name="customer_team_since",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="customer_by_name"),
            models.Index(fields=["team", "sort_name", "id"], name="customer_by_team"),
            models.Index(fields=["made_at", "id"], condition=Q(team=None), name="customer_without_team"),
            models.Index(fields=["number"], name="customer_by_number"),
            GinIndex(fields=["tags"], name="customer_by_tag"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalnum()]
        return "".join(word[:1] for word in words[:2]).upper() or self.name[:2].upper()


class ExternalId(models.Model):
    """What another system calls a customer. Looked up by what it says, so it stays a table of its own."""

    source = models.CharField(_("System"), max_length=60)
    value = models.CharField(_("Its number there"), max_length=200)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="external_ids", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "value"], name="external_id_once")]
        indexes = [models.Index(fields=["customer"], name="external_id_by_customer")]

    def __str__(self) -> str:
        return f"{self.source}: {self.value}"


class NumberRange(models.Model):
    """The next free number of a kind (customers, concerns). One row each, locked while numbers are drawn."""

    kind = models.CharField(max_length=20, primary_key=True)
    next_number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.kind}: {self.next_number}"

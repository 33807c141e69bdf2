"""The people at a customer and how to reach them."""

import phonenumbers
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rundum.base.clock import now
from rundum.customers.models.customer import Customer


class Contact(models.Model):
    """A person at a customer, with a role there."""

    class Part(models.TextChoices):
        DECIDES = "decides", _("decides")
        USES = "uses", _("uses")
        PAYS = "pays", _("pays")
        MANAGES = "manages", _("manages")

    class Salutation(models.TextChoices):
        MS = "ms", _("Ms")
        MR = "mr", _("Mr")
        NONE = "", _("none")

    id: int
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    salutation = models.CharField(_("Salutation"), max_length=2, choices=Salutation.choices, blank=True)
    title = models.CharField(_("Title"), max_length=40, blank=True)
    first_name = models.CharField(_("First name"), max_length=100, blank=True)
    last_name = models.CharField(_("Last name"), max_length=100)
    search_name = models.CharField(max_length=240)
    position = models.CharField(_("Position there"), max_length=120, blank=True)
    parts = ArrayField(
        models.CharField(max_length=7, choices=Part.choices), verbose_name=_("Roles there"), default=list, blank=True
    )
    language = models.CharField(_("Language"), max_length=2, blank=True)
    note = models.CharField(_("Good to know"), max_length=200, blank=True)
    cadence_days = models.PositiveSmallIntegerField(_("Contact agreed every (days)"), null=True, blank=True)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)  # rises with every edit; tells two people's edits apart
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["customer", "last_name"], name="contact_by_customer")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()


class ContactEmail(models.Model):
    """One of a contact's e-mail addresses."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="emails")
    address = models.EmailField(_("E-mail"))
    label = models.CharField(_("Label"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["customer", "contact", "address"], name="contact_email_once")]
        indexes = [models.Index(Lower("address"), name="contact_email_by_address")]

    def __str__(self) -> str:
        return self.address


class ContactPhone(models.Model):
    """One of a contact's phone numbers, stored as E.164."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("Phone"), max_length=16)
    label = models.CharField(_("Label"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "contact", "number"], name="contact_phone_once"),
            models.CheckConstraint(condition=Q(number__regex=r"^\+[1-9][0-9]{1,14}$"), name="contact_phone_e164"),
        ]
        indexes = [models.Index(fields=["number"], name="contact_phone_by_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def written(self) -> str:
        """The number as people read it, with blanks between its parts."""
        number = phonenumbers.parse(self.number)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class Consent(models.Model):
    """A contact has agreed to something, until they withdraw it."""

    class Purpose(models.TextChoices):
        NEWS = "news", _("News by e-mail")
        PHONE = "phone", _("Being called about offers")
        SURVEY = "survey", _("Being asked for their opinion")
        PICTURE = "picture", _("Showing their picture")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("For"), max_length=10, choices=Purpose.choices)
    source = models.CharField(_("How we got it"), max_length=200)
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "contact", "purpose"], condition=Q(withdrawn_at=None), name="consent_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

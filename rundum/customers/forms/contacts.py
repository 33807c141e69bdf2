"""Forms about the people at a customer."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from rundum.base.refusals import Refused
from rundum.customers.actions.contacts import ContactDetails
from rundum.customers.forms.keeping import LANGUAGES
from rundum.customers.models import Consent, Contact, Customer
from rundum.customers.particulars import e164

FROM_MODEL = ("salutation", "title", "first_name", "last_name", "position", "note", "cadence_days")
OWN = ("parts", "language")


class ContactForm(forms.Form):
    """A contact with their addresses and numbers, one a line, the preferred first.

    revision: the one the editor started from; empty for a new contact.
    """

    parts = forms.MultipleChoiceField(
        label=_("What they do there"), choices=Contact.Part.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("the customer's")), *LANGUAGES])
    emails = forms.CharField(
        label=_("E-mail"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line, the preferred first."),
    )
    phones = forms.CharField(
        label=_("Phone"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line, the preferred first."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, customer: Customer, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.customer = customer
        self.fields.update({name: field for name, field in fields_for_model(Contact, FROM_MODEL).items() if field})
        self.fields["cadence_days"].help_text = _("After so many days without a talk they stand among the gaps.")

    def clean_emails(self) -> list[str]:
        addresses = self.cleaned_data["emails"].split()
        for address in addresses:
            validate_email(address)
        return cast(list[str], addresses)

    def clean_phones(self) -> list[str]:
        numbers = [line for line in self.cleaned_data["phones"].splitlines() if line.strip()]
        try:
            return [e164(number, self.customer.country) for number in numbers]
        except Refused as refusal:
            raise ValidationError(str(refusal.sentence), code=refusal.code) from None

    @property
    def details(self) -> ContactDetails:
        """What an action takes, without addresses and numbers."""
        return cast(ContactDetails, {name: self.cleaned_data[name] for name in (*FROM_MODEL, *OWN)})


def as_initial(contact: Contact) -> dict[str, Any]:
    """What the form shows of a contact before anyone has changed it. Two queries."""
    shown = {name: getattr(contact, name) for name in (*FROM_MODEL, *OWN, "revision")}
    return shown | {
        "emails": "\n".join(email.address for email in contact.emails.all()),
        "phones": "\n".join(phone.written for phone in contact.phones.all()),
    }


class ConsentForm(forms.Form):
    """What a contact agrees to, and how we got it."""

    purpose = forms.ChoiceField(label=_("They agree to"), choices=Consent.Purpose.choices)
    source = forms.CharField(
        label=_("How we got it"),
        max_length=200,
        help_text=_("For example: e-mail of 3 June, or card filled in at the fair."),
    )

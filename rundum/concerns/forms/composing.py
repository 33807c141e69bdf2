"""What one writes at a concern: what was said, notes, promises, credits. All in one place, the composer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import AmountField
from rundum.concerns.forms.due import DueForm
from rundum.customers.actions.talking import Talk
from rundum.customers.models import Contact
from rundum.timeline.forms import FilesField

LONGEST = 20_000

TALKS = [
    (Talk.CALL, _("Phone call")),
    (Talk.EMAIL, _("E-mail")),
    (Talk.MEETING, _("Meeting")),
    (Talk.VISIT, _("On site")),
    (Talk.LETTER, _("Letter")),
]


def contacts_of(customer: int) -> "forms.ModelChoiceField[Contact]":
    """A choice among the customer's contacts who have not left."""
    contacts = Contact.objects.filter(customer=customer, left_on=None).order_by("last_name", "pk")
    return forms.ModelChoiceField(contacts, label=_("With whom"), empty_label=None)


class TalkForm(forms.Form):
    """What customer and colleague said to each other."""

    kind = forms.ChoiceField(label=_("How"), choices=TALKS, initial=Talk.CALL)
    voice = forms.CharField(
        label=_("What they said, in their words"), required=False, max_length=LONGEST, widget=forms.Textarea
    )
    text = forms.CharField(
        label=_("What we said and agreed"), required=False, max_length=LONGEST, widget=forms.Textarea
    )
    attached = FilesField(label=_("Files"), required=False)

    def __init__(self, *args: Any, customer: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"] = contacts_of(customer)

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("text") and not self.cleaned_data.get("voice"):
            raise ValidationError(_("Write down what was said, by them or by us."), code="nothing_said")


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(label=_("Note for colleagues"), max_length=LONGEST, widget=forms.Textarea)
    attached = FilesField(label=_("Files"), required=False)


class PromiseForm(DueForm):
    """Something promised, and by when."""

    text = forms.CharField(label=_("What we promise"), max_length=300)

    def __init__(self, *args: Any, customer: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"] = contacts_of(customer)
        self.fields["contact"].required = False


ABOUT_AMOUNT = dict.fromkeys(("not_positive", "over_case", "over_month"), "amount")
"""The refusals of a credit that are told at its amount."""


class CreditForm(forms.Form):
    """A goodwill credit."""

    amount = AmountField(label=_("Amount"), max_digits=12, decimal_places=2)
    reason = forms.CharField(label=_("What for"), max_length=500)
    attached = FilesField(label=_("Receipt"), required=False)

"""Forms about what the team knows of a customer and has agreed on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import fields_for_model
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import DayField
from rundum.customers.actions.talking import Talk
from rundum.customers.forms.keeping import LANGUAGES
from rundum.customers.models import Contact, Customer, Expectation, WorkingAgreement
from rundum.teams.models import Membership
from rundum.timeline.forms import FilesField


def offer_contacts(form: forms.Form, customer: Customer) -> None:
    """Let the form's field `contact` offer the people who are at the customer."""
    contact = form.fields["contact"]
    assert isinstance(contact, forms.ModelChoiceField)
    contact.queryset = Contact.objects.filter(customer=customer, left_on=None).order_by("last_name", "first_name")


class ExpectationForm(forms.Form):
    """What a customer expects."""

    text = forms.CharField(label=_("What they expect"), max_length=300, widget=forms.TextInput({"autofocus": True}))
    source = forms.ChoiceField(label=_("How we know"), choices=Expectation.Source.choices, widget=forms.RadioSelect)
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Who said so"), required=False, empty_label=_("nobody in particular")
    )
    met = forms.ChoiceField(
        label=_("Do we meet it?"),
        choices=Expectation.Met.choices,
        initial=Expectation.Met.UNKNOWN,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, customer: Customer) -> None:
        super().__init__(data)
        offer_contacts(self, customer)


class MetForm(forms.Form):
    """Whether we meet an expectation."""

    met = forms.ChoiceField(label=_("Do we meet it?"), choices=Expectation.Met.choices, widget=forms.RadioSelect)


class AgreementForm(forms.Form):
    """How the team works with a customer. after_version: the version the editor started from."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    terms = forms.CharField(
        label=_("What we keep to"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One rule a line, for example: Call Ms Brandl, do not write."),
    )
    review_on = DayField(label=_("Review on"), required=False)
    after_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, customer: Customer, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        named = fields_for_model(WorkingAgreement, ("channel", "cadence", "lead", "dunning"))
        self.fields.update({name: field for name, field in named.items() if field})
        self.fields["cadence"].help_text = _("For example: every Monday by phone, once a quarter on site.")
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ModelChoiceField)
        members = Membership.objects.on(today()).filter(team=customer.team_id)
        lead.queryset = User.objects.filter(pk__in=members.values("user")).order_by("name")
        lead.empty_label = str(_("nobody in particular"))

    def clean_terms(self) -> list[str]:
        return [line for line in self.cleaned_data["terms"].splitlines() if line.strip()]


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea({"rows": 3}))


class TalkForm(forms.Form):
    """A note for colleagues, or a talk with someone at the customer and what they said."""

    NOTE = "note"
    KINDS = [
        (NOTE, _("Note")),
        (Talk.CALL.value, _("Phone call")),
        (Talk.MEETING.value, _("Meeting")),
        (Talk.VISIT.value, _("Visit")),
        (Talk.EMAIL.value, _("E-mail")),
        (Talk.LETTER.value, _("Letter")),
    ]

    kind = forms.ChoiceField(
        label=_("What it was"), choices=KINDS, initial=NOTE, widget=forms.Select({"class": "input"})
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=_("With whom"),
        required=False,
        empty_label=_("nobody: a note for colleagues"),
        widget=forms.Select({"class": "input"}),
    )
    text = forms.CharField(
        label=_("What colleagues should know"),
        required=False,
        widget=forms.Textarea({"rows": 3, "placeholder": _("What should colleagues know?")}),
    )
    voice = forms.CharField(
        label=_("In the customer's words"), required=False, widget=forms.Textarea({"rows": 3, "class": "voice-text"})
    )
    attached = FilesField(label=_("Files"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        customer: Customer,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        offer_contacts(self, customer)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        is_note = said.get("kind") == self.NOTE
        if is_note and not said.get("text"):
            self.add_error("text", _("Write the note first."))
        if not is_note and said.get("kind") and not said.get("contact") and "contact" not in self.errors:
            self.add_error("contact", _("Say with whom you spoke."))
        return said

"""The forms of the organisation's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.customers.countries import country_choices
from rundum.desk.first_run.forms import CURRENCIES, zone_choices


class OrganisationForm(forms.Form):
    """Exactly the fields of teams.actions.organisation.EDITABLE."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    zone_name = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=CURRENCIES, help_text=_("Amounts that are there already keep theirs.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=User.Language.in_own_words(),
        help_text=_("Of what Rundum sets up for all. Everyone chooses their own in the profile."),
    )
    confirm_expectations_days = forms.IntegerField(
        label=_("Days after which an expectation is to be confirmed again"), min_value=7, max_value=1460
    )


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("What they sign in with. Without one they come in by sign-in links only."),
    )
    job_title = forms.CharField(label=_("What they do"), max_length=200, required=False)
    is_administrator = forms.BooleanField(
        label=_("Administrator"), required=False, help_text=_("invites people, sets up teams, imports, sees the record")
    )
    is_board = forms.BooleanField(
        label=_("Board"), required=False, help_text=_("sees all teams; decides nothing in their work")
    )
    is_sponsor = forms.BooleanField(
        label=_("Sponsor"), required=False, help_text=_("is paired with a customer's management")
    )

    def clean_email(self) -> str | None:
        return str(self.cleaned_data["email"]).lower() or None

"""The one form of the first run, in four parts."""

from datetime import time
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.forms import ClockField
from rundum.customers.countries import country_choices
from rundum.desk.first_run.actions import FirstTeam, Founder
from rundum.teams.lands import land_choices

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
CURRENCIES = [(code, code) for code in ("EUR", "CHF", "GBP", "USD", "DKK", "SEK", "NOK", "PLN", "CZK")]
EXAMPLES, EMPTY = "examples", "empty"


def zone_choices() -> list[tuple[str, str]]:
    """The zones of places, by name; not the technical ones."""
    return [
        (name, name.replace("_", " "))
        for name in sorted(available_timezones())
        if "/" in name[:-1] and name[:4] != "Etc/"
    ]


class FirstRunForm(forms.Form):
    """Fields begin with the part they belong to: organisation, your, team, begin."""

    organisation_name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    organisation_country = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="DE")
    organisation_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Berlin")
    organisation_currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="EUR")
    organisation_language = forms.ChoiceField(label=_("Language"), choices=User.Language.in_own_words(), initial="de")

    your_name = forms.CharField(label=_("Your name"), max_length=200)
    your_email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    your_password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    team_name = forms.CharField(label=_("Name of the team"), max_length=100)
    team_purpose = forms.CharField(
        label=_("What the team is there for"),
        help_text=_("One or two sentences. You can sharpen them together later."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    team_land = forms.ChoiceField(label=_("Public holidays"), choices=land_choices, required=False)
    team_weekdays = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        choices=WEEKDAYS,
        coerce=int,
        initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple,
    )
    team_opens = ClockField(label=_("from"), initial=time(8))
    team_closes = ClockField(label=_("to"), initial=time(17))
    team_joins = forms.BooleanField(label=_("I am in this team myself"), required=False, initial=True)

    begin_with = forms.ChoiceField(
        label=_("How do you want to begin?"),
        choices=[
            (EMPTY, _("Empty: we bring our own customers")),
            (EXAMPLES, _("With the example company beside it, to try things out; it is removed in one step")),
        ],
        initial=EMPTY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["your_password"].help_text = " ".join(map(str, password_validators_help_texts()[1:2]))

    def clean_your_email(self) -> str:
        return str(self.cleaned_data["your_email"]).lower()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "your_password" in given:
            about = User(name=given.get("your_name", ""), email=given.get("your_email"))
            try:
                validate_password(given["your_password"], about)
            except forms.ValidationError as error:
                self.add_error("your_password", error)
        opens, closes = given.get("team_opens"), given.get("team_closes")
        if opens and closes and opens >= closes:
            self.add_error("team_closes", _("Work must end after it begins."))
        return given

    @property
    def founder(self) -> Founder:
        given = self.cleaned_data
        return Founder(given["your_name"], given["your_email"], given["your_password"], given["team_joins"])

    @property
    def team(self) -> FirstTeam:
        given = self.cleaned_data
        country, _dash, land = given["team_land"].partition("-")
        return FirstTeam(
            name=given["team_name"],
            purpose=given["team_purpose"],
            country=country or given["organisation_country"],
            land=land,
            hours=[(weekday, given["team_opens"], given["team_closes"]) for weekday in given["team_weekdays"]],
        )

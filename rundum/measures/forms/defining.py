"""What a team writes down of a measure of its own. No field names a person: figures are the team's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.measures.actions.defining import ENTERED_DATA, FREQUENCIES
from rundum.measures.choices import Data, Direction, Kind

OFTEN = {1: _("every week"), 2: _("every two weeks"), 4: _("every four weeks"), 13: _("every quarter (13 weeks)")}
NUMBERS = {
    Data.SHARE: _("Share: so many of so many, as 18 of 20 (p chart)"),
    Data.RATE: _("Rate: so often in so many, as 3 faults in 20 deliveries (u chart)"),
    Data.COUNT: _("Count: a whole number, as 12 visits (XmR chart)"),
    Data.VALUE: _("Measurement: one value in a unit, as 12.5 minutes (XmR chart)"),
}


class DefinitionForm(forms.Form):
    """What every own measure says of itself."""

    name = forms.CharField(label=_("Name"), max_length=80)
    definition = forms.CharField(
        label=_("What exactly is counted"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("So exact that two people who count get the same. It is about the team, never about one person."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    direction = forms.ChoiceField(label=_("Good direction"), choices=Direction.choices, widget=forms.RadioSelect)


class EnteredForm(DefinitionForm):
    """Of a measure whose weeks members write down."""

    number = forms.ChoiceField(
        label=_("Kind of number"),
        choices=[(each.value, NUMBERS[each]) for each in ENTERED_DATA],
        widget=forms.RadioSelect,
        help_text=_("The chart follows from it; with fewer than 12 values it is a run chart without limits."),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=30, required=False, help_text=_("As minutes, visits, faults. A share has percent.")
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=[(each, OFTEN[each]) for each in FREQUENCIES]
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("number") and said["number"] != Data.SHARE and not said.get("unit"):
            self.add_error("unit", _("In which unit? As minutes, visits, faults."))
        return said


class RetirementForm(forms.Form):
    """Why a measure is given up."""

    why = forms.CharField(
        label=_("Why it is no longer measured"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )

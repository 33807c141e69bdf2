"""What members write to a chart."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import DayField
from rundum.calc.periods import Week


class LimitsForm(forms.Form):
    """Since when the work is done differently, and what is different."""

    week = DayField(
        label=_("Since when"),
        help_text=_("A day. The new limits hold from its week on; the weeks before keep theirs."),
    )
    sentence = forms.CharField(label=_("What is different"), max_length=200)

    def __init__(self, data: QueryDict | None, *, first: date | None, here: date) -> None:
        """first: the first week on the chart, if there is one; here: this week."""
        super().__init__(data, initial={"week": here})
        self.first, self.here = first, here

    def clean_week(self) -> date:
        """The Monday of the day's week."""
        monday = Week.of(self.cleaned_data["week"]).monday
        if monday > self.here:
            raise forms.ValidationError(_("This week has not come yet. Set limits anew when the change is made."))
        if self.first is None or monday <= self.first:
            raise forms.ValidationError(_("The chart has no weeks before that, so there are no limits to set anew."))
        return monday


class CorrectedForm(forms.Form):
    """Why limits are taken from their corrected weeks."""

    sentence = forms.CharField(label=_("What was corrected"), max_length=200)


class AnswerForm(forms.Form):
    """What the team says to a signal."""

    note = forms.CharField(
        label=_("What it comes from"),
        max_length=300,
        help_text=_("A sentence for the team. It stands beside the signal, and nobody is asked again."),
    )

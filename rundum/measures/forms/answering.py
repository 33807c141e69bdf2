"""What members write to a chart."""

from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.base.charts import week_label


class LimitsForm(forms.Form):
    """From which of the latest weeks on, and what is different."""

    def __init__(self, data: QueryDict | None, *, here: date) -> None:
        super().__init__(data)
        weeks = [here - timedelta(weeks=n) for n in range(10)]  # a change is entered while it is fresh
        self.fields["week"] = forms.TypedChoiceField(
            label=_("From the week"),
            coerce=date.fromisoformat,
            choices=[(week.isoformat(), week_label(week, year=week.year != here.year)) for week in weeks],
        )
        self.fields["sentence"] = forms.CharField(label=_("What is different"), max_length=200)


class AnswerForm(forms.Form):
    """What the team says to a signal."""

    note = forms.CharField(
        label=_("What it comes from"),
        max_length=300,
        help_text=_("A sentence for the team. It stands beside the signal, and nobody is asked again."),
    )

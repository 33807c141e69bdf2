"""Goals as people write them. No field names a person: results are the team's (AC8.3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import AmountField, DayField, RowField
from rundum.measures.models import Data, Measure

HUNDRED = 100


class GoalForm(forms.Form):
    """What the team wants of a measure, by when and how."""

    measure = RowField(label=_("Measure"))
    start = AmountField(
        label=_("From"),
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("In the measure's unit, a share in percent. Empty: not known yet."),
    )
    target = AmountField(label=_("To"), max_digits=14, decimal_places=2)
    due_on = DayField(label=_("By when"))
    how = forms.CharField(label=_("How"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, measures: Sequence[Measure], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["measure"]
        if isinstance(field, RowField):
            field.offer(measures)

    def clean(self) -> dict[str, Any]:
        """People write a share in percent; it is kept as a part of one."""
        said = super().clean() or self.cleaned_data
        measure = said.get("measure")
        if measure is not None and measure.data == Data.SHARE:
            for name in ("start", "target"):
                value = said.get(name)
                if value is None:
                    continue
                if not 0 <= value <= HUNDRED:
                    self.add_error(name, _("A share lies between 0 and 100 percent."))
                said[name] = value / HUNDRED
        return said


class EndingForm(forms.Form):
    """Why a goal ends."""

    reason = forms.CharField(
        label=_("Why it ends"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )

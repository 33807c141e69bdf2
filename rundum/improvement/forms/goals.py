"""Goals as people write them. No field names a person: results are the team's (AC8.3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import AmountField, DayField, RowField
from rundum.measures.models import Data, Measure

HUNDRED = 100


def refuse_no_share(form: forms.Form, said: dict[str, Any]) -> None:
    """An error for figures `start` and `target` of a share that lie outside 0 to 100 percent."""
    measure = said.get("measure")
    if measure is not None and measure.data == Data.SHARE:
        for name in ("start", "target"):
            if (value := said.get(name)) is not None and not 0 <= value <= HUNDRED:
                form.add_error(name, _("A share lies between 0 and 100 percent."))


def as_part_of_one(said: dict[str, Any]) -> dict[str, Any]:
    """What people write of a share in percent as it is kept: as parts of one."""
    measure = said.get("measure")
    if measure is None or measure.data != Data.SHARE:
        return said
    figures = {name: said[name] / HUNDRED for name in ("start", "target") if said.get(name) is not None}
    return said | figures


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
        refuse_no_share(self, said)
        return as_part_of_one(said)


class EndingForm(forms.Form):
    """Why a goal ends."""

    reason = forms.CharField(
        label=_("Why it ends"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )

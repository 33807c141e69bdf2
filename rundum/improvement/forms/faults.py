"""Small faults as people note them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.improvement.forms.corrective_actions import cause_field


class FaultForm(forms.Form):
    """One step: what was wrong and what we did, and its cause."""

    note = forms.CharField(
        label=_("What was wrong, and what we did"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cause"] = cause_field()


class FaultLimitForm(forms.Form):
    """When the same cause is no small matter any more."""

    times = forms.IntegerField(label=_("Faults with the same cause"), min_value=2, max_value=999)
    days = forms.IntegerField(label=_("Within how many days"), min_value=1, max_value=366)

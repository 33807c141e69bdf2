"""What counts when work is offered."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.calc.offers import Reason
from rundum.planning.models import OfferReason


class WeightsForm(forms.Form):
    """One number of points for each reason."""

    def __init__(self, data: QueryDict | None, *, weights: Mapping[Reason, int]) -> None:
        super().__init__(data, initial={str(reason): points for reason, points in weights.items()})
        for reason in OfferReason:
            self.fields[reason.value] = forms.IntegerField(
                label=reason.label, min_value=0, max_value=100, help_text=_("0 to 100; 0 leaves this reason out.")
            )

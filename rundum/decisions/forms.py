"""Limits as people write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import AmountField

NOTHING = Decimal(0)


class AuthorityForm(forms.Form):
    """What a team may decide alone in one area."""

    per_case = AmountField(
        label=_("Limit per case"),
        help_text=_("A case counts over all its months, so splitting an amount does not help."),
        min_value=NOTHING,
        max_digits=12,
        decimal_places=2,
    )
    per_month = AmountField(label=_("Limit per month"), min_value=NOTHING, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, currency: str = "EUR", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.unit = currency

"""Amounts in the currency they are in."""

from django import forms

from rundum.base.formats.numbers import currency_symbol
from rundum.base.forms import AmountField


def value_in(field: forms.Field, currency: str) -> None:
    """Let the field of an amount say its currency."""
    assert isinstance(field, AmountField)
    field.unit = currency_symbol(currency)

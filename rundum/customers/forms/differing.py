"""Two versions of the same form beside each other, for those who edited at the same time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from rundum.base.formats.days import long_day

SEPARATORS = re.compile(r"[,\n]")


@dataclass(frozen=True)
class Difference:
    """A field in which two versions differ, both in words."""

    label: str
    mine: str
    theirs: str


def differences(form: forms.Form, theirs: Mapping[str, Any]) -> list[Difference]:
    """Where what stands in the valid `form` differs from `theirs` (values by field, as for `initial`)."""
    found = []
    for field in form.visible_fields():
        wrote = form.cleaned_data.get(field.name) if hasattr(form, "cleaned_data") else field.value()
        there = field.field.clean(theirs[field.name]) if theirs.get(field.name) else None
        if isinstance(wrote, list) and isinstance(there, str):  # several in one field, as the form reads them
            there = [part for part in map(str.strip, SEPARATORS.split(there)) if part]
        mine, stands = in_words(field, wrote), in_words(field, there)
        if mine != stands:
            found.append(Difference(str(field.label), mine, stands))
    return found


def in_words(field: BoundField, value: object) -> str:
    """A value of the field as people read it."""
    if isinstance(field.field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, date):
        return long_day(value)
    if isinstance(field.field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in _flat(field.field.widget.choices)}
        codes = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(code), str(code)) for code in codes)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("nothing")
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label

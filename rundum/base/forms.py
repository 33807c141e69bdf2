"""Forms as Rundum shows them: one look for every field, amounts as people write them, refusals as errors."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rundum.base.formats.numbers import number
from rundum.base.formats.reading import written_decimal
from rundum.base.refusals import Refused


class Renderer(TemplatesSetting):
    """Every form and field of every area through our templates; set as FORM_RENDERER."""

    form_template_name = "base/form.html"
    field_template_name = "base/field.html"


@contextmanager
def refusals_shown_in(form: forms.BaseForm, *, fields: Mapping[str, str] = MappingProxyType({})) -> Iterator[None]:
    """A refusal inside the block becomes an error of the whole form; the view goes on and answers 422.

    fields: by the code of a refusal the field that it is about; there it is told instead.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(fields.get(refusal.code), ValidationError(str(refusal.sentence), code=refusal.code))


class RowField(forms.ChoiceField):
    """A choice among rows that the form has read already; what was chosen is the row itself."""

    def __init__(self, *, empty_label: str | Promise | None = None, **options: Any) -> None:
        self._rows: Mapping[str, Model] = {}
        self._empty = [] if empty_label is None else [("", empty_label)]
        super().__init__(**options)

    def clean(self, value: Any) -> Model | None:
        return self._rows.get(super().clean(value))

    def offer(self, rows: Iterable[Model]) -> None:
        """Let people choose among these, in this order."""
        self._rows = {str(row.pk): row for row in rows}
        self.choices = [*self._empty, *((key, str(row)) for key, row in self._rows.items())]


class TypedChoice(forms.TextInput):
    """One of many, typed: the browser offers what fits while one types, also without JavaScript.

    For a choice field whose values are what people call things (`to_field_name="name"`).
    """

    template_name = "base/typed_choice.html"
    choices: Iterable[tuple[object, object]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        offered = {"list": f"{(attrs or {}).get('id', name)}_offered", "autocomplete": "off"}
        context = super().get_context(name, value, offered | (attrs or {}))
        context["widget"]["choices"] = self.choices
        return context


class AmountField(forms.DecimalField):
    """A number as the reader's language writes it: 1.240,50 in German, 1,240.50 in English."""

    default_error_messages = {"invalid": _("Write a number, for example %(example)s.")}

    def __init__(self, *, unit: str | Promise = "", **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)
        self.unit = unit

    def to_python(self, value: object) -> Any:
        if value in self.empty_values:
            return None
        try:
            read = written_decimal(str(value))
        except ValueError:
            example = number(Decimal("1240.5"), 2)
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"example": example}) from None
        return super().to_python(read)

    def prepare_value(self, value: Any) -> Any:
        return number(value, self.decimal_places) if isinstance(value, Decimal) else value


class DayInput(forms.DateInput):
    """The browser's own date field: it speaks the reader's language by itself."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for date and time, to the minute, in the zone of the page."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    widget = DayInput


class MomentField(forms.DateTimeField):
    widget = MomentInput


class ClockField(forms.TimeField):
    widget = ClockInput

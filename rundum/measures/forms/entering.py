"""The weeks of a measure as people write them down, and the file they may come in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rundum.base.charts import week_label
from rundum.base.formats.numbers import number
from rundum.base.forms import AmountField
from rundum.base.refusals import Refused
from rundum.measures.choices import Data
from rundum.measures.given import DECIMALS, IN_TWO, NOTHING, Given, given
from rundum.measures.models import Measure
from rundum.measures.value_files import LARGEST


class PlainNumberField(AmountField):
    """A number that is shown with as many decimals as it has."""

    def prepare_value(self, value: Any) -> Any:
        return number(Decimal(f"{value.normalize():f}")) if isinstance(value, Decimal) else value


class ValuesForm(forms.Form):
    """A value for each of some weeks; what stays empty is not known."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        measure: Measure,
        weeks: Sequence[date],
        standing: Mapping[date, Given],
        seen: int,
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self.mondays = weeks
        self.kind = Data(measure.data)
        for week in weeks:
            value = standing.get(week, NOTHING)
            first = value.numerator if self.kind in IN_TWO else value.value
            label = week_label(week, year=True)
            if self.kind in IN_TWO:
                self._add("part", week, _("%(week)s: numerator") % {"week": label}, first)
                self._add("whole", week, _("%(week)s: denominator") % {"week": label}, value.denominator)
            else:
                self._add("part", week, label, first)

    def _add(self, name: str, week: date, label: str, initial: Decimal | None) -> None:
        self.fields[f"{name}_{week.isoformat()}"] = PlainNumberField(
            label=label,
            required=False,
            max_digits=20,
            decimal_places=DECIMALS,
            initial=initial,
            show_hidden_initial=True,  # so that a week one did not touch is not written over somebody else's value
        )

    @property
    def rows(self) -> list[list[BoundField]]:
        """The fields of each week."""
        names = ("part", "whole") if self.kind in IN_TWO else ("part",)
        return [[self[f"{name}_{week.isoformat()}"] for name in names] for week in self.mondays]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        values: dict[date, Given] = {}
        for week in self.mondays:
            part, whole = f"part_{week.isoformat()}", f"whole_{week.isoformat()}"
            if not {part, whole} & {*self.changed_data} or self.errors.get(part) or self.errors.get(whole):
                continue
            try:
                values[week] = given(self.kind, part=said.get(part), whole=said.get(whole))
            except Refused as refused:
                self.add_error(part, str(refused.sentence))
        said["values"] = values
        return said


class FileForm(forms.Form):
    """The file with the weeks."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "Up to 1 MB. The first line names the columns; commas, semicolons or tabs stand between them."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file has more than 1 MB. Split it into several files."))
        return file

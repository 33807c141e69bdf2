"""By when somebody wants to know how much is possible."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import DayField, DayInput
from rundum.planning.queries.forecast import FURTHEST

USUAL = timedelta(weeks=4)


class PossibleForm(forms.Form):
    """One day, from tomorrow on and at most three years ahead; four weeks ahead while nobody has chosen one."""

    by = DayField(
        label=_("By when"), error_messages={"required": _("Choose a day, then it says how much is possible.")}
    )

    def __init__(self, data: QueryDict, *, start: date) -> None:
        self._start, self._last = start, start + FURTHEST
        super().__init__(data if "by" in data else {"by": start + USUAL})
        tomorrow = start + timedelta(days=1)
        self.fields["by"].widget = DayInput({"min": tomorrow.isoformat(), "max": self._last.isoformat()})

    def clean_by(self) -> date:
        day: date = self.cleaned_data["by"]
        if day <= self._start:
            raise ValidationError(_("Choose a day from tomorrow on."), code="past")
        if day > self._last:
            raise ValidationError(_("Choose a day within the next three years."), code="too_far")
        return day

"""By when: one of the times that are at hand, or another one. Never one that is over."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rundum.base.clock import now
from rundum.base.formats.days import day
from rundum.base.forms import MomentField

ANOTHER = "another"


class DueForm(forms.Form):
    """A form that asks by when. `due` names a time at hand (ISO) or ANOTHER, and then `due_at` says it.

    due_required: whether it may be left open; then `due_at` comes out as None.
    """

    due_required = True

    due = forms.CharField(required=False)
    due_at = MomentField(label=gettext_lazy("By when"), required=False)

    def clean(self) -> dict[str, Any] | None:
        """Leave the moment in `due_at`; refuse the past in words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "due_at" in self.errors:
            return cleaned
        moment = _read(cleaned.get("due", "")) or cleaned.get("due_at")
        if moment is None and (self.due_required or cleaned.get("due") == ANOTHER):
            self.add_error("due_at", ValidationError(_("By when? Choose a day and a time."), code="required"))
        elif moment is not None and moment <= now():
            self.add_error("due_at", ValidationError(over_already(moment), code="past"))
        cleaned["due_at"] = moment
        return cleaned


def over_already(moment: datetime) -> str:
    """What to say of a time that is over."""
    there, here = timezone.localtime(moment).date(), timezone.localtime(now()).date()
    match (here - there).days:
        case 0:
            return _("That is over already. When can we keep it?")
        case 1:
            return _("That was yesterday. When can we keep it?")
    return _("That was on %(day)s. When can we keep it?") % {"day": day(moment)}


def _read(due: str) -> datetime | None:
    """The time that is at hand; None for ANOTHER and for what is no time."""
    try:
        moment = datetime.fromisoformat(due)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None

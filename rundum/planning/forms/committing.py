"""Committing to something for a week: how many hours, and whether one takes it oneself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rundum.base.forms import AmountField
from rundum.planning.models import LEAST
from rundum.planning.queries.load import Beyond

MOST = Decimal(999)
"""Hours: what 25 people have in a week; more is a slip of the pen."""
NONE = Decimal(0)


class CommittingForm(forms.Form):
    """beyond, beyond_own: hours beyond capacity that the page has shown to whoever sends it."""

    hours = AmountField(
        label=_("Hours"),
        unit=pgettext_lazy("hours, in one letter", "h"),
        min_value=LEAST,
        max_value=MOST,
        max_digits=5,
        decimal_places=2,
        error_messages={
            "required": _("Say about how many hours it takes."),
            "min_value": _("A quarter of an hour is the least."),
            "max_value": _("At most 999 hours: more is several commitments."),
        },
    )
    mine = forms.BooleanField(label=_("I take it on"), required=False)
    beyond = forms.DecimalField(required=False, widget=forms.HiddenInput)
    beyond_own = forms.DecimalField(required=False, widget=forms.HiddenInput)

    @property
    def accepted(self) -> Beyond:
        """What the sender has seen and wants all the same."""
        return Beyond(self.cleaned_data["beyond"] or NONE, self.cleaned_data["beyond_own"] or NONE)


class OwnCommittingForm(CommittingForm):
    """The same in one's own words."""

    text = forms.CharField(
        label=_("What it is"),
        max_length=200,
        error_messages={"required": _("Say in a few words what it is.")},
    )

    field_order = ("text", "hours", "mine")


def form_for(key: str, **posted: Any) -> CommittingForm:
    """The form of a row; key: what tells its fields from those of other rows."""
    return CommittingForm(auto_id=f"{key}_%s", **posted)

"""The limits of the lanes."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.concerns.models import LaneLimit, Phase
from rundum.teams.models import Team


class LimitsForm(forms.Form):
    """One number for each phase; empty: no limit."""

    def __init__(self, data: QueryDict | None, *, team: Team) -> None:
        most = dict(LaneLimit.objects.filter(team=team).values_list("phase", "most"))
        super().__init__(data, initial=most)
        for phase in Phase:
            self.fields[phase.value] = forms.IntegerField(
                label=phase.label, min_value=1, max_value=999, required=False, help_text=_("Empty: no limit.")
            )

"""Cycles as people write them. No field names a person: what is tried and what comes of it are the team's (AC8.3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rundum.base.charts import week_label
from rundum.base.formats.numbers import number
from rundum.base.forms import AmountField, DayField, RowField
from rundum.concerns.models import Phase, Process, ProcessVersion
from rundum.improvement.actions.cycle_limits import MOST
from rundum.improvement.actions.cycle_plans import Plan
from rundum.improvement.forms.goals import HUNDRED, as_part_of_one, refuse_no_share
from rundum.improvement.models import Act, Cycle
from rundum.measures.models import Data, Measure


class PlanForm(forms.Form):
    """What the team wants to try, and what it expects of it."""

    problem = forms.CharField(
        label=_("What is the problem"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    idea = forms.CharField(
        label=_("What we try"), max_length=120, help_text=_("In a few words. It stands on the chart when it begins.")
    )
    plan = forms.CharField(
        label=_("How we try it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("On a small scale: with whom, where, until when."),
    )
    phase = forms.ChoiceField(label=_("Step of the customer's journey"), choices=Phase.choices)
    process = RowField(label=_("Process"), required=False, empty_label=_("All processes"))
    measure = RowField(label=_("Measure by which we see it"))
    start = AmountField(
        label=_("We expect it to go from"),
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("In the measure's unit, a share in percent. Empty: not known yet."),
    )
    target = AmountField(label=pgettext_lazy("a prediction", "To"), max_digits=14, decimal_places=2)
    due_on = DayField(
        label=_("By when"), help_text=_("Up to this day the weeks are compared with those before the trial.")
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measures: Sequence[Measure], processes: Sequence[Process], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("measure", measures), ("process", processes)):
            field = self.fields[name]
            if isinstance(field, RowField):
                field.offer(rows)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_no_share(self, said)
        return said

    @property
    def said(self) -> Plan:
        """The plan as it is kept: a share as a part of one, and without the revision it is based on."""
        return Plan(**as_part_of_one({name: value for name, value in self.cleaned_data.items() if name != "revision"}))


def plan_as_initial(cycle: Cycle, *, own: bool = False) -> dict[str, Any]:
    """The plan as the form writes it: to be changed (own), or as what a further cycle goes on from."""
    hundred = HUNDRED if cycle.measure.data == Data.SHARE else 1
    said = {
        "problem": cycle.problem,
        "phase": cycle.phase,
        "process": str(cycle.process_id or ""),
        "measure": str(cycle.measure_id),
    }
    if not own:
        return said
    return said | {
        "idea": cycle.idea,
        "plan": cycle.plan,
        "start": "" if cycle.start is None else number(_plain(cycle.start * hundred)),
        "target": number(_plain(cycle.target * hundred)),
        "due_on": cycle.due_on,
        "revision": cycle.revision,
    }


def _plain(value: Decimal) -> Decimal:
    """Without zeros at the end."""
    return Decimal(f"{value.normalize():f}")


class DoneForm(forms.Form):
    """What was done, since when it works, and what was changed for it."""

    done = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )
    works_from = forms.TypedChoiceField(label=_("It works from the week"), coerce=date.fromisoformat)
    version = RowField(
        label=_("Work specification that was changed for it"), required=False, empty_label=_("none was changed")
    )
    sets_limits = forms.BooleanField(
        label=_("The work is done differently from then on: limits begin anew"),
        required=False,
        initial=True,
        help_text=_("The old limits stay visible to the left."),
    )

    def __init__(self, *args: Any, began: date, here: date, versions: Sequence[ProcessVersion], **options: Any) -> None:
        super().__init__(*args, **options)
        weeks = [began + timedelta(weeks=n) for n in range((here - began).days // 7 + 1)]
        works_from = self.fields["works_from"]
        if isinstance(works_from, forms.TypedChoiceField):
            works_from.choices = [
                (week.isoformat(), week_label(week, year=week.isocalendar().year != here.isocalendar().year))
                for week in weeks
            ]
        version = self.fields["version"]
        if isinstance(version, RowField):
            version.offer(versions)


class ActForm(forms.Form):
    """What becomes of it."""

    act = forms.ChoiceField(label=_("What becomes of it"), choices=Act.choices, widget=forms.RadioSelect)
    learnt = forms.CharField(label=_("What we have learnt"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, acts: Sequence[Act], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["act"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(act.value, act.label) for act in acts]


class LimitForm(forms.Form):
    """What the team has decided about how much it tries at once."""

    most = forms.IntegerField(label=_("At most so many cycles at once"), min_value=1, max_value=MOST)
    decision = forms.CharField(
        label=_("What the team has decided, and why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

"""What a team writes down of a measure of its own. No field names a person: figures are the team's."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import RowField
from rundum.concerns.filters import id_in
from rundum.concerns.models import Phase, Process
from rundum.customers.models import Customer
from rundum.measures.actions.defining import ENTERED_DATA, FREQUENCIES
from rundum.measures.choices import Data, Direction, Kind
from rundum.measures.stated_filter import Counts, StatedFilter

OFTEN = {1: _("every week"), 2: _("every two weeks"), 4: _("every four weeks"), 13: _("every quarter (13 weeks)")}
NUMBERS = {
    Data.SHARE: _("Share: so many of so many, as 18 of 20 (p chart)"),
    Data.RATE: _("Rate: so often in so many, as 3 faults in 20 deliveries (u chart)"),
    Data.COUNT: _("Count: a whole number, as 12 visits (XmR chart)"),
    Data.VALUE: _("Measurement: one value in a unit, as 12.5 minutes (XmR chart)"),
}


class DefinitionForm(forms.Form):
    """What every own measure says of itself."""

    name = forms.CharField(label=_("Name"), max_length=80)
    definition = forms.CharField(
        label=_("What exactly is counted"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("So exact that two people who count get the same. It is about the team, never about one person."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    direction = forms.ChoiceField(label=_("Good direction"), choices=Direction.choices, widget=forms.RadioSelect)


class EnteredForm(DefinitionForm):
    """Of a measure whose weeks members write down."""

    number = forms.ChoiceField(
        label=_("Kind of number"),
        choices=[(each.value, NUMBERS[each]) for each in ENTERED_DATA],
        widget=forms.RadioSelect,
        help_text=_("The chart follows from it; with fewer than 12 values it is a run chart without limits."),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=30, required=False, help_text=_("As minutes, visits, faults. A share has percent.")
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=[(each, OFTEN[each]) for each in FREQUENCIES]
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("number") and said["number"] != Data.SHARE and not said.get("unit"):
            self.add_error("unit", _("In which unit? As minutes, visits, faults."))
        return said


class CountedForm(DefinitionForm):
    """Of a measure that counts concerns: which ones, and when in their course."""

    counts = forms.ChoiceField(
        label=_("Which concerns of a week"), choices=Counts.choices, widget=forms.RadioSelect, initial=Counts.RECEIVED
    )
    process = RowField(label=_("Process"), empty_label=_("all"), required=False)
    customer = forms.CharField(
        label=_("Customer number"), required=False, max_length=20, help_text=_("Empty: all customers of the team.")
    )
    tag = forms.CharField(
        label=_("Tag of the customer"),
        required=False,
        max_length=40,
        help_text=_("As the customer had it when the concern arrived. Empty: with and without tags."),
    )
    phase = forms.ChoiceField(
        label=_("Part of the process"),
        required=False,
        choices=[("", _("all")), *Phase.choices],
        help_text=_("Where it stood at the week's end. For open concerns only."),
    )
    waiting = forms.BooleanField(
        label=_("Only those that waited for somebody at the week's end"),
        required=False,
        help_text=_("For open concerns only."),
    )

    def __init__(self, data: QueryDict | None, *, processes: Iterable[Process], stated: StatedFilter | None) -> None:
        super().__init__(data, initial=_shown(stated) if stated else None)
        field = self.fields["process"]
        if isinstance(field, RowField):
            field.offer(processes)

    def clean_customer(self) -> int | None:
        """The customer's id; the number is what people know."""
        number = self.cleaned_data["customer"].strip()
        if not number:
            return None
        known = Customer.objects.filter(confidential=False)  # every colleague reads what a measure counts
        found = known.filter(number=number).first() if id_in(number) else None
        if found is None:
            raise forms.ValidationError(_("No customer has this number, or the customer is confidential."))
        return found.pk

    @property
    def filter(self) -> StatedFilter:
        """What was chosen; of a valid form."""
        said, process = self.cleaned_data, self.cleaned_data["process"]
        return StatedFilter(
            Counts(said["counts"]),
            process=process.pk if process else None,
            customer=said["customer"],
            tag=said["tag"].strip(),
            phase=said["phase"],
            waiting=said["waiting"],
        )


def _shown(stated: StatedFilter) -> dict[str, Any]:
    customer = Customer.objects.filter(confidential=False, pk=stated.customer).first() if stated.customer else None
    return {
        "counts": stated.counts,
        "process": stated.process,
        "customer": customer.number if customer else "",
        "tag": stated.tag,
        "phase": stated.phase,
        "waiting": stated.waiting,
    }


class RetirementForm(forms.Form):
    """Why a measure is given up."""

    why = forms.CharField(
        label=_("Why it is no longer measured"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )

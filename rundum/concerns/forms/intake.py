"""What somebody writes down when a customer needs something."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.forms import AmountField, DayField, MomentField, RowField
from rundum.base.reading import ask
from rundum.base.rows import rows_of
from rundum.concerns.actions.beginning import Intake
from rundum.concerns.forms.due import over_already
from rundum.concerns.forms.values import value_in
from rundum.concerns.models import Concern
from rundum.concerns.process_policy import processes_in_use
from rundum.customers.models import Contact, Customer, Expectation
from rundum.teams.policy import membership
from rundum.teams.queries.currency import own_currency

SALE_FIELDS = ("product", "value", "probability", "expected_on")
BY_HAND = [choice for choice in Concern.Channel.choices if choice[0] not in {"import", "portal"}]


class IntakeForm(forms.Form):
    """The intake of one customer's concern. Only members of the customer's team can promise or hold the thread."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        error_messages={"required": _("A short sentence is enough, best in the customer's words.")},
    )
    process = RowField(label=_("Which process fits?"), widget=forms.RadioSelect)
    contact = RowField(label=_("Who spoke with us"), empty_label=_("nobody named"), required=False)
    channel = forms.ChoiceField(label=_("How it reached us"), choices=BY_HAND, initial=Concern.Channel.PHONE)
    voice = forms.CharField(
        label=_("What they said"),
        help_text=_("Word for word, unshortened."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "voice-text"}),
        required=False,
    )
    summary = forms.CharField(
        label=_("What do we know already?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    product = forms.CharField(label=_("Product"), max_length=120, required=False)
    value = AmountField(label=_("Value"), max_digits=14, decimal_places=2, min_value=0, required=False)
    probability = forms.IntegerField(label=_("Probability in percent"), min_value=0, max_value=100, required=False)
    expected_on = DayField(label=_("Expected on"), required=False)
    promise = forms.CharField(label=_("What we promise"), max_length=300, required=False)
    promised_until = MomentField(label=_("By when"), required=False)
    expectation = RowField(label=_("Expectation it serves"), empty_label=_("none"), required=False)
    hold = forms.BooleanField(label=_("I hold the thread"), help_text=_("Otherwise the team pulls it."), required=False)
    confidential = forms.BooleanField(
        label=_("Confidential"), help_text=_("Only members of the team can read it."), required=False
    )

    def __init__(self, *args: Any, customer: Customer, reader: User, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = {"customer": customer.pk}
        processes = processes_in_use(customer.team_id)
        contacts = rows_of(Contact, "customer_id = %(customer)s AND left_on IS NULL", theirs, order="last_name, id")
        expectations = rows_of(Expectation, "customer_id = %(customer)s AND retired_at IS NULL", theirs)
        member = membership(reader, customer.team_id)
        answers = ask(processes, contacts, expectations, member)
        self.processes = answers.of(processes)
        self.inside = answers.one(member)
        self._offer("process", self.processes)
        self._offer("contact", answers.of(contacts))
        self._offer("expectation", answers.of(expectations))
        value_in(self.fields["value"], own_currency())
        if not self.is_bound:
            self.fields["title"].widget.attrs["autofocus"] = True
        if not self.inside:
            for name in ("promise", "promised_until", "hold", "confidential"):
                del self.fields[name]

    def _offer(self, name: str, rows: Iterable[Model]) -> None:
        field = self.fields[name]
        assert isinstance(field, RowField)
        field.offer(rows)

    def clean_promised_until(self) -> Any:
        until = self.cleaned_data["promised_until"]
        if until is not None and until <= now():
            raise ValidationError(over_already(until), code="past")
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("promise") and "promised_until" in cleaned and not cleaned["promised_until"]:
            self.add_error("promised_until", ValidationError(_("Say by when we keep it."), code="required"))
        if cleaned.get("promised_until") and not cleaned.get("promise"):
            self.add_error("promise", ValidationError(_("Say what we promise."), code="required"))
        return cleaned

    def intake(self) -> Intake:
        """What the checked form says. Sale figures count for a sale only."""
        said = dict(self.cleaned_data)
        if not said["process"].is_sale:
            for name in SALE_FIELDS:
                said.pop(name)
        return Intake(**said)

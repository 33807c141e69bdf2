"""The phone note: who calls, what they say, where it belongs, when we call back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.concerns.actions.calling import Call
from rundum.concerns.forms.composing import LONGEST
from rundum.concerns.forms.due import DueForm
from rundum.concerns.models import Concern, Process
from rundum.concerns.queries.intake import Caller

CONCERN, PROCESS = "concern-", "process-"
WHO = _("Say who calls: type a name or a number, and choose.")
ELSEWHERE = _("Another team has this concern and promises in it. Write down the call without a promise.")
WHERE = _("Choose an open concern, or the process of a new one.")


class PhoneNoteForm(DueForm):
    """One form for the whole call. who: what was typed to find the caller; caller: "customer-contact" of one found.

    callers: who was found; concerns, processes: what it can belong to, once the customer is known.
    Only members of the customer's team (inside) promise, and only in what that team has.
    """

    due_required = False

    who = forms.CharField(label=_("Who calls?"), max_length=80, required=False)
    caller = forms.ChoiceField(
        label=_("Who it is"),
        widget=forms.RadioSelect,
        error_messages={"required": WHO, "invalid_choice": WHO},
    )
    name = forms.CharField(label=_("Their name, if not listed"), max_length=200, required=False)
    voice = forms.CharField(
        label=_("What they say"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what they say, best in their own words.")},
    )
    onto = forms.ChoiceField(
        label=_("Where it belongs"),
        widget=forms.RadioSelect,
        error_messages={"required": WHERE, "invalid_choice": WHERE},
    )
    promise = forms.CharField(label=_("What we promise"), max_length=300, required=False, initial=_("We call back"))

    def __init__(
        self,
        *args: Any,
        callers: list[Caller],
        concerns: list[Concern],
        processes: list[Process],
        inside: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.callers = {caller.key: caller for caller in callers}
        self.matters: dict[str, Concern | Process] = {f"{CONCERN}{one.pk}": one for one in concerns}
        self.matters |= {f"{PROCESS}{one.pk}": one for one in processes}
        self._offer("caller", {key: str(caller.customer) for key, caller in self.callers.items()})
        self._offer("onto", {key: str(matter) for key, matter in self.matters.items()})
        if not inside:
            for name in ("promise", "due", "due_at"):
                del self.fields[name]

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices.items())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() if "due" in self.fields else self.cleaned_data
        if cleaned and cleaned.get("due_at") and not cleaned.get("promise"):
            self.add_error("promise", ValidationError(_("Say what we promise."), code="required"))
        if cleaned and cleaned.get("due_at") and self._is_elsewhere(cleaned.get("onto")):
            self.add_error("due_at", ValidationError(ELSEWHERE, code="elsewhere"))
        return cleaned

    def _is_elsewhere(self, key: str | None) -> bool:
        matter = self.matters.get(key or "")
        return isinstance(matter, Concern) and matter.team_id != matter.customer.team_id

    @property
    def found(self) -> Caller:
        """Who was chosen; of a checked form."""
        return self.callers[self.cleaned_data["caller"]]

    def call(self) -> Call:
        """What the checked form says."""
        said = self.cleaned_data
        return Call(
            voice=said["voice"],
            onto=self.matters[said["onto"]],
            contact=self.found.contact,
            name=said.get("name", ""),
            promise=said.get("promise", ""),
            promised_until=said.get("due_at"),
        )

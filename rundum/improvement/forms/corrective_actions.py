"""The parts of a corrective action as people write them."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.forms import AmountField, DayField, RowField
from rundum.concerns.models import Concern, Process
from rundum.improvement.actions.corrective_parts import WHYS
from rundum.improvement.models.corrective_actions import SENTENCE
from rundum.measures.models import Measure
from rundum.teams.models import Team

FEW = forms.Textarea(attrs={"rows": 3})
MOST_DIGITS = 15
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class NumbersField(forms.CharField):
    """Concerns by their numbers; what was written becomes the concerns, of one team and seen by the reader."""

    def __init__(self, *, team: Team, reader: User, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=2000, **options)
        self._seen = Concern.objects.visible_to(reader).filter(team=team)

    def clean(self, value: object) -> Any:
        written = re.findall(r"\d+", str(super().clean(value) or ""))
        numbers = {int(number) for number in written if len(number) < MOST_DIGITS}
        found = list(self._seen.filter(number__in=numbers).order_by("pk")) if numbers else []
        missing = numbers - {concern.number for concern in found}
        if missing or len(numbers) < len(set(written)):
            names = ", ".join(str(number) for number in sorted(missing)) or ", ".join(written)
            text = _("The team has no concern with this number: %(numbers)s")
            raise ValidationError(text, code="unknown", params={"numbers": names})
        return found


class OpeningForm(forms.Form):
    """What went wrong, and at which concerns of the team."""

    title = forms.CharField(
        label=_("What went wrong"),
        max_length=200,
        help_text=_("One sentence, as the customer would see it. Who it happened to does not matter here."),
    )

    def __init__(self, *args: Any, team: Team, reader: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["concerns"] = NumbersField(
            team=team,
            reader=reader,
            label=_("Concerns it is about"),
            required=False,
            help_text=_("Their numbers, for example 2418, 2420. More can be linked later."),
        )


class LinkForm(forms.Form):
    """Further concerns it is about."""

    def __init__(self, *args: Any, team: Team, reader: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["concerns"] = NumbersField(
            team=team, reader=reader, label=_("Numbers of the concerns"), help_text=_("For example 2418, 2420.")
        )


class ContainmentForm(forms.Form):
    """What was done at once, and goodwill for one of the customers."""

    text = forms.CharField(
        label=_("What we did at once"),
        max_length=2000,
        widget=FEW,
        help_text=_("So that it gets no worse for the customer, before anybody looks for the cause."),
    )

    def __init__(self, *args: Any, concerns: Sequence[Concern], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if not concerns:
            return
        self.fields["concern"] = concern = RowField(
            label=_("Goodwill for"), required=False, empty_label=_("No goodwill now")
        )
        concern.offer(concerns)
        self.fields["amount"] = AmountField(
            label=_("Amount"), max_digits=12, decimal_places=2, required=False, unit=currency
        )
        self.fields["reason"] = forms.CharField(
            label=_("What for"),
            max_length=500,
            required=False,
            help_text=_("Stands on this customer's timeline, so name nobody else here."),
        )

    def clean(self) -> dict[str, Any]:
        """Amount, concern and reason go together."""
        said = super().clean() or self.cleaned_data
        amount, concern = said.get("amount"), said.get("concern")
        if amount is not None and concern is None and "concern" not in self.errors:
            self.add_error("concern", _("Whom is the goodwill for?"))
        if concern is not None and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("A credit is more than nothing. How much is it?"))
        if concern is not None and amount is not None and not said.get("reason"):
            self.add_error("reason", _("Say what the goodwill is for, in words this customer may read."))
        return said


class ConsequencesForm(forms.Form):
    """What came of it."""

    text = forms.CharField(
        label=_("What came of it, and how we dealt with that"),
        max_length=2000,
        widget=FEW,
        help_text=_("Who was told, what was made good, what else was affected."),
    )


class CauseWorkForm(forms.Form):
    """Whether the team goes to the cause."""

    needed = forms.TypedChoiceField(
        label=_("Do we go to the cause?"),
        choices=YES_NO,
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"), max_length=1000, required=False, widget=FEW, help_text=_("Needed where you do not.")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("needed") is False and not said.get("reason"):
            self.add_error("reason", _("Say why not, so that nobody asks again."))
        return said


class CausesForm(forms.Form):
    """Why, and why again; and the cause in a few words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, WHYS - 1):
            self.fields[f"why_{number}"] = forms.CharField(
                label=_("Why?") if number == 1 else _("And why that?"),
                max_length=SENTENCE,
                required=number == 1,
                help_text=_("As often as it helps; five times is a good habit.") if number == 1 else "",
            )
        self.fields["cause"] = cause_field()

    @property
    def whys(self) -> list[str]:
        return [text for name, text in self.cleaned_data.items() if name.startswith("why_")]


def cause_field() -> forms.CharField:
    """A cause of the team's list, or a new one."""
    return forms.CharField(
        label=_("The cause in a few words"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "causes", "autocomplete": "off"}),
        help_text=_("Pick one of the team's list where it fits, so that the same cause is counted together."),
    )


class FixForm(forms.Form):
    """What was changed, since when, and who worked on it."""

    text = forms.CharField(
        label=_("What we changed"),
        max_length=2000,
        widget=FEW,
        help_text=_("A change of how the work is done holds longer than a reminder."),
    )
    done_on = DayField(label=_("Since when"))

    def __init__(self, *args: Any, members: Collection[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["doers"] = forms.TypedMultipleChoiceField(
            label=_("Who worked on it"),
            choices=[(user.pk, user.name) for user in members],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Somebody else looks later at whether it has worked."),
        )


class CheckForm(forms.Form):
    """On which measure and when the team looks at the effect."""

    measure = RowField(label=_("On which measure"))
    expected = forms.CharField(
        label=_("What we expect to see"),
        max_length=SENTENCE,
        help_text=_("Said before, it can be compared. Afterwards everything looks expected."),
    )
    due_on = DayField(
        label=_("When we look"), help_text=_("Late enough for the measure to show it; eight weeks say more than two.")
    )

    def __init__(self, *args: Any, measures: Sequence[Measure], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["measure"]
        if isinstance(field, RowField):
            field.offer(measures)


class JudgingForm(forms.Form):
    """Whether the fix has worked."""

    effective = forms.TypedChoiceField(
        label=_("Has the fix worked?"),
        choices=[("yes", _("Yes, it works")), ("no", _("No; back to the causes"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What we see"), max_length=500, widget=FEW)


class ClosingForm(forms.Form):
    """What it leaves behind."""

    process = RowField(
        label=_("Whose work specification holds the change now"),
        required=False,
        empty_label=_("None"),
        help_text=_("Change it first, then close: the version in use then is kept here."),
    )
    note = forms.CharField(
        label=_("In a sentence"), max_length=SENTENCE, required=False, help_text=_("Needed where none has changed.")
    )

    def __init__(self, *args: Any, processes: Sequence[Process], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["process"]
        if isinstance(field, RowField):
            field.offer(processes)


class SimilarCasesForm(forms.Form):
    """What was found, and which hits have the same cause. own, elsewhere: the keys of the hits to choose from."""

    text = forms.CharField(
        label=_("What we looked for, and what we found"),
        max_length=1000,
        widget=FEW,
        help_text=_("“Nothing else found” is an answer too."),
    )

    def __init__(self, *args: Any, own: Sequence[str], elsewhere: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, keys in (("own", own), ("elsewhere", elsewhere)):
            self.fields[name] = forms.MultipleChoiceField(
                choices=[(key, key) for key in keys],
                required=False,
                error_messages={"invalid_choice": _("One of these is no longer found. Look again and mark anew.")},
            )

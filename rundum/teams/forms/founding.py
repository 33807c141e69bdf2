"""What a team is called, is there for, where and when it works."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rundum.base.formats.languages import current_language
from rundum.base.forms import ClockField
from rundum.teams.actions.founding import Span
from rundum.teams.forms.places import holiday_choices, zone_choices
from rundum.teams.models import Team

SPANS_A_DAY = 2  # before and after a midday break


class TeamForm(forms.Form):
    """What everybody may know about a team."""

    name = forms.CharField(label=_("Name"), max_length=100)
    purpose = forms.CharField(
        label=_("What the team is there for"),
        help_text=_("One or two sentences, as you would say it to a customer."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    colour = forms.ChoiceField(label=_("Colour"), choices=Team.Colour.choices, initial=Team.Colour.PETROL)
    zone_name = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Berlin")
    holidays = forms.ChoiceField(
        label=_("Public holidays"),
        help_text=_("On these days no time counts towards a promise."),
        choices=holiday_choices,
        initial="DE-",
        required=False,
    )

    @classmethod
    def about(cls, team: Team, data: Any = None) -> "TeamForm":
        """The form filled with what the team is now."""
        initial = {
            "name": team.name,
            "purpose": team.purpose,
            "colour": team.colour,
            "zone_name": team.zone_name,
            "holidays": f"{team.country}-{team.land}" if team.country else "",
        }
        return cls(data, initial=initial)

    def said(self) -> dict[str, str]:
        """The cleaned answers as the actions take them."""
        answers = dict(self.cleaned_data)
        country, _dash, land = answers.pop("holidays").partition("-")
        return {**answers, "country": country, "land": land}


class HoursForm(forms.Form):
    """From when to when the team works, for each weekday up to two spans."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            day = current_language().weekdays[weekday]
            for span in range(SPANS_A_DAY):
                for end, label in (("opens", _("%(day)s from")), ("closes", _("%(day)s to"))):
                    # The table's heads stand for labels to the eye; a reader hears each field by itself.
                    field = ClockField(label=label % {"day": day}, required=False)
                    field.widget.attrs["aria-label"] = field.label
                    self.fields[f"{end}_{weekday}_{span}"] = field

    @classmethod
    def about(cls, spans: list[Span], data: Any = None) -> "HoursForm":
        """The form filled with the hours there are now."""
        initial: dict[str, time] = {}
        seen: dict[int, int] = {}
        for weekday, opens, closes in spans:
            span = seen.get(weekday, 0)
            seen[weekday] = span + 1
            initial |= {f"opens_{weekday}_{span}": opens, f"closes_{weekday}_{span}": closes}
        return cls(data, initial=initial)

    def days(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """For the page: each weekday with the two fields of each of its spans."""
        return [
            (
                current_language().weekdays[weekday],
                [(self[f"opens_{weekday}_{span}"], self[f"closes_{weekday}_{span}"]) for span in range(SPANS_A_DAY)],
            )
            for weekday in range(7)
        ]

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        for weekday in range(7):
            for span in range(SPANS_A_DAY):
                opens, closes = f"opens_{weekday}_{span}", f"closes_{weekday}_{span}"
                if bool(answers.get(opens)) != bool(answers.get(closes)) and not {opens, closes} & set(self.errors):
                    missing = closes if answers.get(opens) else opens
                    self.add_error(missing, ValidationError(_("Say both from when and to when."), code="half"))
        return answers

    def spans(self) -> list[Span]:
        """The cleaned answers as the action takes them."""
        return [
            (weekday, self.cleaned_data[f"opens_{weekday}_{span}"], self.cleaned_data[f"closes_{weekday}_{span}"])
            for weekday in range(7)
            for span in range(SPANS_A_DAY)
            if self.cleaned_data[f"opens_{weekday}_{span}"]
        ]

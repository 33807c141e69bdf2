"""Who comes, goes, is lent, is away."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import AmountField, DayField
from rundum.teams.forms.choosing import choice_of_team
from rundum.teams.models import Absence, Membership, Team

PERCENT = Decimal(100)


class ShareField(AmountField):
    """A share of a full working week, written in percent, read as 0 to 1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(unit="%", min_value=Decimal(1), max_value=PERCENT, max_digits=3, decimal_places=0, **options)

    def clean(self, value: Any) -> Decimal | None:
        percent = super().clean(value)
        return None if percent is None else percent / PERCENT


class MemberForm(forms.Form):
    """Someone comes into the team."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    share = ShareField(label=_("Share of working time"), help_text=_("Of a full working week."), initial=PERCENT)
    starts_on = DayField(label=_("First day"), initial=today)
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if no end is known."))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Membership.objects.on(today()).filter(kind=Membership.Kind.HOME).values("user")
        here = Membership.objects.on(today()).filter(team=team).values("user")
        free = User.objects.filter(is_active=True).exclude(pk__in=there).exclude(pk__in=here)
        self.fields["user"] = forms.ModelChoiceField(
            label=_("Who"),
            queryset=free.order_by("name"),
            help_text=_("People who are at home in no team. Others can be lent to you by their team."),
        )
        self.order_fields(["user", "share", "starts_on", "ends_on"])


class LeavingForm(forms.Form):
    """The last day of a membership."""

    ends_on = DayField(label=_("Last day"), initial=today)


class LendingForm(forms.Form):
    """Someone helps out in another team for a time."""

    share = ShareField(label=_("Share of working time"), help_text=_("Of a full working week."))
    starts_on = DayField(label=_("First day"), initial=today)
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, apart_from: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.current().exclude(pk=apart_from)
        self.fields["to_team"] = choice_of_team(others, label=_("Which team"))
        self.order_fields(["to_team", "share", "starts_on", "ends_on"])


class CoachForm(forms.Form):
    """Someone coaches the team."""

    coach = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    starts_on = DayField(label=_("First day"), initial=today)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(today()).filter(team=team).values("user")
        outside = User.objects.filter(is_active=True).exclude(pk__in=here).order_by("name")
        self.fields["coach"] = forms.ModelChoiceField(label=_("Who"), queryset=outside)
        self.order_fields(["coach", "starts_on"])


class AbsenceForm(forms.Form):
    """Days away. `even_so`: the person has read which functions nobody covers then."""

    kind = forms.ChoiceField(
        label=_("Why"),
        choices=Absence.Kind.choices,
        help_text=_("Colleagues only see that you are away, not why."),
    )
    starts_on = DayField(label=_("First day"), initial=today)
    ends_on = DayField(label=_("Last day"), initial=today)
    even_so = forms.BooleanField(required=False, widget=forms.HiddenInput)


class FunctionForm(forms.Form):
    """What a function is called."""

    name = forms.CharField(label=_("Name"), max_length=100)


def covers_in(answers: list[str]) -> set[tuple[int, int]]:
    """Boxes ticked as "function-user", as pairs of ids; what is no such pair is left out."""
    pairs = (answer.partition("-") for answer in answers)
    return {(int(function), int(user)) for function, _dash, user in pairs if function.isdecimal() and user.isdecimal()}

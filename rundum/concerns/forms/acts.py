"""Forms of the acts that have a page of their own."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.forms import AmountField, DayField
from rundum.concerns.forms.due import DueForm
from rundum.concerns.forms.values import value_in
from rundum.concerns.models import Closure, Concern, Process
from rundum.customers.models import Contact, Expectation
from rundum.teams.forms.choosing import choice_of_team
from rundum.teams.models import Function, Team
from rundum.teams.policy import teams_of

SENTENCE = 300
MOST_ELSEWHERE = 8


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), max_length=SENTENCE, widget=forms.Textarea(attrs={"rows": 3}))


class MovePromiseForm(DueForm):
    """Another time for a promise, agreed with the customer."""

    told = forms.CharField(
        label=_("How the customer was told"),
        max_length=SENTENCE,
        help_text=_("A promise moves only with the customer told. Call first, then write it down here."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("due_at", "told")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["due"]


class WaitForm(forms.Form):
    """For whom the concern waits."""

    whom = forms.ChoiceField(
        label=_("For whom"),
        choices=[choice for choice in Concern.WaitingFor.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("What for"), max_length=200, required=False)


class HelpRequestForm(forms.Form):
    """Whom one asks for help, and with what."""

    note = forms.CharField(
        label=_("What would help"), max_length=SENTENCE, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["asked"] = forms.ModelChoiceField(
            queryset=colleagues,
            label=_("Whom"),
            required=False,
            empty_label=_("The whole team"),
            help_text=_("They say yes or no themselves."),
        )
        self.order_fields(["asked", "note"])


class HandoverForm(ReasonForm):
    """To which team a concern goes, and why."""

    def __init__(self, *args: Any, team: Team, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Team.objects.current().exclude(pk=team.pk)
        self.fields["to_team"] = choice_of_team(teams, label=_("To which team"))
        self.order_fields(["to_team", "reason"])


class SplitForm(forms.Form):
    """A second matter that becomes a concern of its own."""

    title = forms.CharField(label=_("What the other matter is about"), max_length=200)

    def __init__(self, *args: Any, team: Team, **options: Any) -> None:
        super().__init__(*args, **options)
        in_use = Process.objects.filter(retired_at=None, version__isnull=False)
        processes = in_use.filter(team=None) | in_use.filter(team=team)
        self.fields["process"] = forms.ModelChoiceField(
            processes.order_by("name", "pk"), label=_("Process"), empty_label=None
        )


class MergeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none at run time
    """One of the concerns, with its team where that is not `team`."""

    def __init__(self, concerns: QuerySet[Concern], *, team: int, **options: Any) -> None:
        super().__init__(concerns, **options)
        self.team = team

    def label_from_instance(self, obj: Concern) -> str:
        return str(obj) if obj.team_id == self.team else f"{obj} · {obj.team.name}"


class MergeForm(forms.Form):
    """Into which other open concern of the customer this one goes: of any team the person works in.

    elsewhere: those the person sees with other teams, which they cannot merge.
    """

    def __init__(self, *args: Any, concern: Concern, user: User, found: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        open_too = Concern.objects.visible_to(user).open().filter(customer=concern.customer_id).exclude(pk=concern.pk)
        if found:
            words = open_too.filter(title__icontains=found)
            open_too = words | open_too.filter(number=int(found)) if found.isdecimal() and len(found) < 15 else words
        others = open_too.select_related("team").order_by("-arrived_at", "-pk")
        own = teams_of(user).values("pk")
        self.fields["into"] = MergeField(
            others.filter(team__in=own),
            team=concern.team_id,
            label=_("Part of which concern"),
            widget=forms.RadioSelect,
            empty_label=None,
        )
        self.elsewhere = list(others.exclude(team__in=own)[:MOST_ELSEWHERE])


class EditForm(forms.Form):
    """The description of a concern. revision: the one the editor started from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What it is about"), max_length=200)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    product = forms.CharField(label=_("Product"), max_length=120, required=False)
    value = AmountField(label=_("Value"), max_digits=14, decimal_places=2, min_value=0, required=False)
    probability = forms.IntegerField(label=_("Probability in percent"), min_value=0, max_value=100, required=False)
    expected_on = DayField(label=_("Expected on"), required=False)

    SALE = ("product", "value", "probability", "expected_on")

    def __init__(self, *args: Any, concern: Concern, **options: Any) -> None:
        super().__init__(*args, **options)
        value_in(self.fields["value"], concern.currency)
        if not concern.process.is_sale:
            for name in self.SALE:
                del self.fields[name]


class ExpectationLinkForm(forms.Form):
    """The expectation a concern serves."""

    def __init__(self, *args: Any, customer: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expectation"] = forms.ModelChoiceField(
            Expectation.objects.current().filter(customer=customer).order_by("pk"),
            label=_("Expectation it serves"),
            required=False,
        )


class VerdictForm(forms.Form):
    """What the customer says about the outcome."""

    solved = forms.TypedChoiceField(
        label=_("Is it solved for them?"),
        choices=[("yes", _("Yes, it is solved")), ("no", _("No, not yet"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    voice = forms.CharField(
        label=_("In their words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "voice-text"}),
    )

    def __init__(self, *args: Any, customer: int, **options: Any) -> None:
        super().__init__(*args, **options)
        contacts = Contact.objects.filter(customer=customer, left_on=None).order_by("last_name", "pk")
        self.fields["contact"] = forms.ModelChoiceField(contacts, label=_("Who said so"), required=False)
        self.order_fields(["contact", "solved", "voice"])


class ClosingForm(forms.Form):
    """How a concern ends, as the customer sees it."""

    outcome = forms.ChoiceField(label=_("Outcome as the customer sees it"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In a sentence"),
        max_length=SENTENCE,
        required=False,
        help_text=_("Needed where the customer has not given a verdict: why not?"),
    )
    unmet_reason = forms.CharField(
        label=_("Why we could not serve it"),
        max_length=SENTENCE,
        required=False,
        help_text=_("Only where we could not. The team's list of needs it could not serve learns from it."),
    )
    unmet_function = forms.ModelChoiceField(
        Function.objects.all(), label=_("Function that was missing"), required=False, empty_label=_("None of them")
    )

    def __init__(self, *args: Any, is_sale: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = Closure.Outcome
        service = [outcome.SERVED, outcome.PARTLY, outcome.NOT_SERVED]
        shown = [outcome.WON, outcome.LOST] if is_sale else service
        field = self.fields["outcome"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.value, one.label) for one in shown]

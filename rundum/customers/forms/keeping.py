"""The form of a customer's particulars, for taking one on and for changing them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.forms import DayField
from rundum.base.refusals import Refused
from rundum.customers.countries import country_choices
from rundum.customers.models import Customer
from rundum.customers.particulars import Particulars, checked_vat_id
from rundum.teams.forms.choosing import choice_of_team
from rundum.teams.models import Team
from rundum.teams.policy import teams_of

FROM_MODEL = (
    "kind", "name", "name_addition", "street", "address_addition", "postal_code", "city", "region",
    "vat_id", "website", "industry", "employees", "confidential",
)  # fmt: skip
OWN = ("country", "language", "customer_since", "tags")
LANGUAGES = [("de", _("German")), ("en", _("English"))]


@contextmanager
def refusals_shown_at(form: forms.Form, field: str) -> Iterator[None]:
    """A refusal inside the block becomes an error of the field."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, ValidationError(str(refusal.sentence), code=refusal.code))


class CustomerForm(forms.Form):
    """The particulars of a customer. revision: the one the editor started from."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    customer_since = DayField(label=_("Customer since"), required=False)
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Separated by commas."))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields.update({name: field for name, field in fields_for_model(Customer, FROM_MODEL).items() if field})
        self.fields["confidential"].help_text = _("Then only the team sees this customer. Let it be the exception.")
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _("not known yet")), *country_choices()]

    def clean_tags(self) -> list[str]:
        return [tag for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def clean(self) -> dict[str, Any]:
        with refusals_shown_at(self, "vat_id"):
            checked_vat_id(self.cleaned_data.get("vat_id", ""), self.cleaned_data.get("country", ""))
        return self.cleaned_data

    @property
    def particulars(self) -> Particulars:
        """What an action takes besides the name."""
        names = [name for name in (*FROM_MODEL, *OWN) if name != "name"]
        return cast(Particulars, {name: self.cleaned_data[name] for name in names})


def as_initial(customer: Customer) -> dict[str, Any]:
    """What the form shows of a customer before anyone has changed it."""
    shown = {name: getattr(customer, name) for name in (*FROM_MODEL, *OWN, "revision")}
    return shown | {"tags": ", ".join(customer.tags)}


class TakingOnForm(CustomerForm):
    """The same with the team that takes the new customer, if one does already."""

    reason = forms.CharField(label=_("Why this team"), required=False, max_length=500)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, by: User, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["team"] = choice_of_team(
            Team.objects.current() if by.is_administrator else teams_of(by),
            label=_("Team"),
            required=False,
            empty_label=_("none yet: into the queue"),
            help_text=_("You can take a customer into your own team."),
        )


class TakingForm(forms.Form):
    """Taking a customer from the queue into one of one's own teams."""

    reason = forms.CharField(
        label=_("Why this team"),
        max_length=500,
        help_text=_("One sentence, for those who ask later why this customer is with you."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, by: User) -> None:
        super().__init__(data)
        teams = Team.objects.current() if by.is_administrator else teams_of(by)
        self.fields["team"] = choice_of_team(teams, label=_("Team"), empty_label=None)
        self.order_fields(["team", "reason"])


class ExternalIdForm(forms.Form):
    """What another system calls a customer."""

    source = forms.CharField(label=_("System"), max_length=60, help_text=_("For example: ERP."))
    value = forms.CharField(label=_("Its number there"), max_length=200)

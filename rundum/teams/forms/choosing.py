"""Choosing one of the teams, be they three or a thousand."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import TypedChoice
from rundum.teams.models import Team

LOOKED_THROUGH = 20
"""So many names one can look through; among more one types a part of the name."""


def choice_of_team(teams: QuerySet[Team], **options: Any) -> "forms.ModelChoiceField[Team]":
    """A field for one of the `teams`: a list or, where there are too many, typed. One query."""
    if len(teams[: LOOKED_THROUGH + 1]) <= LOOKED_THROUGH:
        return forms.ModelChoiceField(teams, **options)
    return TypedTeamField(teams, **options)


class TypedTeamField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none at run time
    """A team by its name; no two open teams have the same."""

    default_error_messages = {
        "invalid_choice": _(
            "There is no team called “%(value)s”. Type a part of its name and choose from what is offered."
        )
    }

    def __init__(self, teams: QuerySet[Team], **options: Any) -> None:
        widget = TypedChoice({"placeholder": options.get("empty_label") or ""})
        super().__init__(teams, to_field_name="name", widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)

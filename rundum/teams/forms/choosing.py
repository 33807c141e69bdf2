"""Choosing one of the teams, be they three or a thousand."""

from typing import Any

from django import forms
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rundum.base.forms import TypedChoice
from rundum.calc.names import query_text
from rundum.teams.models import Team

LOOKED_THROUGH = 20
"""So many names one can look through; among more one types a part of the name."""


def choice_of_team(teams: QuerySet[Team], **options: Any) -> "forms.ModelChoiceField[Team]":
    """A field for one of the `teams`: a list or, where there are too many, typed. One query."""
    if len(teams[: LOOKED_THROUGH + 1]) <= LOOKED_THROUGH:
        return forms.ModelChoiceField(teams, **options)
    return TypedTeamField(teams, **options)


def offered(teams: QuerySet[Team], typed: str) -> list[Team]:
    """The first of the `teams`, by name, whose name contains what is typed; no more than one can look through."""
    patterns = [f"%{word}%" for word in query_text(typed).split()]
    fits = RawSQL("teams_team.search_name LIKE ALL (%s::text[])", [patterns], BooleanField())
    return list(teams.filter(fits).only("name").order_by("name", "id")[:LOOKED_THROUGH])


class TypedTeam(TypedChoice):
    """Offers the first of the `teams` that fit what stands in the field, and while one types those that then fit."""

    def __init__(self, teams: QuerySet[Team], attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.teams = teams

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        self.choices = [(team.name, team.name) for team in offered(self.teams, str(value or ""))]
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "hx-get": reverse("teams:offered", query={"field": name}),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": f"#{context['widget']['attrs']['list']}",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        return context


class TypedTeamField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none at run time
    """A team by its name; no two open teams have the same."""

    default_error_messages = {
        "invalid_choice": _(
            "There is no team called “%(value)s”. Type a part of its name and choose from what is offered."
        )
    }

    def __init__(self, teams: QuerySet[Team], **options: Any) -> None:
        widget = TypedTeam(teams, {"placeholder": options.get("empty_label") or ""})
        super().__init__(teams, to_field_name="name", widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)

"""Naming skills, rating oneself, choosing strengths."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rundum.skills.models import Level, Skill
from rundum.teams.models import Function


class SkillForm(forms.Form):
    """What a skill is called and means, and which function it belongs to."""

    name = forms.CharField(label=_("Name"), max_length=100)
    meaning = forms.CharField(
        label=_("What someone can do who has it"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    function = forms.ModelChoiceField(
        label=_("Function"), queryset=Function.objects.all(), required=False, empty_label=_("For every function")
    )

    @classmethod
    def about(cls, skill: Skill, data: Any = None) -> "SkillForm":
        """The form filled with what the skill is now."""
        initial = {"name": skill.name, "meaning": skill.meaning, "function": skill.function_id}
        return cls(data, initial=initial)


class LevelForm(forms.Form):
    """One's own level in a skill, the wish to learn it, or both; what is left out stays."""

    level = forms.TypedChoiceField(choices=Level.choices, coerce=int, required=False, empty_value=None)
    learns = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda answer: answer == "yes", required=False, empty_value=None
    )


class StrengthForm(forms.Form):
    """A strength in one's own words."""

    name = forms.CharField(
        label=_("Your strength"), max_length=60, help_text=_("In your own words, such as “calm on the phone”.")
    )

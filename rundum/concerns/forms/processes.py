"""Editing a process in the browser, without code and without JavaScript: one form for it and one for each step.

Adding, moving and removing steps are buttons of the same form: the server answers with the form rearranged, and
nothing is saved until somebody says so.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rundum.concerns.drafts import ProcessDraft, StepDraft, default_steps
from rundum.concerns.models import Phase, Process
from rundum.skills.models import NEEDED, Level, Skill

MOST_STEPS = 20
SKILLS = 3  # a step may need at most so many
MOST_NEEDED = 50
SAVE = "save"
ITEM_LENGTH = 200


class ProcessForm(forms.Form):
    """The process as a whole."""

    name = forms.CharField(label=_("Name"), max_length=80)
    icon = forms.ChoiceField(label=_("Icon"), choices=Process.Icon.choices, initial=Process.Icon.OTHER)
    outcome = forms.CharField(label=_("What the customer has at the end"), max_length=300)
    outcome_measure = forms.CharField(
        label=_("How we see that they have it"),
        max_length=300,
        error_messages={"required": _("Without a way to see the outcome the process cannot be put in use.")},
    )
    starts_with = forms.CharField(label=_("It starts when"), max_length=200, required=False)
    ends_with = forms.CharField(label=_("It ends when"), max_length=200, required=False)
    is_sale = forms.BooleanField(label=_("Has a value and a probability, as a sale has"), required=False)
    note = forms.CharField(label=_("What is new"), max_length=300, required=False)


class StepForm(forms.Form):
    """One step."""

    phase = forms.ChoiceField(label=_("Part"), choices=Phase.choices)
    own_name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("Empty: called like its part.")
    )
    done_when = forms.CharField(label=_("Done when"), max_length=200, required=False)
    wip_limit = forms.IntegerField(label=_("At most at once"), min_value=0, max_value=999, required=False)
    needed = forms.IntegerField(
        label=_("How many of a team should be able to"),
        min_value=1,
        max_value=MOST_NEEDED,
        required=False,
        initial=NEEDED,
        help_text=_("Counts where the step needs skills."),
    )
    items = forms.CharField(
        label=_("Work specification"),
        help_text=_("One line for each thing to do."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, skills: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(SKILLS):
            self.fields[f"skill_{place}"] = forms.TypedChoiceField(
                label=_("Skill"), choices=[("", _("no skill")), *skills], coerce=int, empty_value=None, required=False
            )
            self.fields[f"level_{place}"] = forms.TypedChoiceField(
                label=_("Level"), choices=Level.choices[1:], coerce=int, initial=Level.ALONE, required=False
            )

    def clean_items(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip())
        if any(len(line) > ITEM_LENGTH for line in lines):
            raise forms.ValidationError(_("One of the lines is longer than 200 characters."), code="too_long")
        return lines

    def draft(self) -> StepDraft:
        """The checked step. A skill named twice counts once, at the higher level."""
        said = self.cleaned_data
        needs: dict[int, int] = {}
        for place in range(SKILLS):
            skill, level = said.get(f"skill_{place}"), said.get(f"level_{place}") or int(Level.ALONE)
            if skill is not None:
                needs[skill] = max(level, needs.get(skill, 0))
        return StepDraft(
            phase=said["phase"],
            own_name=said["own_name"],
            done_when=said["done_when"],
            wip_limit=said["wip_limit"],
            needed=said["needed"] or NEEDED,
            skills=tuple(needs.items()),
            items=said["items"],
        )

    @property
    def skill_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"skill_{place}"], self[f"level_{place}"]) for place in range(SKILLS)]


class ProcessEditor:
    """The forms of one process, as they stand or as somebody has rearranged them."""

    def __init__(self, whole: ProcessForm, steps: list[StepForm]) -> None:
        self.whole = whole
        self.steps = steps

    @classmethod
    def of(cls, draft: ProcessDraft | None) -> "ProcessEditor":
        """To start editing a draft, or a new process with the five default steps."""
        initial = {name: getattr(draft, name) for name in ProcessForm.base_fields if hasattr(draft, name)}
        steps = draft.steps if draft is not None else default_steps()
        return cls(ProcessForm(initial=initial), _unbound([_initial(step) for step in steps]))

    @classmethod
    def read(cls, posted: QueryDict) -> "ProcessEditor":
        """What was sent, to be checked and saved."""
        skills = _skills()
        steps = [StepForm(posted, prefix=f"step-{place}", skills=skills) for place in range(_count(posted))]
        return cls(ProcessForm(posted), steps)

    @classmethod
    def rearranged(cls, posted: QueryDict, act: str) -> "ProcessEditor":
        """What was sent, unchecked, after `act`: add, or up-2, down-2, remove-2 (the step's place)."""
        names = StepForm(skills=[]).fields
        steps = [{name: posted.get(f"step-{place}-{name}", "") for name in names} for place in range(_count(posted))]
        verb, _dash, text = act.partition("-")
        place = int(text) if text.isdecimal() else -1
        if verb == "add" and len(steps) < MOST_STEPS:
            steps.append({"phase": steps[-1]["phase"] if steps else Phase.ARRIVED.value})
        elif 0 <= place < len(steps):
            step = steps.pop(place)
            if verb in {"up", "down"}:
                steps.insert(max(place - 1, 0) if verb == "up" else place + 1, step)
        initial = {name: posted.get(name, "") for name in ProcessForm.base_fields}
        return cls(ProcessForm(initial=initial), _unbound(steps))

    def is_valid(self) -> bool:
        return all([self.whole.is_valid(), *(step.is_valid() for step in self.steps)])

    @property
    def has_errors(self) -> bool:
        return bool(self.whole.errors) or any(step.errors for step in self.steps)

    def draft(self) -> ProcessDraft:
        """The checked forms as a draft."""
        said = self.whole.cleaned_data
        return ProcessDraft(
            name=said["name"],
            icon=said["icon"],
            is_sale=said["is_sale"],
            outcome=said["outcome"],
            outcome_measure=said["outcome_measure"],
            starts_with=said["starts_with"],
            ends_with=said["ends_with"],
            steps=tuple(step.draft() for step in self.steps),
        )


def _count(posted: QueryDict) -> int:
    text = posted.get("count", "")
    return min(int(text), MOST_STEPS) if text.isdecimal() else 0


def _initial(step: StepDraft) -> dict[str, object]:
    initial: dict[str, object] = {
        "phase": step.phase,
        "own_name": step.own_name,
        "done_when": step.done_when,
        "wip_limit": step.wip_limit,
        "needed": step.needed,
        "items": "\n".join(step.items),
    }
    for place, (skill, level) in enumerate(step.skills[:SKILLS]):
        initial |= {f"skill_{place}": skill, f"level_{place}": level}
    return initial


def _unbound(steps: list[Any]) -> list[StepForm]:
    skills = _skills()
    return [StepForm(initial=_said(step), prefix=f"step-{place}", skills=skills) for place, step in enumerate(steps)]


def _said(step: Mapping[str, object]) -> dict[str, object]:
    """Without what was left empty, so that the fields' own defaults show."""
    return {name: value for name, value in step.items() if value not in ("", None)}


def _skills() -> list[tuple[int, str]]:
    return list(Skill.objects.filter(retired_at=None).values_list("pk", "name"))

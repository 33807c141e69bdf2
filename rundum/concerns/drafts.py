"""What a process is to consist of, before it is a version of it; and how two of them differ, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rundum.concerns.models import Phase, Process, ProcessVersion, SpecificationItem, Step, StepSkill
from rundum.skills.models import NEEDED


@dataclass(frozen=True)
class StepDraft:
    """One step. skills: (skill id, level to reach); items: the lines of the work specification, in order.

    needed: how many of a team should be able to do it.
    """

    phase: str
    own_name: str = ""
    done_when: str = ""
    wip_limit: int | None = None
    needed: int = NEEDED
    skills: tuple[tuple[int, int], ...] = ()
    items: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its own name, or its phase's in the reader's language."""
        return self.own_name or str(Phase(self.phase).label)


@dataclass(frozen=True)
class ProcessDraft:
    """A process as someone has written it down.

    name, icon and is_sale belong to the process as a whole and change with any version; the rest is the version's.
    """

    name: str
    outcome: str
    outcome_measure: str
    steps: tuple[StepDraft, ...]
    icon: str = Process.Icon.OTHER
    is_sale: bool = False
    starts_with: str = ""
    ends_with: str = ""


def draft_of(version: ProcessVersion) -> ProcessDraft:
    """The version as a draft to go on from. Four queries, however many steps it has."""
    process = version.process
    steps = list(Step.objects.filter(version=version).order_by("position"))
    skills = list(StepSkill.objects.filter(step__in=steps).order_by("skill__name", "skill_id"))
    items = list(SpecificationItem.objects.filter(step__in=steps).order_by("position"))
    return ProcessDraft(
        name=process.name,
        icon=process.icon,
        is_sale=process.is_sale,
        outcome=version.outcome,
        outcome_measure=version.outcome_measure,
        starts_with=version.starts_with,
        ends_with=version.ends_with,
        steps=tuple(
            StepDraft(
                phase=step.phase,
                own_name=step.own_name,
                done_when=step.done_when,
                wip_limit=step.wip_limit,
                needed=step.needed,
                skills=tuple((need.skill_id, need.level) for need in skills if need.step_id == step.pk),
                items=tuple(item.text for item in items if item.step_id == step.pk),
            )
            for step in steps
        ),
    )


def default_steps() -> tuple[StepDraft, ...]:
    """The five parts every whole process has, each as one step."""
    return tuple(StepDraft(phase=phase) for phase in Phase.values)


def differences(before: ProcessDraft, after: ProcessDraft, *, skill_names: Mapping[int, str]) -> list[str]:
    """What is new in `after`, one sentence each; empty where the two say the same."""
    return [*_of_the_whole(before, after), *_of_the_steps(before.steps, after.steps, skill_names)]


def _of_the_whole(before: ProcessDraft, after: ProcessDraft) -> Iterator[str]:
    texts = (
        (_("Name"), before.name, after.name),
        (_("What the customer has at the end"), before.outcome, after.outcome),
        (_("How we see that they have it"), before.outcome_measure, after.outcome_measure),
        (_("It starts when"), before.starts_with, after.starts_with),
        (_("It ends when"), before.ends_with, after.ends_with),
    )
    for label, old, new in texts:
        yield from _text_change(label, old, new)


def _of_the_steps(
    before: tuple[StepDraft, ...], after: tuple[StepDraft, ...], skill_names: Mapping[int, str]
) -> Iterator[str]:
    old, new = _by_name(before), _by_name(after)
    for name in old:
        if name not in new:
            yield _("Step “%(step)s” is gone.") % {"step": _shown(name)}
    for name in new:
        if name not in old:
            yield _("Step “%(step)s” is new.") % {"step": _shown(name)}
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield _("The steps come in another order.")
    for name in kept:
        yield from _of_a_step(_shown(name), old[name], new[name], skill_names)


def _of_a_step(step: str, before: StepDraft, after: StepDraft, skill_names: Mapping[int, str]) -> Iterator[str]:
    yield from _text_change(_("Done when (%(step)s)") % {"step": step}, before.done_when, after.done_when)
    if before.phase != after.phase:
        yield _("“%(step)s” is now part of “%(phase)s”.") % {"step": step, "phase": Phase(after.phase).label}
    if before.wip_limit != after.wip_limit:
        yield _limit_change(step, after.wip_limit)
    if before.needed != after.needed:
        yield _("“%(step)s”: %(needed)s of a team should be able to do it.") % {"step": step, "needed": after.needed}
    for text in before.items:
        if text not in after.items:
            yield _("No longer to do in “%(step)s”: %(item)s") % {"step": step, "item": text}
    for text in after.items:
        if text not in before.items:
            yield _("New to do in “%(step)s”: %(item)s") % {"step": step, "item": text}
    if [text for text in before.items if text in after.items] != [text for text in after.items if text in before.items]:
        yield _("What is to do in “%(step)s” comes in another order.") % {"step": step}
    old, new = dict(before.skills), dict(after.skills)
    for skill, level in new.items():
        if old.get(skill) != level:
            yield _("“%(step)s” needs %(skill)s, level %(level)s.") % {
                "step": step,
                "skill": skill_names.get(skill, ""),
                "level": level,
            }
    for skill in [skill for skill in old if skill not in new]:
        yield _("“%(step)s” no longer needs %(skill)s.") % {"step": step, "skill": skill_names.get(skill, "")}


def _limit_change(step: str, limit: int | None) -> str:
    if limit is None:
        return _("“%(step)s” has no limit any more.") % {"step": step}
    return _("In “%(step)s” at most %(limit)s at once.") % {"step": step, "limit": limit}


def _text_change(label: str, old: str, new: str) -> Iterator[str]:
    if old == new:
        return
    if not old:
        yield _("%(label)s: “%(new)s”, nothing before.") % {"label": label, "new": new}
    elif not new:
        yield _("%(label)s: nothing any more, “%(old)s” before.") % {"label": label, "old": old}
    else:
        yield _("%(label)s: “%(new)s”, “%(old)s” before.") % {"label": label, "new": new, "old": old}


def _by_name(steps: tuple[StepDraft, ...]) -> dict[tuple[str, int], StepDraft]:
    """Steps by what they are called; two of one name are told apart by which of them comes first."""
    found: dict[tuple[str, int], StepDraft] = {}
    for step in steps:
        nth = sum(1 for name, _nth in found if name == step.name)
        found[(step.name, nth)] = step
    return found


def _shown(key: tuple[str, int]) -> str:
    name, nth = key
    return f"{name} {nth + 1}" if nth else name

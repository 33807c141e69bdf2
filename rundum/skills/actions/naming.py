"""Which skills the work needs."""

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.skills.models import Skill
from rundum.skills.policy import require_may_name_skills
from rundum.teams.models import Function
from rundum.timeline.actions import add_entry


@transaction.atomic
def add_skill(
    *, name: str, by: User | None, meaning: str = "", function: Function | None = None, is_example: bool = False
) -> Skill:
    """Name a skill the work needs; it may belong to a function.

    Raises NotAllowed for those in no team who are no administrators; Refused("name_taken", "name_retired").
    """
    require_may_name_skills(by)
    _check_name(name, apart_from=None)
    skill = Skill.objects.create(name=name, meaning=meaning, function=function, is_example=is_example)
    add_entry("skills.added", by=by, data={"skill": name, "skill_id": skill.pk})
    return skill


@transaction.atomic
def edit_skill(skill: Skill, *, name: str, meaning: str, function: Function | None, by: User | None) -> Skill:
    """Change what a skill is called and means. Levels and wishes stay.

    Raises NotAllowed for those in no team who are no administrators; Refused("name_taken", "name_retired").
    """
    require_may_name_skills(by)
    skill = Skill.objects.select_for_update().get(pk=skill.pk)
    _check_name(name, apart_from=skill)
    before = {"name": skill.name, "meaning": skill.meaning, "function": skill.function_id}
    skill.name, skill.meaning, skill.function = name, meaning, function
    skill.save(update_fields=["name", "meaning", "function"])
    after = {"name": name, "meaning": meaning, "function": function.pk if function else None}
    if after != before:
        add_entry("skills.edited", by=by, data={"skill": name, "skill_id": skill.pk, "before": before, "after": after})
    return skill


@transaction.atomic
def retire_skill(skill: Skill, *, by: User | None) -> Skill:
    """Take a skill off the matrix. Its levels and wishes are kept and return with it.

    Raises NotAllowed for those in no team who are no administrators; Refused("already_retired").
    """
    require_may_name_skills(by)
    skill = Skill.objects.select_for_update().get(pk=skill.pk)
    if skill.retired_at:
        raise Refused("already_retired", _("This skill is retired already."))
    skill.retired_at = now()
    skill.save(update_fields=["retired_at"])
    add_entry("skills.retired", by=by, data={"skill": skill.name, "skill_id": skill.pk})
    return skill


@transaction.atomic
def bring_back_skill(skill: Skill, *, by: User | None) -> Skill:
    """Put a retired skill back on the matrix.

    Raises NotAllowed for those in no team who are no administrators; Refused("not_retired").
    """
    require_may_name_skills(by)
    skill = Skill.objects.select_for_update().get(pk=skill.pk)
    if skill.retired_at is None:
        raise Refused("not_retired", _("This skill is on the matrix already."))
    skill.retired_at = None
    skill.save(update_fields=["retired_at"])
    add_entry("skills.brought_back", by=by, data={"skill": skill.name, "skill_id": skill.pk})
    return skill


def _check_name(name: str, *, apart_from: Skill | None) -> None:
    same = Skill.objects.filter(name__iexact=name)
    if apart_from is not None:
        same = same.exclude(pk=apart_from.pk)
    taken = same.first()
    if taken is None:
        return
    if taken.retired_at:
        raise Refused("name_retired", _("There was a skill of this name. Bring it back instead of adding it again."))
    raise Refused("name_taken", _("There is a skill of this name already."))

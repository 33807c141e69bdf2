"""What people say about themselves: their level, what they want to learn, their strengths. Nobody says it for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.skills.models import LearningWish, Level, Proficiency, Skill, Strength
from rundum.timeline.actions import add_entry

STRENGTHS_AT_MOST = 6


@transaction.atomic
def set_level(skill: Skill, *, level: Level | int, by: User) -> Proficiency:
    """Rate one's own level. The wish to learn stays; at the highest level it has come true and goes.

    Raises Refused("retired") for a skill that is off the matrix, ValueError for a level that does not exist.
    """
    level = Level(level)
    by = _locked(by)
    _check_on_matrix(skill)
    proficiency = Proficiency.objects.filter(user=by, skill=skill).first() or Proficiency(user=by, skill=skill)
    if proficiency.pk is None or proficiency.level != level:
        before = proficiency.level if proficiency.pk else None
        proficiency.level, proficiency.since = level, now()
        proficiency.save()
        data = {"skill": skill.name, "skill_id": skill.pk, "level": int(level), "before": before}
        add_entry("skills.level_set", by=by, data=data)
    if level == Level.TEACHES:
        LearningWish.objects.filter(user=by, skill=skill).delete()
    return proficiency


@transaction.atomic
def wish_to_learn(skill: Skill, *, by: User) -> LearningWish:
    """Say that one wants to learn a skill. Saying it twice changes nothing.

    Raises Refused("retired", "teaches_it").
    """
    by = _locked(by)
    _check_on_matrix(skill)
    if Proficiency.objects.filter(user=by, skill=skill, level=Level.TEACHES).exists():
        raise Refused("teaches_it", _("You teach this already."))
    wish, is_new = LearningWish.objects.get_or_create(user=by, skill=skill)
    if is_new:
        add_entry("skills.wished", by=by, data={"skill": skill.name, "skill_id": skill.pk})
    return wish


@transaction.atomic
def drop_wish(skill: Skill, *, by: User) -> None:
    """No longer want to learn a skill. Without such a wish it changes nothing."""
    by = _locked(by)
    deleted, _by_model = LearningWish.objects.filter(user=by, skill=skill).delete()
    if deleted:
        add_entry("skills.wish_dropped", by=by, data={"skill": skill.name, "skill_id": skill.pk})


@transaction.atomic
def choose_strength(name: str, *, by: User) -> Strength:
    """Choose a strength, in one's own words. Choosing it twice changes nothing.

    Raises Refused("too_many"): what everybody is good at tells nobody whom to ask.
    """
    by = _locked(by)
    chosen = list(Strength.objects.filter(user=by))
    same = next((strength for strength in chosen if strength.name.casefold() == name.casefold()), None)
    if same:
        return same
    if len(chosen) >= STRENGTHS_AT_MOST:
        sentence = _("Choose at most %(count)s strengths. Drop one first.")
        raise Refused("too_many", sentence % {"count": STRENGTHS_AT_MOST})
    strength = Strength.objects.create(user=by, name=name)
    add_entry("skills.strength_chosen", by=by, data={"strength": name})
    return strength


@transaction.atomic
def drop_strength(strength: Strength, *, by: User) -> None:
    """Drop one of one's own strengths. Raises Refused("not_own") for another's."""
    if strength.user_id != by.pk:
        raise Refused("not_own", _("Everyone chooses their own strengths."))
    deleted, _by_model = Strength.objects.filter(pk=strength.pk).delete()
    if deleted:
        add_entry("skills.strength_dropped", by=by, data={"strength": strength.name})


def _locked(by: User) -> User:
    return User.objects.select_for_update().get(pk=by.pk)


def _check_on_matrix(skill: Skill) -> None:
    if skill.retired_at:
        raise Refused("retired", _("This skill is no longer on the matrix."))

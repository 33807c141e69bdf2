"""The functions every team must cover, and who covers them."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.refusals import Refused
from rundum.teams.models import Cover, Function, Membership, Organisation, Team
from rundum.teams.policy import require_administrator, require_set_up
from rundum.timeline.actions import add_entry

KEY_LENGTH = 36


@transaction.atomic
def set_up_functions() -> list[Function]:
    """The functions to start with: sales, service and accounts, in the organisation's language. Runs twice unharmed."""
    organisation = Organisation.objects.first()
    with override(organisation.language if organisation else "de"):
        names = {"sales": _("Sales"), "service": _("Service"), "accounts": _("Accounts")}
    return [
        Function.objects.get_or_create(key=key, defaults={"name": str(name), "position": position})[0]
        for position, (key, name) in enumerate(names.items())
    ]


@transaction.atomic
def add_function(*, name: str, by: User | None) -> Function:
    """Let every team have to cover one more function; until a member covers it, it is a gap.

    Raises NotAllowed for anyone but administrators; Refused("name_taken").
    """
    require_administrator(by)
    _check_name(name, apart_from=None)
    last = Function.objects.aggregate(last=Max("position"))["last"]
    function = Function.objects.create(key=_free_key(name), name=name, position=0 if last is None else last + 1)
    add_entry("teams.function_added", by=by, data={"function": name})
    return function


@transaction.atomic
def rename_function(function: Function, *, name: str, by: User | None) -> Function:
    """Call a function something else; its key stays.

    Raises NotAllowed for anyone but administrators; Refused("name_taken").
    """
    require_administrator(by)
    function = Function.objects.select_for_update().get(pk=function.pk)
    _check_name(name, apart_from=function)
    before, function.name = function.name, name
    function.save(update_fields=["name"])
    add_entry("teams.function_renamed", by=by, data={"function": name, "before": before})
    return function


@transaction.atomic
def remove_function(function: Function, *, by: User | None) -> None:
    """No longer ask teams to cover a function.

    Raises NotAllowed for anyone but administrators; Refused("still_covered", "has_skills").
    """
    require_administrator(by)
    function = Function.objects.select_for_update().get(pk=function.pk)
    if function.covers.exists():
        raise Refused("still_covered", _("Members still cover %(function)s.") % {"function": function.name})
    if function.skills.exists():
        raise Refused("has_skills", _("Skills still belong to %(function)s.") % {"function": function.name})
    function.delete()
    add_entry("teams.function_removed", by=by, data={"function": function.name})


@transaction.atomic
def cover_function(team: Team, *, function: Function, user: User, by: User | None) -> Cover:
    """Let a member cover a function for the team. Covering what they cover already changes nothing.

    Raises NotAllowed for anyone but the team's members and administrators; Refused("not_a_member").
    """
    require_set_up(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    if not Membership.objects.on(today(team.zone)).filter(team=team, user=user).exists():
        sentence = _("%(person)s is not in the team today. Only members can cover a function.")
        raise Refused("not_a_member", sentence % {"person": user.name})
    cover, is_new = Cover.objects.get_or_create(team=team, function=function, user=user)
    if is_new:
        add_entry("teams.function_covered", by=by, team=team.pk, data=_told(team, function, user))
    return cover


@transaction.atomic
def uncover_function(team: Team, *, function: Function, user: User, by: User | None) -> None:
    """A member no longer covers a function. If nobody else does, the gap shows until somebody takes it on (AC2.1).

    Raises NotAllowed for anyone but the team's members and administrators; Refused("not_covered_by_them").
    """
    require_set_up(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    deleted, _by_model = Cover.objects.filter(team=team, function=function, user=user).delete()
    if not deleted:
        sentence = _("%(person)s does not cover %(function)s.")
        raise Refused("not_covered_by_them", sentence % {"person": user.name, "function": function.name})
    add_entry("teams.function_uncovered", by=by, team=team.pk, data=_told(team, function, user))


def _told(team: Team, function: Function, user: User) -> dict[str, object]:
    return {"team": team.name, "function": function.name, "member": user.name, "user": user.pk}


def _check_name(name: str, *, apart_from: Function | None) -> None:
    others = Function.objects.filter(name__iexact=name)
    if apart_from is not None:
        others = others.exclude(pk=apart_from.pk)
    if others.exists():
        raise Refused("name_taken", _("There is a function of this name already."))


def _free_key(name: str) -> str:
    stem = slugify(name)[:KEY_LENGTH] or "function"
    taken = set(Function.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{count}" for count in range(2, len(taken) + 3))) if key not in taken)

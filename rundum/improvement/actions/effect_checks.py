"""Whether a fix has worked: planned by the team, judged by somebody who did not do it, and only then closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import NotAllowed, Refused
from rundum.calc.periods import Week
from rundum.concerns.models import ProcessVersion
from rundum.improvement.actions.corrective_actions import (
    keep_in_step,
    locked_action,
    write_down,
    write_down_at_concerns,
)
from rundum.improvement.models import ActionClosing, ActionPart, CorrectiveAction, EffectCheck, Fix
from rundum.improvement.models.effect_checks import FIX_ON_CHART
from rundum.improvement.policy import may_judge
from rundum.improvement.queries.corrective_course import course_of
from rundum.measures.actions.annotating import note_on_chart
from rundum.measures.models import ChartNote, Measure


@transaction.atomic
def plan_check(action: CorrectiveAction, *, measure: Measure, expected: str, due_on: date, by: User) -> EffectCheck:
    """On this day somebody looks at this measure for what the fix has done. A check planned before is withdrawn.

    From now on the chart shows when the fix was made, by the number alone: what it is about may be confidential.
    A closed corrective action may be looked at again. Raises NotAllowed outside the team, Refused("no_fix"),
    Refused("not_measured"), Refused("past"), Refused("nothing_expected").
    """
    action = locked_action(action, by, closed_too=True)
    course = course_of(action)
    if course.fix is None:
        raise Refused("no_fix", _("There is nothing to check yet. Write down the fix first."))
    if not Measure.objects.in_use().of_team(action.team_id).filter(pk=measure.pk).exists():
        raise Refused("not_measured", _("The team does not measure this."))
    if due_on < today(action.team.zone):
        raise Refused("past", _("That day has passed. When do you want to look?"))
    if not expected.strip():
        raise Refused("nothing_expected", _("Say before what you expect to see. Afterwards everything looks expected."))
    for earlier in action.checks.filter(judged_at=None, withdrawn_at=None).select_related("on_chart"):
        _withdraw(earlier)
    check = EffectCheck.objects.create(
        action=action,
        team_id=action.team_id,
        round=action.round,
        measure=measure,
        expected=expected.strip(),
        due_on=due_on,
        planned_at=now(),
        by=by,
        on_chart=_on_chart(action, measure, course.fix, by),
    )
    keep_in_step(action)
    write_down("improvement.part_written", action, by=by, part=ActionPart.CHECK.value)
    return check


def _on_chart(action: CorrectiveAction, measure: Measure, fix: Fix, by: User) -> ChartNote | None:
    """The fix on the chart of the measure; nothing where an earlier check has put it there."""
    week = Week.of(fix.done_on).monday
    if action.checks.filter(measure=measure, on_chart__week=week).exists():
        return None
    data = {"number": action.number}
    return note_on_chart(measure, action.team, week=week, kind=FIX_ON_CHART, data=data, by=by)


def _withdraw(check: EffectCheck) -> None:
    """Take a check back that was planned, and from the chart what it had put there."""
    note, check.on_chart, check.withdrawn_at = check.on_chart, None, now()
    check.save(update_fields=["on_chart", "withdrawn_at"])
    if note is not None:
        note.delete()


@transaction.atomic
def judge_effect(action: CorrectiveAction, *, effective: bool, note: str, by: User) -> EffectCheck:
    """Say whether the fix has worked, on the check that is planned. Without effect, the work goes back to the causes.

    Raises Refused("did_the_fix") for whoever worked on the fix, NotAllowed outside the team (see `may_judge`),
    Refused("no_check") without a planned check, Refused("too_early") before its day, Refused("nothing_said").
    """
    action = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("team").get(pk=action.pk)
    course = course_of(action)
    if by.pk in course.doers:
        raise Refused("did_the_fix", _("You worked on the fix yourself. Let somebody else look at what it has done."))
    if not may_judge(by, action.team_id, doers=course.doers):
        raise NotAllowed("members_only", _("Only members of the team can do this."))
    check = course.planned
    if check is None:
        raise Refused("no_check", _("No check is planned. Say first on which measure and when you look."))
    if today(action.team.zone) < check.due_on:
        raise Refused("too_early", _("It is too early to tell. Look on the day that was planned, or plan another one."))
    if not note.strip():
        raise Refused("nothing_said", _("Say in a sentence what you see on the measure."))
    check.judged_at, check.judged_by, check.effective, check.note = now(), by, effective, note.strip()
    check.save(update_fields=["judged_at", "judged_by", "effective", "note"])
    if effective:
        keep_in_step(action)
        write_down("improvement.found_effective", action, by=by)
        return check
    reopened = not action.is_open
    action.round, action.closed_at = action.round + 1, None
    action.save(update_fields=["round", "closed_at"])
    keep_in_step(action)
    write_down("improvement.found_ineffective", action, by=by)
    if reopened:
        write_down_at_concerns("improvement.corrective_action_reopened", action, by=by)
    return check


@transaction.atomic
def close_corrective_action(
    action: CorrectiveAction, *, by: User, version: ProcessVersion | None = None, note: str = ""
) -> ActionClosing:
    """Close it: the fix works. version: of the process whose work specification now holds it; or note: why none does.

    Raises NotAllowed outside the team, Refused("closed"), Refused("no_check") without a check that found it effective,
    Refused("nothing_left_behind") with neither version nor note.
    """
    action = locked_action(action, by)
    course = course_of(action)
    if course.found_effective is None or course.next_part is not ActionPart.CLOSING:
        raise Refused(
            "no_check",
            _("It closes once somebody who did not do the fix has looked at the measure and found an effect."),
        )
    if version is None and not note.strip():
        raise Refused(
            "nothing_left_behind", _("Choose the process whose work specification has changed, or say why none has.")
        )
    closing = ActionClosing.objects.create(
        action=action, team_id=action.team_id, round=action.round, version=version, note=note.strip(), at=now(), by=by
    )
    action.closed_at = closing.at
    action.save(update_fields=["closed_at"])
    keep_in_step(action)
    write_down("improvement.corrective_action_closed", action, by=by)
    write_down_at_concerns("improvement.concern_action_closed", action, by=by)
    return closing

"""Doing, checking and acting: what was planned is tried, compared with its prediction, and adopted or dropped."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.concerns.models import ProcessVersion
from rundum.improvement.actions.cycle_plans import locked_cycle, write_down
from rundum.improvement.actions.cycle_results import keep_result
from rundum.improvement.models import Act, Cycle, Part
from rundum.improvement.queries.cycles import cycle_limit, start_week
from rundum.measures.actions.annotating import note_on_chart, set_limits_anew
from rundum.measures.models import LimitChange
from rundum.measures.queries.weeks import this_week
from rundum.teams.models import Organisation, Team


@transaction.atomic
def start_cycle(cycle: Cycle, *, by: User) -> Cycle:
    """The trial begins; from here on the plan and its prediction are locked, and the chart shows when it was.

    The team's row is locked while cycles are counted, so that two members at once cannot both begin the last one.
    Raises NotAllowed outside the team, Refused("begun"), and Refused("too_many") where as many go on as the team has
    decided at most (AC24.2).
    """
    cycle = locked_cycle(cycle, by=by)
    if cycle.part is not Part.PLAN:
        raise Refused("begun", _("This trial has begun already, or the cycle has ended."))
    team = Team.objects.select_for_update().get(pk=cycle.team_id)
    most = cycle_limit(team)
    if Cycle.objects.of_team(team).going_on().count() >= most:
        sentence = ngettext(
            "The team has decided on at most %(most)s cycle at once, and it goes on. End it first, or decide as a team"
            " to allow more.",
            "The team has decided on at most %(most)s cycles at once, and they go on. End one first, or decide as a"
            " team to allow more.",
            most,
        )
        raise Refused("too_many", sentence % {"most": most})
    cycle.started_at, cycle.started_by = now(), by
    cycle.save(update_fields=["started_at", "started_by"])
    week = start_week(cycle, Organisation.objects.first())
    note_on_chart(cycle.measure, team, week=week, written=cycle.idea, process=cycle.process, by=by)
    write_down("improvement.cycle_started", cycle, by=by, text=cycle.plan)
    return cycle


@transaction.atomic
def finish_doing(
    cycle: Cycle,
    *,
    done: str,
    works_from: date,
    by: User,
    version: ProcessVersion | None = None,
    sets_limits: bool = False,
) -> Cycle:
    """Write down what was done. From now on the weeks are compared.

    works_from: Monday of the first week in which it works. version: the work specification that was changed for it.
    sets_limits: the measure's limits begin anew in that week, as the work is done differently from then on.
    Raises NotAllowed outside the team; Refused("not_doing"), "not_said", "before_start" and "not_yet" for a week
    outside the trial, "other_version" for a specification the team does not use.
    """
    cycle = locked_cycle(cycle, by=by)
    if cycle.part is not Part.DO:
        raise Refused("not_doing", _("Only what is being tried can be written down as done."))
    if not done.strip():
        raise Refused("not_said", _("Say in a few words what you have done."))
    if works_from < start_week(cycle, Organisation.objects.first()):
        raise Refused("before_start", _("The trial began later. Choose a week from then on."))
    if works_from > this_week():
        raise Refused("not_yet", _("This week has not come yet. Write down what was done once it works."))
    if version is not None and version.process.team_id not in (None, cycle.team_id):
        raise Refused("other_version", _("The team does not use this process."))
    cycle.done, cycle.works_from, cycle.version = done.strip(), works_from, version
    cycle.done_at, cycle.done_by = now(), by
    cycle.save(update_fields=["done", "works_from", "version", "done_at", "done_by"])
    _set_limits(cycle, by=by) if sets_limits else None
    changed = {"process": version.process.name, "version": version.number} if version else {}
    write_down("improvement.cycle_done", cycle, by=by, text=cycle.done, **changed)
    return cycle


@transaction.atomic
def end_cycle(cycle: Cycle, *, act: str, learnt: str, by: User) -> Cycle:
    """The team says what becomes of it. What the weeks show is kept with it, now or as soon as they suffice.

    A plan or a trial can be abandoned; everything else comes after the check. Raises NotAllowed outside the team,
    Refused("ended"), "not_checked" and "not_said".
    """
    cycle = locked_cycle(cycle, by=by)
    if cycle.part is Part.ACT:
        raise Refused("ended", _("This cycle has ended already."))
    if cycle.part is not Part.CHECK and act != Act.ABANDON:
        raise Refused("not_checked", _("Write down first what was done; then look at what it brought."))
    if not learnt.strip():
        raise Refused("not_said", _("Say in a sentence what you have learnt."))
    cycle.act, cycle.learnt = Act(act), learnt.strip()
    cycle.ended_at, cycle.ended_by = now(), by
    keep_result(cycle)
    cycle.save()
    write_down("improvement.cycle_ended", cycle, by=by, text=cycle.learnt, act=cycle.act)
    return cycle


def _set_limits(cycle: Cycle, *, by: User) -> None:
    """Limits from the week on in which it works, unless they begin there already."""
    at = {"measure": cycle.measure, "team": cycle.team, "process": cycle.process, "week": cycle.works_from}
    if cycle.works_from and not LimitChange.objects.filter(**at).exists():
        set_limits_anew(
            cycle.measure,
            cycle.team,
            week=cycle.works_from,
            sentence=cycle.idea,
            process=cycle.process,
            by=by,
        )

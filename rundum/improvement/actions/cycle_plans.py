"""Planning a cycle: the prediction is written before the trial begins, and locked then."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import EditConflict, Refused
from rundum.concerns.models import Process
from rundum.concerns.process_policy import processes_in_use_by
from rundum.customers.actions.numbering import draw_numbers
from rundum.improvement.actions.predicting import require_better
from rundum.improvement.models import Cycle, Part
from rundum.measures.actions.annotating import answer_signal
from rundum.measures.models import Measure, Signal, Source
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

CYCLES = "cycle"


@dataclass(frozen=True)
class Plan:
    """What the team wants to try, on which step of the customers' journey, and what it expects of it.

    start: where the measure stands, None while that is not known. process: None for all.
    """

    problem: str
    idea: str
    plan: str
    measure: Measure
    phase: str
    start: Decimal | None
    target: Decimal
    due_on: date
    process: Process | None = None

    @property
    def as_kept(self) -> dict[str, Any]:
        """The fields of the cycle, texts without space around them."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}


@transaction.atomic
def plan_cycle(
    team: Team, plan: Plan, *, by: User, signal: Signal | None = None, follows: Cycle | None = None
) -> Cycle:
    """Write down what the team wants to try.

    signal: the one the team acts on by this; it is answered thereby. follows: the cycle this one goes on from.
    Raises NotAllowed outside the team; Refused("not_said", "not_measured", "not_by_process", "not_in_use", "past",
    "not_better") where the plan makes no sense, "other_signal" for a signal of another measure or team, "answered" as
    answer_signal does, "not_followed" where the earlier cycle has not ended so that another follows, or one does.
    """
    require_member(by, team.pk)
    _require_sense(team, plan)
    if signal is not None and (signal.team_id, signal.measure.pk) != (team.pk, plan.measure.pk):
        raise Refused(
            "other_signal", _("This signal is about another measure. Choose its measure, or plan without it.")
        )
    if follows is not None:
        follows = Cycle.objects.select_for_update(of=("self",)).get(pk=follows.pk)
        if follows.team_id != team.pk or not follows.may_be_followed:
            raise Refused("not_followed", _("The earlier cycle has a next one already, or has ended without one."))
    cycle = Cycle.objects.create(
        team=team,
        number=draw_numbers(CYCLES),
        signal=signal,
        follows=follows,
        planned_at=now(),
        by=by,
        **plan.as_kept,
    )
    write_down("improvement.cycle_planned", cycle, by=by, text=cycle.problem)
    if signal is not None:
        answer_signal(signal, note=cycle.idea, by=by, acted=True)
    return cycle


@transaction.atomic
def change_plan(cycle: Cycle, plan: Plan, *, by: User, revision: int | None = None) -> Cycle:
    """Say it differently, as long as nothing has been tried.

    revision: the one the editor started from; None saves whatever there is. Raises as plan_cycle does;
    Refused("locked") once the trial has begun, EditConflict(the cycle) when someone else has changed it meanwhile.
    """
    cycle = locked_cycle(cycle, by=by)
    if cycle.part is not Part.PLAN:
        raise Refused("locked", _("The trial has begun, so the prediction is locked. A next cycle can have another."))
    if revision is not None and revision != cycle.revision:
        raise EditConflict(cycle)
    _require_sense(cycle.team, plan)
    for name, value in plan.as_kept.items():
        setattr(cycle, name, value)
    cycle.revision, cycle.by = cycle.revision + 1, by
    cycle.save()
    write_down("improvement.cycle_replanned", cycle, by=by, text=cycle.problem)
    return cycle


def locked_cycle(cycle: Cycle, *, by: User) -> Cycle:
    """The cycle for a member of its team to change, with its row locked. Raises NotAllowed."""
    locked = Cycle.objects.select_for_update(of=("self",)).select_related("team", "measure", "process")
    cycle = locked.get(pk=cycle.pk)
    require_member(by, cycle.team_id)
    return cycle


def write_down(verb: str, cycle: Cycle, *, by: User, text: str, **data: object) -> None:
    """One entry on the team's history; part of the action that did it."""
    about = {"cycle": cycle.pk, "number": cycle.number, "idea": cycle.idea, "team": cycle.team.name}
    add_entry(verb, by=by, team=cycle.team_id, text=text, data=about | data)


def _require_sense(team: Team, plan: Plan) -> None:
    if not all(text.strip() for text in (plan.problem, plan.idea, plan.plan)):
        raise Refused("not_said", _("Say what the problem is, what you try and how."))
    measure, process = plan.measure, plan.process
    if not Measure.objects.in_use().of_team(team).filter(pk=measure.pk).exists():
        raise Refused("not_measured", _("The team does not measure this."))
    if process is not None:
        if measure.source != Source.BUILT_IN or (measure.built_in and measure.built_in.recorded):
            raise Refused("not_by_process", _("This measure is not known by process. Choose all processes."))
        if not processes_in_use_by(team.pk).filter(pk=process.pk).exists():
            raise Refused("not_in_use", _("The team does not use this process."))
    if plan.due_on < today(team.zone):
        raise Refused("past", _("That day has passed. By when do you want to be there?"))
    require_better(measure, plan.start, plan.target)

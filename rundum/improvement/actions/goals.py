"""Setting and ending the team's goals."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.refusals import Refused
from rundum.improvement.actions.predicting import require_better
from rundum.improvement.models import Goal
from rundum.measures.models import Measure
from rundum.measures.told_measure import as_data
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry


@transaction.atomic
def set_goal(
    team: Team, *, measure: Measure, start: Decimal | None, target: Decimal, due_on: date, how: str, by: User
) -> Goal:
    """Say what the team wants of a measure. start: where it stands, None while that is not known.

    Raises NotAllowed outside the team; Refused("not_measured") for a measure of another team or one retired,
    Refused("no_way") without a how, Refused("past") for a day gone by, Refused("not_better") where the goal lies on
    the wrong side of where it starts, Refused("goal_there") while the measure has a goal already.
    """
    require_member(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    if not Measure.objects.in_use().of_team(team).filter(pk=measure.pk).exists():
        raise Refused("not_measured", _("The team does not measure this."))
    if not how.strip():
        raise Refused("no_way", _("Say in a sentence how you want to get there."))
    if due_on < today(team.zone):
        raise Refused("past", _("That day has passed. By when do you want to be there?"))
    require_better(measure, start, target)
    if Goal.objects.running().filter(team=team, measure=measure).exists():
        raise Refused("goal_there", _("This measure has a goal already. End that one first."))
    goal = Goal.objects.create(
        team=team, measure=measure, start=start, target=target, due_on=due_on, how=how.strip(), set_at=now(), by=by
    )
    _write_down("improvement.goal_set", goal, by=by, text=goal.how)
    return goal


@transaction.atomic
def end_goal(goal: Goal, *, reason: str, by: User) -> Goal:
    """The team no longer pursues the goal.

    Raises NotAllowed outside the team, Refused("ended") and Refused("no_reason").
    """
    goal = Goal.objects.select_for_update(of=("self",)).select_related("team", "measure").get(pk=goal.pk)
    require_member(by, goal.team_id)
    if goal.ended_at is not None:
        raise Refused("ended", _("This goal has ended already."))
    if not reason.strip():
        raise Refused("no_reason", _("Say in a sentence why the goal ends."))
    goal.ended_at, goal.ended_by, goal.end_reason = now(), by, reason.strip()
    goal.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _write_down("improvement.goal_ended", goal, by=by, text=goal.end_reason)
    return goal


def _write_down(verb: str, goal: Goal, *, by: User, text: str) -> None:
    data = as_data(goal.measure) | {"goal": goal.pk, "team": goal.team.name}
    add_entry(verb, by=by, team=goal.team_id, text=text, data=data)

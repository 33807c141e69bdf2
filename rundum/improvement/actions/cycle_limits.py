"""Deciding how much a team tries at once."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.improvement.models import CycleLimit
from rundum.improvement.queries.cycles import cycle_limit
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry

MOST = 9


@transaction.atomic
def decide_cycle_limit(team: Team, *, most: int, decision: str, by: User) -> CycleLimit:
    """The team has decided how many of its cycles may go on at once; a member writes the decision down (AC24.2).

    Rows are only added, so that it stays to be seen who decided what when. Cycles that go on are not stopped by a
    lower limit. Raises NotAllowed outside the team, Refused("out_of_range"), "not_said" and "same".
    """
    require_member(by, team.pk)
    team = Team.objects.select_for_update().get(pk=team.pk)
    if not 1 <= most <= MOST:
        raise Refused("out_of_range", _("Between 1 and 9 cycles can go on at once."))
    if not decision.strip():
        raise Refused("not_said", _("Say what the team has decided, and why."))
    if most == cycle_limit(team):
        raise Refused("same", _("That is what counts already."))
    limit = CycleLimit.objects.create(team=team, most=most, decision=decision.strip(), decided_at=now(), by=by)
    data = {"team": team.name, "most": most}
    add_entry("improvement.cycle_limit_decided", by=by, team=team.pk, text=limit.decision, data=data)
    return limit

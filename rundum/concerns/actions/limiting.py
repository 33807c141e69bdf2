"""How much a team wants to have in hand at once."""

from collections.abc import Mapping

from django.db import transaction

from rundum.accounts.models import User
from rundum.concerns.models import LaneLimit
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry


@transaction.atomic
def set_lane_limits(team: Team, *, limits: Mapping[str, int | None], by: User) -> list[LaneLimit]:
    """At most so many concerns at once in each phase, over all processes; None: no limit. Decided by the team.

    Raises NotAllowed for anyone but its members.
    """
    require_member(by, team.pk)
    LaneLimit.objects.filter(team=team, phase__in=limits).delete()
    made = [LaneLimit(team=team, phase=phase, most=most) for phase, most in limits.items() if most is not None]
    add_entry("concerns.limits_set", by=by, team=team.pk, data={"team": team.name, "limits": dict(limits)})
    return LaneLimit.objects.bulk_create(made)

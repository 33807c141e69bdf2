"""Who coaches a team."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.refusals import Refused
from rundum.teams.models import Coaching, Membership, Team
from rundum.teams.policy import require_administrator
from rundum.timeline.actions import add_entry


@transaction.atomic
def add_coach(team: Team, *, coach: User, by: User | None, starts_on: date | None = None) -> Coaching:
    """Make a person coach of the team from a day on (default: today). A team may have several.

    Raises NotAllowed for anyone but administrators; Refused("already_coach", "coach_is_member").
    """
    require_administrator(by)
    starts_on = starts_on or today(team.zone)
    team = Team.objects.select_for_update().get(pk=team.pk)
    running = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    if Coaching.objects.filter(running, team=team, coach=coach).exists():
        raise Refused("already_coach", _("%(person)s coaches this team already.") % {"person": coach.name})
    if Membership.objects.filter(running, team=team, user=coach).exists():
        sentence = _("%(person)s is a member of this team. A coach develops the team from outside.")
        raise Refused("coach_is_member", sentence % {"person": coach.name})
    coaching = Coaching.objects.create(team=team, coach=coach, starts_on=starts_on)
    data = {"team": team.name, "member": coach.name, "user": coach.pk}
    add_entry("teams.coach_added", by=by, team=team.pk, data=data)
    return coaching


@transaction.atomic
def end_coaching(coaching: Coaching, *, ends_on: date, by: User | None) -> Coaching:
    """Set the last day of a coach with the team.

    Raises NotAllowed for anyone but administrators; Refused("days_in_order").
    """
    require_administrator(by)
    coaching = Coaching.objects.select_for_update(of=("self",)).select_related("team", "coach").get(pk=coaching.pk)
    if ends_on < coaching.starts_on:
        raise Refused("days_in_order", _("The last day must not lie before the first."))
    coaching.ends_on = ends_on
    coaching.save(update_fields=["ends_on"])
    data = {"team": coaching.team.name, "member": coaching.coach.name, "user": coaching.coach_id}
    add_entry("teams.coaching_ended", by=by, team=coaching.team_id, data=data)
    return coaching

"""Saying of a colleague's strength that one has seen it at work."""

from django.db import transaction
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.refusals import Refused
from rundum.concerns.models import Concern
from rundum.concerns.policy import require_may_work_on
from rundum.concerns.queries.workers import workers_of
from rundum.planning.models import Endorsement
from rundum.skills.models import Strength
from rundum.timeline.actions import add_entry


@transaction.atomic
def endorse_strength(strength: Strength, *, concern: Concern, by: User) -> Endorsement:
    """Confirm a strength that a colleague has chosen, after real work together. Twice for one concern changes nothing.

    Raises NotAllowed for anyone but members of the concern's team, Refused("open") before the concern is closed,
    Refused("own") for one's own strength, Refused("not_shared") unless both worked on it (SPEC AC5.6).
    """
    require_may_work_on(by, concern)
    if concern.is_open:
        raise Refused("open", _("Strengths are confirmed once the concern is closed."))
    if strength.user_id == by.pk:
        raise Refused("own", _("Your own strengths are confirmed by others."))
    if not {by.pk, strength.user_id} <= workers_of(concern):
        raise Refused("not_shared", _("Only those who worked on a concern together confirm strengths after it."))
    endorsement, is_new = Endorsement.objects.get_or_create(
        customer_id=concern.customer_id, concern=concern, strength=strength, by=by
    )
    if is_new:
        data = {"strength": strength.name, "person": strength.user.name}
        add_entry("planning.endorsed", by=by, team=concern.team_id, data=data)
    return endorsement


@transaction.atomic
def take_back_endorsement(strength: Strength, *, concern: Concern, by: User) -> None:
    """Take one's own confirmation back. Without one it changes nothing. Raises NotAllowed as above."""
    require_may_work_on(by, concern)
    mine = Endorsement.objects.filter(customer=concern.customer_id, concern=concern, strength=strength, by=by)
    if mine.delete()[0]:
        data = {"strength": strength.name, "person": strength.user.name}
        add_entry("planning.endorsement_taken_back", by=by, team=concern.team_id, data=data)

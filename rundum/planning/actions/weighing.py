"""What counts when work is offered, decided by the team."""

from collections.abc import Mapping

from django.db import transaction

from rundum.accounts.models import User
from rundum.planning.models import OfferWeight
from rundum.teams.models import Team
from rundum.teams.policy import require_member
from rundum.timeline.actions import add_entry


@transaction.atomic
def set_offer_weights(team: Team, *, weights: Mapping[str, int], by: User) -> list[OfferWeight]:
    """Each reason gives at most so many points from now on; 0 removes it. Raises NotAllowed for anyone but members."""
    require_member(by, team.pk)
    OfferWeight.objects.filter(team=team, reason__in=weights).delete()
    made = [OfferWeight(team=team, reason=reason, points=points, by=by) for reason, points in weights.items()]
    add_entry("planning.weights_set", by=by, team=team.pk, data={"team": team.name, "weights": dict(weights)})
    return OfferWeight.objects.bulk_create(made)

"""Giving a team authority: what it may decide alone."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.decisions.models import Authority
from rundum.decisions.policy import require_may_grant_authority
from rundum.teams.models import Team
from rundum.teams.queries.currency import own_currency
from rundum.timeline.actions import add_entry


@transaction.atomic
def grant_authority(
    team: Team, *, area: str, per_case: Decimal, per_month: Decimal, by: User | None, currency: str = ""
) -> Authority:
    """Let the team decide in this area up to these limits, from now on; what it has decided before stays as it was.

    currency: the organisation's where it is left out. Rows are only added, so every use keeps the limits of its time
    (AC3.4). Raises NotAllowed for anyone but the board and administrators; Refused("negative"), and
    Refused("limits_in_order") where one case could take more than a month allows.
    """
    require_may_grant_authority(by)
    if per_case < 0 or per_month < 0:
        raise Refused("negative", _("A limit cannot lie below zero."))
    if per_case > per_month:
        raise Refused("limits_in_order", _("The limit of one case must not be higher than that of a month."))
    team = Team.objects.select_for_update().get(pk=team.pk)
    currency = currency or own_currency()
    authority = Authority.objects.create(
        team=team, area=area, currency=currency, per_case=per_case, per_month=per_month, in_force_from=now(), by=by
    )
    data = {"team": team.name, "area": area, "case": str(per_case), "month": str(per_month), "currency": currency}
    add_entry("decisions.authority_granted", by=by, team=team.pk, data=data)
    return authority

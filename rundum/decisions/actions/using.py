"""Deciding about money alone, within the team's limits."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.base.refusals import Refused
from rundum.decisions.models import AuthorityUse
from rundum.decisions.queries import Case, authority_state
from rundum.teams.models import Team
from rundum.teams.policy import require_member


@transaction.atomic
def use_authority(
    team: Team, *, area: str, amount: Decimal, reason: str, concern: int, case: Case, by: User
) -> AuthorityUse:
    """Decide about `amount` (positive, in the authority's currency) in a concern (its id), part of a `case`.

    The team's row is locked while limits are checked, so two members at once cannot both spend what is left of the
    month. Of the case another team may decide too: lock what all its concerns share before you read the case.
    Raises NotAllowed outside the team, Refused("no_authority"), Refused("over_case") or Refused("over_month").
    """
    require_member(by, team.pk, customer=case.customer)
    team = Team.objects.select_for_update().get(pk=team.pk)
    state = authority_state(team, area=area, case=case)
    if state is None:
        raise Refused("no_authority", _("The team has no authority here yet. Ask for it, or ask for a decision."))
    if amount > state.left_case:
        raise Refused(
            "over_case",
            _("More than the team may decide alone for one case. Splitting is not allowed; ask for advice or consent."),
        )
    if amount > state.left_month:
        raise Refused(
            "over_month",
            _("More than the team has left this month. Splitting is not allowed; ask for advice or consent."),
        )
    return AuthorityUse.objects.create(
        customer_id=case.customer,
        concern_id=concern,
        team=team,
        authority=state.authority,
        area=area,
        month=state.month,
        amount=amount,
        currency=state.authority.currency,
        limit_per_case=state.authority.per_case,
        limit_per_month=state.authority.per_month,
        reason=reason,
        by=by,
        at=now(),
    )


@transaction.atomic
def withdraw_use(use: AuthorityUse) -> None:
    """Give the amount back to the team's limits; part of the action that takes the act itself back."""
    Team.objects.select_for_update().get(pk=use.team_id)
    AuthorityUse.objects.filter(customer_id=use.customer_id, pk=use.pk, withdrawn_at=None).update(withdrawn_at=now())

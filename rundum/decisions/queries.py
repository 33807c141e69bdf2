"""How much of what a team may decide alone is left."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.decisions.models import Authority, AuthorityUse
from rundum.teams.models import Team

ZERO = Decimal(0)


@dataclass(frozen=True)
class Case:
    """What a limit per case is for: one matter of a customer (its id), be it spread over several concerns (ids)."""

    customer: int
    concerns: tuple[int, ...]


@dataclass(frozen=True)
class AuthorityState:
    """A team's limits in one area and what is used of them, in the authority's currency."""

    authority: Authority
    month: date  # its first day, in the team's zone
    used_month: Decimal
    used_case: Decimal
    case: Case | None = None

    @property
    def left_month(self) -> Decimal:
        return max(ZERO, self.authority.per_month - self.used_month)

    @property
    def left_case(self) -> Decimal:
        return max(ZERO, self.authority.per_case - self.used_case)

    @property
    def left(self) -> Decimal:
        """What may still be decided alone, for this case in this month."""
        return min(self.left_case, self.left_month)


def authority_in_force(team: Team, *, area: str, at: datetime) -> Authority | None:
    """The team's authority in an area at a moment; None where it has none."""
    rows = Authority.objects.filter(team=team, area=area, in_force_from__lte=at)
    return rows.order_by("-in_force_from", "-id").first()


def authority_state(
    team: Team, *, area: str, case: Case | None = None, at: datetime | None = None
) -> AuthorityState | None:
    """The limits in force and what is used, for a `case`; None where the team has no authority.

    A case counts over all its concerns, all its months and whatever team decided: splitting an amount over time, over
    people, over concerns or over teams does not raise the limit. What was given in another currency is not counted.
    """
    at = at or now()
    authority = authority_in_force(team, area=area, at=at)
    if authority is None:
        return None
    month = at.astimezone(team.zone).date().replace(day=1)
    of_month = _of_month(authority, month)
    of_case = Q(customer_id=case.customer, concern_id__in=case.concerns) if case else Q(pk__in=[])
    used = (
        _counted(authority)
        .filter(of_month | of_case)
        .aggregate(month=Sum("amount", filter=of_month), case=Sum("amount", filter=of_case))
    )
    return AuthorityState(authority, month, used["month"] or ZERO, used["case"] or ZERO, case)


def counted_in_month(state: AuthorityState) -> QuerySet[AuthorityUse]:
    """What the `used_month` of `state` is the sum of: in the authority's currency, none withdrawn."""
    return _counted(state.authority).filter(_of_month(state.authority, state.month))


def _counted(authority: Authority) -> QuerySet[AuthorityUse]:
    return AuthorityUse.objects.filter(area=authority.area, currency=authority.currency, withdrawn_at=None)


def _of_month(authority: Authority, month: date) -> Q:
    return Q(team=authority.team_id, month=month)


def uses_in_month(state: AuthorityState) -> QuerySet[AuthorityUse]:
    """What the team has decided within its authority in the month of `state`, the newest first; none withdrawn."""
    uses = AuthorityUse.objects.filter(team=state.authority.team_id, area=state.authority.area, withdrawn_at=None)
    return uses.filter(month=state.month).select_related("by").order_by("-at", "-id")


def who_grants_authority() -> QuerySet[User]:
    """Who sets what teams may decide alone, by name: the other side of `may_grant_authority`."""
    return User.objects.filter(Q(is_board=True) | Q(is_administrator=True), is_active=True).order_by("name", "pk")


def limits_over_time(team: Team, *, area: str) -> QuerySet[Authority]:
    """Every limit the team has had in an area and who set it, the newest first."""
    return Authority.objects.filter(team=team, area=area).select_related("by").order_by("-in_force_from", "-id")

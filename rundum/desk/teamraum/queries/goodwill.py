"""The credits this month's goodwill is made of (AC4.4): what was given of the limit, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Sum

from rundum.accounts.models import User
from rundum.concerns.models import Concern
from rundum.decisions.models import Authority, AuthorityUse
from rundum.decisions.queries import AuthorityState, authority_state, counted_in_month
from rundum.teams.models import Team

LISTED = 50


class Given(NamedTuple):
    """One credit. concern: what it was given for, with its customer; None where the reader must not see it."""

    use: AuthorityUse
    concern: Concern | None


@dataclass(frozen=True)
class GoodwillBehind:
    """rows: one page of them, the newest first. given: the sum over all, in the currency of the authority. later: the
    credit to go on behind, None at the end."""

    state: AuthorityState
    rows: Sequence[Given]
    total: int
    hidden: int
    given: Decimal
    later: int | None

    @property
    def is_beyond(self) -> bool:
        """More than the limit was given: it was set lower since, and given and left do not make it."""
        return self.given > self.state.authority.per_month


def goodwill_behind(
    team: Team, at: datetime, *, reader: User, after: int = 0, listed: int = LISTED
) -> GoodwillBehind | None:
    """The credits given in the month of `at` behind the credit `after`; None where the team has no authority.

    Five queries. Credits for confidential concerns are counted and not named.
    """
    state = authority_state(team, area=Authority.Area.GOODWILL, at=at)
    if state is None:
        return None
    uses = counted_in_month(state)
    seen = Concern.objects.visible_to(reader)
    named = Exists(seen.filter(customer=OuterRef("customer_id"), pk=OuterRef("concern_id")))
    sums = uses.aggregate(total=Count("pk"), hidden=Count("pk", filter=~named), given=Sum("amount"))
    page = list((uses.filter(pk__lt=after) if after else uses).order_by("-pk")[: listed + 1])
    rows = page[:listed]
    concerns = seen.filter(customer__in={use.customer_id for use in rows}, pk__in={use.concern_id for use in rows})
    by_id = {(concern.customer_id, concern.pk): concern for concern in concerns.select_related("customer")}
    return GoodwillBehind(
        state=state,
        rows=[Given(use, by_id.get((use.customer_id, use.concern_id))) for use in rows],
        total=sums["total"],
        hidden=sums["hidden"],
        given=sums["given"] or Decimal(0),
        later=rows[-1].pk if len(page) > listed else None,
    )

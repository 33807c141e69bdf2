"""Who sees a concern, in SQL: the rule of Concern.objects.visible_to, for questions the ORM does not write.

They need the parameters `reader` (the person's id) and `today`.
"""

from typing import Any

from rundum.base.clock import today
from rundum.teams.membership import MEMBER

READABLE = f"NOT k.confidential AND (NOT c.confidential OR {MEMBER.format(team='c.team_id')})"
"""Whether somebody who is not in its team reads the concern `k` of the customer `c`: the customer's own team reads
what another team does for a confidential customer, unless the concern itself is confidential."""

SEEN = f"({READABLE} OR {MEMBER.format(team='k.team_id')})"
"""Whether the reader sees the concern `k` of the customer `c`."""

SEEN_ENTRY = (
    f"(NOT COALESCE(k.confidential, false) AND (NOT c.confidential OR {MEMBER.format(team='c.team_id')})"
    f" OR {MEMBER.format(team='k.team_id')})"
)
"""Whether the reader sees what happened to the customer `c`, in the concern `k` or (null) in none."""


def of_those_seen(row: str, *, inside: bool) -> str:
    """The join that leaves rows (called `row`) of concerns out that are not READABLE.

    inside: the reader is a member of the concerns' team, who sees them all; then nothing needs to be joined.
    """
    if inside:
        return ""
    return (
        f"JOIN concerns_concern k ON k.customer_id = {row}.customer_id AND k.id = {row}.concern_id"
        f" JOIN customers_customer c ON c.id = k.customer_id AND {READABLE}"
    )


def seen_by(reader: int) -> dict[str, Any]:
    """The parameters of all these."""
    return {"reader": reader, "today": today()}

"""Who sees a concern, in SQL: the rule of Concern.objects.visible_to, for questions the ORM does not write.

They need the parameters `reader` (the person's id) and `today`.
"""

from rundum.teams.membership import MEMBER

SEEN = f"(NOT (k.confidential OR c.confidential) OR {MEMBER.format(team='k.team_id')})"
"""Whether the reader sees the concern `k` of the customer `c`."""

SEEN_ENTRY = (
    "(NOT (c.confidential OR COALESCE(k.confidential, false))"
    f" OR {MEMBER.format(team='COALESCE(k.team_id, c.team_id)')})"
)
"""Whether the reader sees what happened to the customer `c`, in the concern `k` or (null) in none."""


def of_those_seen(row: str, *, inside: bool) -> str:
    """The join that leaves rows (called `row`) of confidential concerns out of what their team does not read.

    inside: the reader is a member of the concerns' team, who sees them all; then nothing needs to be joined.
    """
    if inside:
        return ""
    return (
        f"JOIN concerns_concern k ON k.customer_id = {row}.customer_id AND k.id = {row}.concern_id"
        " AND NOT k.confidential JOIN customers_customer c ON c.id = k.customer_id AND NOT c.confidential"
    )

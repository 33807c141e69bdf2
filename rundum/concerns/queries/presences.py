"""Who is looking at a concern, and who is writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.models import Concern, Presence

STALE = timedelta(seconds=10)


@dataclass(frozen=True)
class Present:
    """Colleagues at the same concern right now, besides the reader."""

    looking: Sequence[User]
    writing: Sequence[User]

    @property
    def version(self) -> str:
        """Changes when somebody comes, goes, or begins or stops writing."""
        return "-".join(
            [*(str(user.pk) for user in self.looking), "w", *(str(user.pk) for user in self.writing)]
            if self.looking or self.writing
            else ["0"]
        )


def present_at(concern: Concern, reader: User) -> Present:
    """One query."""
    fresh = now() - STALE
    others = (
        Presence.objects.filter(customer=concern.customer_id, concern=concern, seen_at__gte=fresh)
        .exclude(user=reader)
        .select_related("user")
        .order_by("user__name", "user_id")
    )
    looking: list[User] = []
    writing: list[User] = []
    for presence in others:
        writes = presence.writing_at is not None and presence.writing_at >= fresh
        (writing if writes else looking).append(presence.user)
    return Present(looking, writing)

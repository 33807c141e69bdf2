"""Being at a concern: a sign of life, not an act; it leaves no entry."""

from datetime import timedelta

from django.db import transaction

from rundum.accounts.models import User
from rundum.base.clock import now
from rundum.concerns.models import Concern, Presence

OFTEN_ENOUGH = timedelta(seconds=4)


@transaction.atomic
def attend(concern: Concern, *, writing: bool, by: User) -> None:
    """`by` is at the concern now, and writing or not. Written down at most every few seconds."""
    at = now()
    known = Presence.objects.filter(customer=concern.customer_id, concern=concern, user=by).first()
    if known is None:
        Presence.objects.get_or_create(
            customer_id=concern.customer_id,
            concern=concern,
            user=by,
            defaults={"seen_at": at, "writing_at": at if writing else None},
        )
    elif writing != (known.writing_at is not None) or at - known.seen_at >= OFTEN_ENOUGH:
        Presence.objects.filter(customer=concern.customer_id, pk=known.pk).update(
            seen_at=at, writing_at=at if writing else None
        )

"""Commitments whose concern is closed are done: nobody has to say it twice."""

from datetime import timedelta

from django.db import transaction

from rundum.base.clock import today
from rundum.calc.periods import Week
from rundum.planning.actions.committing import write_down
from rundum.planning.models import Commitment

LOOKED_AT = timedelta(weeks=2)
"""How old a week may be whose commitments are still looked at; older ones stand."""


@transaction.atomic
def finish_closed_commitments() -> int:
    """Mark as done what was committed to for the week in which its concern was closed, or a later one; says how many.

    One whose concern was closed only after the week stays open in it. What was merged into another concern is not done.
    """
    since = Week.of(today()).monday - LOOKED_AT
    closed = Commitment.objects.running().filter(
        week__gte=since, concern__closed_at__isnull=False, concern__merged_into=None
    )
    done = 0
    for commitment in closed.select_related("concern", "team").select_for_update(of=("self",), skip_locked=True):
        if commitment.was_closed_in_time:
            commitment.done_at = commitment.concern.closed_at
            commitment.save(update_fields=["done_at"])
            write_down("planning.commitment_done", commitment, None)
            done += 1
    return done

"""Keeping what a trial has done to its measure, once its weeks suffice."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from rundum.base.clock import now
from rundum.improvement.models import Cycle
from rundum.improvement.queries.cycles import result_of
from rundum.measures.queries.weeks import this_week

WAITED_FOR = timedelta(days=365)
"""So long weeks are waited for that had not settled when the team decided."""


def keep_result(cycle: Cycle) -> bool:
    """Put what came on the cycle, which its caller saves; says whether the weeks sufficed."""
    result = result_of(cycle, this_week())
    if result is None or result.change is None:
        return False
    change = result.change
    cycle.result_how = change.how
    cycle.result_before, cycle.result_after = _exact(change.before), _exact(change.after)
    cycle.result_lower, cycle.result_upper = _exact(change.lower), _exact(change.upper)
    cycle.result_n_before, cycle.result_n_after = change.n_before, change.n_after
    return True


def keep_results() -> int:
    """Complete the cycles that ended before their weeks had settled or been rolled up; says how many. A result that
    stands is never reckoned again.
    """
    waiting = Cycle.objects.filter(ended_at__gte=now() - WAITED_FOR, done_at__isnull=False, result_how="").values_list(
        "pk", flat=True
    )
    return sum(_complete(pk) for pk in waiting)


@transaction.atomic
def _complete(pk: int) -> bool:
    locked = Cycle.objects.select_for_update(of=("self",)).select_related("team", "measure", "process")
    cycle = locked.filter(pk=pk, result_how="").first()
    if cycle is None or not keep_result(cycle):
        return False
    cycle.save()
    return True


def _exact(value: float) -> Decimal:
    return Decimal(str(round(value, 6)))

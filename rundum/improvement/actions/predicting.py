"""What a goal and a prediction have in common: they lead somewhere better."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from rundum.base.refusals import Refused
from rundum.measures.models import Direction, Measure


def require_better(measure: Measure, start: Decimal | None, target: Decimal) -> None:
    """Raise Refused("not_better") where the way from `start` to `target` makes nothing better."""
    if start is not None and not _is_better(measure, start, target):
        raise Refused("not_better", _("From there to there nothing would get better. Look at the two numbers again."))


def _is_better(measure: Measure, start: Decimal, target: Decimal) -> bool:
    if measure.direction == Direction.UP:
        return target > start
    return target < start if measure.direction == Direction.DOWN else target != start

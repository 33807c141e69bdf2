"""What members wrote down of a measure: what stands, and who changed it when."""

from collections.abc import Sequence
from datetime import date

from rundum.measures.given import Given
from rundum.measures.models import Entered, Measure, WeekValue


def standing_values(measure: Measure, weeks: Sequence[date]) -> dict[date, Given]:
    """What stands for these weeks; one query."""
    found = WeekValue.objects.filter(measure=measure, team=measure.team_id, process=None, week__in=weeks)
    return {each.week: Given(each.numerator, each.denominator, each.value) for each in found}


def latest_entered(measure: Measure) -> int:
    """The number of what was written down last, 0 for nothing; one query."""
    return Entered.objects.filter(measure=measure).order_by("-pk").values_list("pk", flat=True).first() or 0


def entered_for(measure: Measure, week: date) -> list[Entered]:
    """Everything anybody wrote down for a week, the latest first; one query."""
    return list(Entered.objects.filter(measure=measure, week=week).select_related("by").order_by("-pk"))

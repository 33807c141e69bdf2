"""Having the built-in measures in the register."""

from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Measure, Source


def set_up_measures() -> None:
    """See that every built-in measure has its row, for goals and charts to refer to. Runs twice unharmed."""
    known = set(Measure.objects.filter(key__isnull=False).values_list("key", flat=True))
    Measure.objects.bulk_create(
        (
            Measure(key=each.key, kind=each.kind, direction=each.direction, data=each.data, source=Source.BUILT_IN)
            for each in BUILT_IN.values()
            if each.key not in known
        ),
        ignore_conflicts=True,
    )

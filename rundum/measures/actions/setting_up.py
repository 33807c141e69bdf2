"""Having the built-in measures in the register."""

from django.db import connection, transaction

from rundum.measures.built_in import BUILT_IN
from rundum.measures.models import Measure, Source
from rundum.measures.queries.facts import FAMILIES

# A measure that a later version brings is computed for all weeks there are, like those that were there before.
PAST_WEEKS = """
    INSERT INTO measures_staleweek (team_id, week, family)
    SELECT DISTINCT v.team_id, v.week, f.family FROM measures_weekvalue v CROSS JOIN unnest(%s::text[]) f (family)
    WHERE v.process_id IS NULL
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def set_up_measures() -> None:
    """See that every built-in measure has its row, for goals and charts to refer to. Runs twice unharmed."""
    known = set(Measure.objects.filter(key__isnull=False).values_list("key", flat=True))
    missing = [each for key, each in BUILT_IN.items() if key not in known]
    if not missing:
        return
    Measure.objects.bulk_create(
        (
            Measure(key=each.key, kind=each.kind, direction=each.direction, data=each.data, source=Source.BUILT_IN)
            for each in missing
        ),
        ignore_conflicts=True,
    )
    keys = {each.key for each in missing}
    with connection.cursor() as cursor:
        cursor.execute(PAST_WEEKS, [[name for name, family in FAMILIES.items() if keys & family.measures.keys()]])

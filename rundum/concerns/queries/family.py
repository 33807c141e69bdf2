"""The case: a concern with everything it was split from or into, and all that was merged with it."""

from typing import Any

from rundum.base.reading import Question, ask
from rundum.concerns.models import Concern
from rundum.decisions.queries import Case

FAMILY = """
    WITH RECURSIVE family(id) AS (
        SELECT %(concern)s::bigint
        UNION
        SELECT kin.id FROM family f CROSS JOIN LATERAL (
            SELECT k.split_from_id FROM concerns_concern k
            WHERE k.customer_id = %(customer)s AND k.id = f.id AND k.split_from_id IS NOT NULL
            UNION ALL
            SELECT k.merged_into_id FROM concerns_concern k
            WHERE k.customer_id = %(customer)s AND k.id = f.id AND k.merged_into_id IS NOT NULL
            UNION ALL
            SELECT k.id FROM concerns_concern k WHERE k.customer_id = %(customer)s AND k.split_from_id = f.id
            UNION ALL
            SELECT k.id FROM concerns_concern k WHERE k.customer_id = %(customer)s AND k.merged_into_id = f.id
        ) kin(id)
    )
    SELECT id FROM family ORDER BY id
"""


def family_of(concern: Concern) -> Question[Any]:
    """The ids of all concerns of the case, whatever team has them and whether open or closed.

    For counting only: some of them may be confidential to the reader.
    """
    return Question(FAMILY, int, {"customer": concern.customer_id, "concern": concern.pk})


def case_of(concern: Concern) -> Case:
    """The case that the concern belongs to, as it stands now."""
    family = family_of(concern)
    return Case(concern.customer_id, tuple(ask(family).of(family)))

"""Who worked on a concern: the facts of the work, whatever titles say."""

from django.db import connection

from rundum.concerns.models import Concern

# Whoever took it in has written it down, which is no work on it yet: the first passage is theirs.
WORKERS = """
SELECT user_id FROM concerns_holding WHERE customer_id = %(customer)s AND concern_id = %(concern)s
UNION SELECT user_id FROM concerns_help WHERE customer_id = %(customer)s AND concern_id = %(concern)s
UNION SELECT by_id FROM concerns_itemcheck WHERE customer_id = %(customer)s AND concern_id = %(concern)s
UNION SELECT done_by_id FROM concerns_task WHERE customer_id = %(customer)s AND concern_id = %(concern)s
UNION SELECT by_id FROM timeline_entry WHERE customer_id = %(customer)s AND concern_id = %(concern)s AND two_way
UNION SELECT by_id FROM (
    SELECT by_id, row_number() OVER (ORDER BY entered_at, id) AS place FROM concerns_steppassage
    WHERE customer_id = %(customer)s AND concern_id = %(concern)s
) moved WHERE place > 1
"""


def workers_of(concern: Concern) -> set[int]:
    """The ids of the people who held its thread, helped, spoke with the customer, ticked off, did what was to do or
    moved it on. One query."""
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, {"customer": concern.customer_id, "concern": concern.pk})
        return {user for (user,) in cursor.fetchall() if user is not None}

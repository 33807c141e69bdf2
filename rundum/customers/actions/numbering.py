"""Numbers that people say on the phone: one series for customers, one for concerns, without gaps."""

from django.db import connection

DRAW = """
insert into customers_numberrange as range (kind, next_number) values (%(kind)s, %(count)s + 1)
on conflict (kind) do update set next_number = range.next_number + %(count)s
returning next_number - %(count)s
"""


def draw_numbers(kind: str, count: int = 1) -> int:
    """The first of `count` new numbers in a row of the kind's series.

    The series stays locked until the surrounding transaction ends, so that a rolled-back one leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(DRAW, {"kind": kind, "count": count})
        row = cursor.fetchone()
    return int(row[0])

"""Telling the database how large its tables have become."""

from django.db import connection
from psycopg import sql

# What autovacuum would find too, but only when it comes round: until then plans are made for the tables as they were.
GROWN = """
    SELECT schemaname, relname FROM pg_stat_user_tables
    WHERE n_mod_since_analyze > 1000 + n_live_tup / 10 ORDER BY relname
"""


def analyse_what_grew() -> list[str]:
    """Have the database look again at every table of which much has changed since it last did; says which.

    It looks at a sample, which takes seconds at ten million rows. Outside a transaction, which would hide its own work.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(GROWN)
        grown = cursor.fetchall()
        for schema, table in grown:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(schema, table)))
    return [table for _schema, table in grown]

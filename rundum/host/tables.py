"""What a database holds, in numbers that two databases can be compared by."""

import psycopg
from psycopg import sql

type Measures = dict[str, list[str]]
"""By table: the number of rows, and a hash over them that does not depend on their order."""

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
PLAIN_TEXT = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1"
MEASURE = "SELECT count(*)::text, coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"


def measure(connection: psycopg.Connection) -> Measures:
    """Count and hash every table; reads all rows."""
    connection.execute(PLAIN_TEXT)
    names: list[tuple[str, str]] = connection.execute(TABLES).fetchall()
    return {".".join(name): list(*connection.execute(_measure(name))) for name in names}


def is_empty(connection: psycopg.Connection) -> bool:
    """Whether the database has no table at all."""
    return connection.execute(TABLES).fetchone() is None


def differences(wanted: Measures, found: Measures) -> list[str]:
    """One sentence for each table that differs."""
    sentences = [f"table {name} is missing" for name in wanted.keys() - found.keys()]
    sentences += [f"table {name} is not in the archive's list" for name in found.keys() - wanted.keys()]
    for name in wanted.keys() & found.keys():
        if wanted[name] != found[name]:
            sentences.append(f"table {name} has {found[name][0]} rows where {wanted[name][0]} were, or other content")
    return sorted(sentences)


def _measure(name: tuple[str, str]) -> sql.Composed:
    return sql.SQL(MEASURE).format(sql.Identifier(*name))

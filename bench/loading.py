"""COPY straight into the tables of models, whose columns are read from the models themselves."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import psycopg
from django.db import connection, models
from django.db.models import NOT_PROVIDED, Model
from psycopg import sql

NULL = "\\N"
CHUNK = 2_000  # lines sent at once


def connect() -> psycopg.Connection:
    """A connection of our own to the database of Django's settings."""
    params = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold", "client_encoding"):
        params.pop(name, None)
    own = psycopg.connect(**params, autocommit=True)
    own.execute("set synchronous_commit = off")
    return own


class Table:
    """One model's table, open for COPY. Ids are given in order, beginning after those that are there.

    given: the columns (attnames) whose values `put` gets, in this order; all others get their model's default. Raises
    ValueError where a column is neither given nor has a default: the model has changed and the generator must follow.
    """

    def __init__(self, model: type[Model], *given: str) -> None:
        self.model = model
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        names = [field.attname for field in fields]
        has_id = isinstance(model._meta.pk, models.AutoField)
        if unknown := set(given) - set(names):
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        by_name = {field.attname: field for field in fields}
        rest = [name for name in names if name not in given and not (has_id and name == "id")]
        constant = [_default(by_name[name]) for name in rest]
        columns = [*(["id"] if has_id else []), *given, *rest]
        self._line = "\t".join(
            [*(["%s"] * (len(columns) - len(rest))), *(text.replace("%", "%%") for text in constant)]
        )
        self._line += "\n"
        self._lines: list[str] = []
        self._sent = 0
        self.next_id = (model._base_manager.aggregate(most=models.Max("id"))["most"] or 0) + 1 if has_id else 0
        self._connection = connect()
        copy = sql.SQL("copy {} ({}) from stdin").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(by_name[name].column) for name in columns),
        )
        self._cursor = self._connection.cursor()
        self._copying = self._cursor.copy(copy)
        self._copy = self._copying.__enter__()

    def put(self, *values: object) -> int:
        """One row; values as COPY's text format wants them (NULL, t, f; no tabs). Returns its id."""
        number = self.next_id
        self.next_id += 1
        self._lines.append(self._line % (number, *values))
        if len(self._lines) >= CHUNK:
            self._send()
        return number

    @property
    def count(self) -> int:
        """Rows put so far."""
        return self._sent + len(self._lines)

    def close(self) -> None:
        """Send what is left and commit."""
        self._send()
        self._copying.__exit__(None, None, None)
        self._cursor.close()
        self._connection.close()

    def _send(self) -> None:
        self._copy.write("".join(self._lines))
        self._sent += len(self._lines)
        self._lines.clear()


def _default(field: models.Field) -> str:
    if field.has_default():
        return as_text(field.get_default())
    if field.db_default is not NOT_PROVIDED:
        raise ValueError(f"{field} has a default of the database: give its values")
    if field.null:
        return NULL
    if field.blank and field.empty_strings_allowed:
        return ""
    raise ValueError(f"{field} has no default: the generator must give its values")


def as_text(value: object) -> str:
    """A value as COPY reads it."""
    match value:
        case None:
            return NULL
        case bool():
            return "t" if value else "f"
        case list():
            return "{" + ",".join(map(str, value)) + "}"
        case dict():
            return json.dumps(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


DEFINITIONS = """
select c.conrelid::regclass::text, c.conname, c.contype::text, pg_get_constraintdef(c.oid)
from pg_constraint c
where c.contype in ('p', 'u', 'x', 'f') and (c.conrelid::regclass::text = any(%(tables)s)
      or (c.contype = 'f' and c.confrelid::regclass::text = any(%(tables)s)))
"""
INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
where i.indrelid::regclass::text = any(%(tables)s) and c.oid is null
"""


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """The tables have neither indexes nor keys in the block; afterwards all are made again, and so checked."""
    with connect() as own:
        own.execute("set maintenance_work_mem = '1GB'")
        constraints = own.execute(DEFINITIONS, {"tables": tables}).fetchall()
        indexes = own.execute(INDEXES, {"tables": tables}).fetchall()
        in_order = sorted(constraints, key=lambda row: "fxup".index(row[2]))
        for table, name, _kind, _definition in in_order:
            own.execute(f'alter table {table} drop constraint "{name}"')
        for name, _definition in indexes:
            own.execute(f"drop index {name}")
        yield
        own.execute("set synchronous_commit = on")
        for table, name, kind, definition in reversed(in_order):
            if kind == "f":
                for _index, text in indexes:
                    own.execute(text)
                indexes = []
            own.execute(f'alter table {table} add constraint "{name}" {definition}')

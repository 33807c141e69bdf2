"""Rows of models through the pipeline of base.reading: SQL of our own, model instances as answers."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import Model

from rundum.base.reading import Question


def rows_of[M: Model](
    model: type[M],
    where: str,
    params: Mapping[str, Any],
    *,
    order: str = "id",
    fields: tuple[str, ...] = (),
    limit: int | None = None,
) -> Question[M]:
    """The model's rows for which `where` holds, in `order`; only some `fields` where they are named.

    where and order are SQL of ours; what people have written goes into params.
    """
    names, columns, table = _parts(model, fields)
    sql = " ".join(["SELECT", columns, "FROM", table, "WHERE", where, "ORDER BY", order])
    return Question(sql if limit is None else f"{sql} LIMIT {limit:d}", names, params)


def joined_row[M: Model](model: type[M], alias: str, **others: tuple[type[Model], str]) -> tuple[Callable[..., M], str]:
    """How to make an instance of a joined row with the others it points to in place, and the columns to select.

    alias: the table's in the SQL. others: by the name of the foreign key, model and alias; null where nothing joins.
    """
    return _joined(model, alias, tuple(others.items()))


def ids_in(rows: Iterable[Model], *names: str) -> set[int]:
    """The ids that stand under these names in the rows, such as `by_id`."""
    return {found for row in rows for name in names if (found := getattr(row, name)) is not None}


def put_in[M: Model](rows: list[M], others: Mapping[int, Model], *names: str) -> list[M]:
    """The same rows, each with the others they point to under these names in place, as if they had been joined."""
    for row in rows:
        for name in names:
            setattr(row, name, others.get(getattr(row, f"{name}_id")))
    return rows


@cache
def _joined[M: Model](
    model: type[M], alias: str, others: tuple[tuple[str, tuple[type[Model], str]], ...]
) -> tuple[Callable[..., M], str]:
    width, cuts, columns = len(model._meta.concrete_fields), [], [_columns_of(model, alias)]
    start = width
    make, _columns, _table = _parts(model, ())
    for name, (other, short) in others:
        end = start + len(other._meta.concrete_fields)
        cuts.append((name, _parts(other, ())[0], start, end))
        columns.append(_columns_of(other, short))
        start = end

    def row(*values: Any) -> M:
        made: M = make(*values[:width])
        for name, make_other, first, behind in cuts:
            setattr(made, name, None if values[first] is None else make_other(*values[first:behind]))
        return made

    return row, ", ".join(columns)


def _columns_of(model: type[Model], alias: str) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


@cache
def _parts[M: Model](model: type[M], fields: tuple[str, ...]) -> tuple[Callable[..., M], str, str]:
    """How to make an instance of the columns, the columns, and the table."""
    chosen = [field for field in model._meta.concrete_fields if not fields or field.attname in fields]
    names = [field.attname for field in chosen]

    def make(*columns: Any) -> M:
        return model.from_db("default", names, columns)

    return make, ", ".join(f'"{field.column}"' for field in chosen), f'"{model._meta.db_table}"'

"""Rows of models through the pipeline of base.reading: SQL of our own, model instances as answers."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import Model

from rundum.accounts.models import User
from rundum.base.reading import Question

FACE = ("id", "name", "portrait", "picture")


def rows_of[M: Model](
    model: type[M], where: str, params: Mapping[str, Any], *, order: str = "id", fields: tuple[str, ...] = ()
) -> Question[M]:
    """The model's rows for which `where` holds, in `order`; only some `fields` where they are named.

    where and order are SQL of ours; what people have written goes into params.
    """
    names, columns, table = _parts(model, fields)
    return Question(" ".join(["SELECT", columns, "FROM", table, "WHERE", where, "ORDER BY", order]), names, params)


def ids_in(rows: Iterable[Model], *names: str) -> set[int]:
    """The ids that stand under these names in the rows, such as `by_id`."""
    return {found for row in rows for name in names if (found := getattr(row, name)) is not None}


def put_in[M: Model](rows: list[M], others: Mapping[int, Model], *names: str) -> list[M]:
    """The same rows, each with the others they point to under these names in place, as if they had been joined."""
    for row in rows:
        for name in names:
            setattr(row, name, others.get(getattr(row, f"{name}_id")))
    return rows


def faces(ids: set[int]) -> Question[User]:
    """The people with these ids, with what it takes to show them."""
    return rows_of(User, "id = ANY(%(ids)s)", {"ids": list(ids)}, fields=FACE)


@cache
def _parts[M: Model](model: type[M], fields: tuple[str, ...]) -> tuple[Callable[..., M], str, str]:
    """How to make an instance of the columns, the columns, and the table."""
    chosen = [field for field in model._meta.concrete_fields if not fields or field.attname in fields]
    names = [field.attname for field in chosen]

    def make(*columns: Any) -> M:
        return model.from_db("default", names, columns)

    return make, ", ".join(f'"{field.column}"' for field in chosen), f'"{model._meta.db_table}"'

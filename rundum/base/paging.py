"""Long lists, page by key: page 1,000 costs what page 1 costs, and nothing is skipped or shown twice when rows come
or go between two pages."""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet

FIRST_PAGE = ""


@dataclass(frozen=True)
class Key:
    """One column of the order. Rows without a value come last, whatever the direction."""

    field: str
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True)
class Page[M: Model]:
    """Rows in order, and the places to go on from; an empty place means there is nothing that way."""

    rows: list[M]
    earlier: str
    later: str


def page_by_key[M: Model](
    rows: QuerySet[M, M], keys: Sequence[Key | str], place: str = FIRST_PAGE, size: int = 50
) -> Page[M]:
    """One page of `rows`. One query, and for keys that an index serves it reads no more than the page.

    keys: the order, coarse to fine, names for ascending ones; the last must be unique, so that ties have an order.
    place: `earlier` or `later` of a page seen before, from the address; one that cannot be read is the first page.
    """
    order = [key if isinstance(key, Key) else Key(key) for key in keys]
    backwards, values = _read(place, len(order))
    if values is not None:
        try:
            rows = rows.filter(_beyond(order, values, backwards=backwards))
        except (ValueError, TypeError, ValidationError):  # values of another type than the columns
            backwards, values = False, None
    found = list(rows.order_by(*(_ordering(key, backwards=backwards) for key in order))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], FIRST_PAGE, FIRST_PAGE)
    has_earlier = more if backwards else values is not None
    has_later = backwards or more
    return Page(
        found,
        _written(order, found[0], backwards=True) if has_earlier else FIRST_PAGE,
        _written(order, found[-1], backwards=False) if has_later else FIRST_PAGE,
    )


def _ordering(key: Key, *, backwards: bool) -> Any:
    column = F(key.field)
    if not key.nullable:
        return column.desc() if key.descending != backwards else column.asc()
    if backwards:
        return column.asc(nulls_first=True) if key.descending else column.desc(nulls_first=True)
    return column.desc(nulls_last=True) if key.descending else column.asc(nulls_last=True)


def _beyond(order: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> Q:
    """Rows after (or before) the place: beyond in one key and equal in all coarser ones.

    The coarsest key also bounds the whole, because an index serves a bound but not the alternatives.
    """
    found, equal = Q(pk__in=()), Q()
    for key, value in zip(order, values, strict=True):
        found |= equal & _past(key, value, backwards=backwards)
        equal &= Q(**{f"{key.field}__isnull": True}) if value is None else Q(**{key.field: value})
    return _not_short_of(order[0], values[0], backwards=backwards) & found


def _past(key: Key, value: Any, *, backwards: bool) -> Q:
    if value is None:
        return Q(**{f"{key.field}__isnull": False}) if backwards else Q(pk__in=())
    past = Q(**{f"{key.field}__{'lt' if key.descending != backwards else 'gt'}": value})
    return past | Q(**{f"{key.field}__isnull": True}) if key.nullable and not backwards else past


def _not_short_of(key: Key, value: Any, *, backwards: bool) -> Q:
    if value is None or (key.nullable and not backwards):
        return Q()
    return Q(**{f"{key.field}__{'lte' if key.descending != backwards else 'gte'}": value})


def _written(order: Iterable[Key], row: Model, *, backwards: bool) -> str:
    """The place of a row as text for an address."""
    values = [_plain(_value(row, key.field)) for key in order]
    return base64.urlsafe_b64encode(json.dumps([int(backwards), *values]).encode()).decode().rstrip("=")


def _value(row: Model, field: str) -> Any:
    value: Any = row
    for name in field.split("__"):
        value = getattr(value, name) if value is not None else None
    return value


def _plain(value: Any) -> Any:
    """datetimes keep their type by a prefix; everything else JSON knows, or Django reads back from its text."""
    if isinstance(value, (datetime, date)):
        return {"at": value.isoformat()} if isinstance(value, datetime) else value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(place: str, length: int) -> tuple[bool, list[Any] | None]:
    """Direction and values of a place; no values where it cannot be read."""
    try:
        read = json.loads(base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)))
        backwards, *values = read
        values = [datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value for value in values]
    except (ValueError, TypeError, KeyError):
        return False, None
    if len(values) != length or backwards not in (0, 1):
        return False, None
    return bool(backwards), values

"""Reading files that other programs have written, row by row, each with its line."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from rundum.exchange.mapping import FileMapping, Mapping


class WrongRow(Exception):
    """A row cannot be taken over; the message, translated, says why."""


class WrongFile(Exception):
    """A whole file cannot be read; the message, translated, says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: the line it ends on in its file, its values by field, a digest to tell whether it has changed."""

    line: int
    values: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, "")

    def required(self, field: str) -> str:
        """The field's value. Raises WrongRow when it is empty."""
        value = self[field]
        if not value:
            raise WrongRow(_("The field “%(field)s” is empty.") % {"field": field})
        return value

    @property
    def digest(self) -> str:
        return digest_of(self.values)


def digest_of(*values: dict[str, str]) -> str:
    """One digest over the values of one or more rows, in hex."""
    found = hashlib.sha256()
    for one in values:
        for name in sorted(one):
            found.update(f"{name}\x1f{one[name]}\x1e".encode())
    return found.hexdigest()


def rows_of(content: bytes, mapping: FileMapping) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 or Windows-1252, with commas, semicolons or tabs between the columns.

    Raises WrongFile when a column is missing that the mapping needs.
    """
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = mapping.columns - set(reader.fieldnames or ())
    if missing:
        raise WrongFile(
            _("%(file)s has no column %(columns)s. Is it the right file for this mapping?")
            % {"file": mapping.name, "columns": ", ".join(sorted(missing))}
        )
    for row in reader:
        yield Row(reader.line_num, mapping.read({name: row[name] or "" for name in mapping.columns}))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def moment(text: str, mapping: Mapping) -> datetime:
    """A moment as the mapping writes it; a bare day is its beginning, in the mapping's zone. Raises WrongRow."""
    try:
        if mapping.date:
            return datetime.strptime(text, mapping.date).replace(tzinfo=mapping.zone)
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongRow(_("“%(text)s” is not a date.") % {"text": text}) from None
    return found if found.tzinfo else found.replace(tzinfo=mapping.zone)


def day(text: str, mapping: Mapping) -> date:
    """A day as the mapping writes it. Raises WrongRow."""
    return moment(text, mapping).date()


def amount(text: str) -> Decimal | None:
    """A decimal number with a point; None for an empty text. Raises WrongRow."""
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise WrongRow(_("“%(text)s” is not a number.") % {"text": text}) from None
    if not found.is_finite() or abs(found) >= Decimal(10) ** 12:
        raise WrongRow(_("“%(text)s” is not an amount.") % {"text": text})
    return found


def count(text: str) -> int | None:
    """A whole number; None for an empty text. Raises WrongRow."""
    found = amount(text)
    if found is None:
        return None
    if found != int(found) or not 0 <= found < 2**31:
        raise WrongRow(_("“%(text)s” is not a whole number.") % {"text": text})
    return int(found)

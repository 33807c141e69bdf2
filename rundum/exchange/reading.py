"""Reading files that other programs have written, row by row, each with its line."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from rundum.base.clock import now
from rundum.base.formats.table_files import decoded, records_of
from rundum.exchange.mapping import FileMapping, Mapping

NAMES = ("key", "name", "customer", "team", "member", "coach")
"""The fields by which a row or something beside it is known; they are kept whole or not at all."""
LONGEST_NAME = 150
FIRST_YEAR = 1900


class WrongRow(Exception):
    """A row cannot be taken over; the message, translated, says why."""


class WrongFile(Exception):
    """A whole file cannot be read; the message, translated, says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: the line it ends on in its file, its values by field, a digest to tell whether it has changed.

    fault: why nothing of it can be used, translated; empty for nearly all.
    """

    line: int
    values: dict[str, str]
    fault: str = ""

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, "")

    def required(self, field: str) -> str:
        """The field's value. Raises WrongRow when it is empty, or when the whole row is at fault."""
        if self.fault:
            raise WrongRow(self.fault)
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


def check_names(mapping: Mapping, names: Collection[str]) -> None:
    """Raise WrongFile, which says what the mapping reads, when a file is none of it or when there is none at all."""
    unknown = sorted(name for name in names if mapping.for_file(name) is None and name not in mapping.leaves_out)
    if unknown or not any(mapping.for_file(name) for name in names):
        raise WrongFile(
            _("This mapping reads %(known)s. Rename the file if it is one of these: %(given)s")
            % {"known": ", ".join(file.name for file in mapping.files), "given": ", ".join(unknown or names) or "–"}
        )


def rows_of(content: bytes, mapping: FileMapping) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 or Windows-1252, with commas, semicolons or tabs between the columns.

    Raises WrongFile when a column is missing that the mapping needs.
    """
    records = records_of(decoded(content))
    _line, header = next(records, (0, None))
    missing = mapping.columns - set(header or ())
    if missing:
        raise WrongFile(
            _("%(file)s has no column %(columns)s. Is it the right file for this mapping?")
            % {"file": mapping.name, "columns": ", ".join(sorted(missing))}
        )
    columns = header or []
    for line, record in records:
        if record is None:
            yield Row(line, {}, _("The row cannot be read: a quotation mark does not close, or closes too early."))
        elif record:
            values = dict.fromkeys(mapping.columns, "") | dict(zip(columns, record, strict=False))
            row = mapping.read(values)
            yield Row(line, row, _fault(row))


def _fault(values: dict[str, str]) -> str:
    """Why a row cannot be kept, whatever it is to become; empty when it can."""
    for field, value in values.items():
        if "\0" in value:
            return _("The field “%(field)s” holds a character that stands for nothing (NUL).") % {"field": field}
        if field in NAMES and len(value) > LONGEST_NAME:
            return _("The field “%(field)s” has more than %(most)s characters.") % {
                "field": field,
                "most": LONGEST_NAME,
            }
    return ""


def moment(text: str, mapping: Mapping) -> datetime:
    """A moment as the mapping writes it; a bare day is its beginning, in the mapping's zone.

    Raises WrongRow for what is no date, and for one that has not come yet: it cannot have happened.
    """
    try:
        found = (
            datetime.strptime(text, mapping.date).replace(tzinfo=mapping.zone)
            if mapping.date
            else datetime.fromisoformat(text)
        )
    except ValueError:
        raise WrongRow(_("“%(text)s” is not a date.") % {"text": text}) from None
    if found.year < FIRST_YEAR:
        raise WrongRow(_("“%(text)s” is too long ago to be true.") % {"text": text})
    if found.tzinfo is None:
        found = found.replace(tzinfo=mapping.zone)
    if found > now() + timedelta(days=1):  # somewhere it is tomorrow already
        raise WrongRow(_("“%(text)s” has not come yet.") % {"text": text})
    return found


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

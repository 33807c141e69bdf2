"""Files with the weeks of a measure: what is in one, line by line, and the example people start from.

The first line names the columns, in German or English: week (or a day of it), and value, or numerator and denominator
where the measure is given in two numbers. A comma or a point is the decimal mark; nothing groups digits, as nobody
could tell 1.240 from 1.24. A week without a number is not known and left out.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from rundum.base.charts import week_label
from rundum.base.formats.languages import MINUS, NO_BREAK, current_language
from rundum.base.formats.table_files import decoded, records_of
from rundum.base.refusals import Refused
from rundum.calc.periods import Week
from rundum.measures.choices import Data
from rundum.measures.given import IN_TWO, NOTHING, Given, given
from rundum.measures.models import Measure

LARGEST = 1024 * 1024
MOST_ROWS = 2000
FIRST_YEAR = 1990

COLUMNS = {
    "week": {"week", "woche", "kw", "date", "day", "datum", "tag"},
    "part": {"numerator", "zähler", "zaehler"},
    "whole": {"denominator", "nenner"},
    "value": {"value", "wert"},
}
"""What a column may be called in its first line, in small letters."""


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken over, and why, translated. Line 0: the file as a whole."""

    line: int
    reason: str


@dataclass(frozen=True)
class ValueFile:
    """What a file says: the weeks by their Monday, in the order of its lines; or its faults, and then no weeks."""

    values: Mapping[date, Given]
    faults: Sequence[Fault] = ()


class _Wrong(Exception):
    """A line cannot be read; the message, translated, says why."""


def read_values(content: bytes, data: Data, *, here: date) -> ValueFile:
    """The weeks in a CSV file for this kind of number. here: the Monday of this week; no later one has a value yet."""
    records = records_of(decoded(content))
    _line, header = next(records, (0, None))
    places = _places(header or [])
    needed = ("week", "part", "whole") if data in IN_TWO else ("week", "value")
    if missing := [name for name in needed if name not in places]:
        text = _("The first line has no column %(columns)s. Take the example as a pattern.")
        return ValueFile({}, [Fault(0, text % {"columns": ", ".join(_named(name) for name in missing)})])
    values: dict[date, Given] = {}
    lines: dict[date, int] = {}
    faults: list[Fault] = []
    rows = 0
    for line, record in records:
        if record is not None and not any(cell.strip() for cell in record):
            continue
        rows += 1
        if rows > MOST_ROWS:
            text = _("The file has more than %(most)s rows. Split it into several files.")
            return ValueFile({}, [Fault(0, text % {"most": MOST_ROWS})])
        try:
            week, value = _row(record, header or [], places, data, here)
            if week in lines:
                text = _("%(week)s stands in line %(line)s already. Each week has one value.")
                raise _Wrong(text % {"week": week_label(week, year=True), "line": lines[week]})
            lines[week] = line
            if value != NOTHING:
                values[week] = value
        except _Wrong as wrong:
            faults.append(Fault(line, str(wrong)))
    if not faults and not values:
        faults.append(Fault(0, _("There is no week with a value in the file.")))
    return ValueFile({} if faults else values, faults)


def _places(header: list[str]) -> dict[str, int]:
    said = [cell.strip().casefold() for cell in header]
    found = {name: [at for at, cell in enumerate(said) if cell in words] for name, words in COLUMNS.items()}
    return {name: places[0] for name, places in found.items() if places}


def _named(column: str) -> str:
    return {"week": _("week"), "part": _("numerator"), "whole": _("denominator"), "value": _("value")}[column]


def _row(
    record: list[str] | None, header: list[str], places: Mapping[str, int], data: Data, here: date
) -> tuple[date, Given]:
    if record is None:
        raise _Wrong(_("The row cannot be read: a quotation mark does not close, or closes too early."))
    if len(record) > len(header):
        raise _Wrong(_("The row has more columns than the first line. Is a decimal comma taken for a column?"))
    cells = {name: record[at].strip() if at < len(record) else "" for name, at in places.items()}
    week = monday_in(cells["week"])
    if week > here:
        raise _Wrong(_("A week that has not come yet has no value."))
    try:
        if data in IN_TWO:
            return week, given(data, part=_number(cells["part"]), whole=_number(cells["whole"]))
        return week, given(data, part=_number(cells["value"]))
    except Refused as refused:
        raise _Wrong(str(refused.sentence)) from None


def monday_in(text: str) -> date:
    """The Monday of the week a text names: 2026-W47, KW 47 2026, or a day as 2026-11-16 or 16.11.2026."""
    if found := re.fullmatch(r"(\d{4})-?W(\d{1,2})", text, re.IGNORECASE):
        year, week = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(?:KW|W)\s*(\d{1,2})[\s/]+(\d{4})", text, re.IGNORECASE):
        year, week = int(found[2]), int(found[1])
    else:
        return _of_day(text)
    try:
        day = date.fromisocalendar(year, week, 1)
    except ValueError:
        text_ = _("%(year)s has no week %(week)s.")
        raise _Wrong(text_ % {"year": year, "week": week}) from None
    return _not_too_long_ago(day, text)


def _of_day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return _not_too_long_ago(Week.of(day).monday, text)
    wrong = _("“%(text)s” is neither a week nor a day. Write 2026-W47, 2026-11-16 or 16.11.2026.")
    raise _Wrong(wrong % {"text": text})


def _not_too_long_ago(day: date, text: str) -> date:
    if day.year < FIRST_YEAR:
        raise _Wrong(_("“%(text)s” is too long ago to be true.") % {"text": text})
    return day


def _number(text: str) -> Decimal | None:
    """A number with a comma or a point as decimal mark; None for nothing."""
    bare = re.sub(rf"[\s{NO_BREAK}]", "", text).replace(MINUS, "-")
    if not bare:
        return None
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", bare):
        wrong = _("“%(text)s” may be a thousand or a fraction. Write it without a mark, or with one more decimal.")
        raise _Wrong(wrong % {"text": text})
    if not re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare):
        raise _Wrong(_("“%(text)s” is not a number. Write 12, 12.5 or 12,5.") % {"text": text})
    return Decimal(bare.replace(",", "."))


EXAMPLE: dict[Data, list[tuple[Decimal | int | None, int | None]]] = {
    Data.SHARE: [(18, 20), (21, 24), (None, None), (19, 22)],
    Data.RATE: [(3, 20), (0, 24), (None, None), (2, 22)],
    Data.COUNT: [(12, None), (9, None), (None, None), (14, None)],
    Data.VALUE: [(Decimal("12.5"), None), (Decimal("11.8"), None), (None, None), (Decimal("12.1"), None)],
}
"""Four weeks each; in the third nothing was measured."""


def example_file(measure: Measure, *, here: date) -> bytes:
    """A file of the last four weeks as people may fill it in, in the reader's language and as spreadsheets open it."""
    text = io.StringIO()
    german = current_language().decimal == ","
    writer = csv.writer(text, delimiter=";" if german else ",")
    names = ["week", "part", "whole"] if measure.data in IN_TWO else ["week", "value"]
    writer.writerow(_named(name) for name in names)
    for at, numbers in enumerate(EXAMPLE[Data(measure.data)]):
        year, week, _weekday = (here - timedelta(weeks=4 - at)).isocalendar()
        cells = [("" if each is None else str(each)) for each in numbers[: len(names) - 1]]
        writer.writerow([f"{year}-W{week:02}", *(cell.replace(".", ",") if german else cell for cell in cells)])
    return text.getvalue().encode("utf-8-sig")

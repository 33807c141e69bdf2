"""Files with the weeks of a measure: what is understood, and what is said of what is not."""

from datetime import date
from decimal import Decimal

import pytest

from rundum.measures.choices import Data
from rundum.measures.given import Given
from rundum.measures.models import Measure
from rundum.measures.value_files import ValueFile, example_file, read_values

HERE = date(2026, 12, 21)
W47, W48 = date(2026, 11, 16), date(2026, 11, 23)


def read(text: str, data: Data = Data.VALUE, encoding: str = "utf-8") -> ValueFile:
    return read_values(text.encode(encoding), data, here=HERE)


def reasons(found: ValueFile) -> list[tuple[int, str]]:
    assert found.values == {}
    return [(fault.line, fault.reason) for fault in found.faults]


@pytest.mark.parametrize("week", ["2026-W47", "2026W47", "KW 47 2026", "KW 47/2026", "2026-11-16", "22.11.2026"])
def test_a_week_may_be_written_as_people_write_it(week: str):
    assert read(f"week,value\n{week},12.5\n").values == {W47: Given(value=Decimal("12.5"))}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_german_columns_semicolons_commas_umlauts_and_marks_of_spreadsheets_are_understood(encoding: str, end: str):
    text = end.join(["Woche;Zähler;Nenner;Bemerkung", "2026-W47;18;20;für alle", "2026-W48;7;24;", ""])
    found = read(text, Data.SHARE, encoding)
    assert found.values == {
        W47: Given(Decimal(18), Decimal(20), Decimal("0.9")),
        W48: Given(Decimal(7), Decimal(24), Decimal("0.291667")),
    }


def test_a_decimal_comma_stands_between_semicolons_or_in_quotation_marks():
    assert read("week;value\n2026-W47;12,5\n").values[W47].value == Decimal("12.5")
    assert read('week,value\n2026-W47,"12,5"\n').values[W47].value == Decimal("12.5")
    ((line, reason),) = reasons(read("week,value\n2026-W47,12,5\n"))
    assert line == 2
    assert "more columns" in reason or "mehr Spalten" in reason


def test_what_may_be_a_thousand_or_a_fraction_is_asked_back():
    assert reasons(read("week;value\n2026-W47;1.240\n"))[0][0] == 2
    assert read("week;value\n2026-W47;0,125\n2026-W48;1240\n").values[W47].value == Decimal("0.125")


def test_a_week_without_a_number_is_not_known_and_no_zero():
    assert read("week,value\n2026-W47,\n2026-W48,0\n", Data.COUNT).values == {
        W48: Given(numerator=Decimal(0), value=Decimal(0))
    }


def test_every_bad_line_is_named_with_its_reason_and_nothing_is_kept():
    found = read(
        "week,numerator,denominator\n2026-W47,18,20\n2026-W60,1,2\nsoon,1,2\n2026-W48,5,4\n2026-11-17,1,2\n"
        "2027-W01,1,2\n2026-W46,1,0\n2026-W45,1,\n2026-W44,x,2\n2026-W43,1.5,2\n",
        Data.SHARE,
    )
    assert [line for line, _reason in reasons(found)] == [3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_a_file_without_its_columns_says_which():
    ((line, reason),) = reasons(read("Monat;Wert\n11;3\n"))
    assert line == 0
    assert "week" in reason or "Woche" in reason
    assert reasons(read(""))[0][0] == 0
    assert reasons(read("week,value\n"))[0][0] == 0


def test_a_quotation_mark_that_does_not_close_is_a_fault_of_its_line():
    assert reasons(read('week,value\n2026-W47,"3\n2026-W48,4\n'))[0][0] == 2


@pytest.mark.parametrize("data", [Data.SHARE, Data.RATE, Data.COUNT, Data.VALUE])
def test_the_example_can_be_read(data: Data):
    found = read_values(example_file(Measure(data=data), here=HERE), data, here=HERE)
    assert (list(found.faults), len(found.values)) == ([], 3)

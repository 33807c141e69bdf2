from decimal import Decimal

import pytest
from django.utils.translation import override

from rundum.base.formats.numbers import money, number, percent, short_money
from rundum.base.formats.reading import written_decimal


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("de", Decimal("1240"), "EUR", "1.240,00\u00a0€"),
        ("en", Decimal("1240"), "EUR", "€1,240.00"),
        ("de", Decimal("-380"), "EUR", "\u2212380,00\u00a0€"),
        ("en", Decimal("-380"), "EUR", "\u2212€380.00"),
        ("de", Decimal("1234567.895"), "CHF", "1.234.567,90\u00a0CHF"),
        ("en", Decimal("12"), "CHF", "CHF\u00a012.00"),
        ("de", 1500, "JPY", "1.500\u00a0¥"),
        ("de", Decimal("-0.001"), "EUR", "0,00\u00a0€"),
        ("de", None, "EUR", "noch offen"),
        ("en", None, "EUR", "not known yet"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language, amount, currency, written):
    with override(language):
        assert money(amount, currency) == written


def test_short_money_has_cents_only_where_there_are_any():
    with override("de"):
        assert short_money(Decimal("500.00")) == "500\u00a0€"
        assert short_money(Decimal("99.50")) == "99,50\u00a0€"
        assert short_money(None) == "noch offen"


def test_money_without_cents_is_rounded_half_up():
    with override("de"):
        assert money(Decimal("386000.50"), cents=False) == "386.001\u00a0€"


def test_numbers_keep_their_own_decimals_unless_told_otherwise():
    with override("de"):
        assert number(1240) == "1.240"
        assert number(Decimal("6.5")) == "6,5"
        assert number(6.5, 0) == "7"
        assert number(Decimal("2.5E+3")) == "2.500"
        assert number(-3) == "\u22123"


def test_a_share_becomes_a_percentage():
    with override("de"):
        assert percent(0.314, 1) == "31,4\u00a0%"
        assert percent(Decimal("0.94")) == "94\u00a0%"
        assert percent(None) == "noch offen"
    with override("en"):
        assert percent(0.314, 1) == "31.4%"


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("de", "1.240,50", "1240.50"),
        ("de", "1240,5", "1240.5"),
        ("de", "1.240", "1240"),
        ("de", "12.50", "12.50"),
        ("de", " 380 € ", "380"),
        ("de", "\u2212380,00\u00a0€", "-380.00"),
        ("de", ",5", "0.5"),
        ("de", "1.234.567", "1234567"),
        ("en", "1,240.50", "1240.50"),
        ("en", "12,50", "12.50"),
        ("en", "€1,240", "1240"),
    ],
)
def test_amounts_are_read_as_people_write_them(language, typed, meant):
    with override(language):
        assert written_decimal(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "acht", "1.2.3", "1,2,3", "12.34.56", "--5", "1e5", "5,", "NaN", "1.24,50"])
def test_what_is_no_number_is_not_guessed(typed):
    with override("de"), pytest.raises(ValueError, match="is not a number"):
        written_decimal(typed)


@pytest.mark.parametrize("amount", ["0", "12.50", "1240.05", "-99999.99"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_we_write_we_read_back(language, amount):
    with override(language):
        assert written_decimal(money(Decimal(amount))) == Decimal(amount)

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.money import CurrencyMismatch, Money, NotAnAmount, minor_unit, parse_money, total


def eur(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_money_adds_and_compares_within_one_currency():
    assert eur("0.10") + eur("0.20") == eur("0.30")
    assert eur(5) - eur(7) == -eur(2)
    assert eur(1) < eur(2) <= eur("2.00")
    assert eur(2) > eur(1) >= eur("1.00")
    assert max(eur(1), eur(3), eur(2)) == eur(3)
    assert total([eur(1), eur(2)], "EUR") == eur(3)
    assert total([], "EUR") == eur(0)
    assert eur("1.005") * 3 == eur("3.015")


@pytest.mark.parametrize("act", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_two_currencies_have_no_sum_and_no_order(act):
    with pytest.raises(CurrencyMismatch):
        act(eur(1), Money(Decimal(1), "USD"))
    with pytest.raises(TypeError):
        act(eur(1), 1)


def test_two_currencies_are_never_equal():
    assert eur(0) != Money(Decimal(0), "USD")


@pytest.mark.parametrize("amount", [1.5, "1.50", True, None])
def test_anything_but_decimal_and_int_is_refused(amount):
    with pytest.raises(TypeError):
        Money(amount, "EUR")


def test_a_float_is_no_factor_and_no_weight():
    with pytest.raises(TypeError):
        eur(1) * 1.5
    with pytest.raises(TypeError):
        eur(1).allocate([0.5, 0.5])


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_undefined_amounts_are_refused(amount):
    with pytest.raises(ValueError, match="finite"):
        eur(amount)


@pytest.mark.parametrize("currency", ["eur", "EU", "EURO", "€", ""])
def test_only_currency_codes_are_currencies(currency):
    with pytest.raises(ValueError, match="4217"):
        Money(Decimal(1), currency)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "EUR", "1.01"), ("1.004", "EUR", "1.00"), ("-1.005", "EUR", "-1.01"), ("2.675", "EUR", "2.68"),
        ("1.5", "JPY", "2"), ("0.5", "JPY", "1"), ("1.2345", "KWD", "1.235"), ("0.00005", "UYW", "0.0001"),
    ],
)  # fmt: skip
def test_a_half_goes_up_to_the_smallest_unit_of_the_currency(amount, currency, rounded):
    found = Money(Decimal(amount), currency).rounded()
    assert str(found.amount) == rounded
    assert -found.amount.as_tuple().exponent == minor_unit(currency)


def test_a_hundred_among_three_goes_up_to_the_cent():
    assert eur(100).allocate([1, 1, 1]) == [eur("33.34"), eur("33.33"), eur("33.33")]
    assert eur(-100).allocate([1, 1, 1]) == [eur("-33.34"), eur("-33.33"), eur("-33.33")]


def test_the_left_over_cents_go_to_the_largest_remainders():
    """Quotas 3.64, 2.08, 1.82, 1.46: three units over after rounding down go to .82, .64 and .46."""
    parts = Money(Decimal(9), "JPY").allocate([Decimal("3.64"), Decimal("2.08"), Decimal("1.82"), Decimal("1.46")])
    assert [int(part.amount) for part in parts] == [4, 2, 2, 1]


def test_weights_of_nothing_get_nothing():
    assert eur("0.05").allocate([0, 1, 0]) == [eur(0), eur("0.05"), eur(0)]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [Decimal("NaN")], [Decimal("Infinity")]])
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        eur(1).allocate(weights)


def test_only_whole_cents_are_split():
    with pytest.raises(ValueError, match="Round"):
        eur("0.005").allocate([1])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.240,50", "1240.50"), ("1,240.50", "1240.50"), ("1240.5", "1240.50"), ("1240,5", "1240.50"),
        ("1240", "1240"), ("1 240,50", "1240.50"), ("1\u00a0240,50\u00a0€", "1240.50"), ("1\u202f240", "1240"),
        ("1'240.50", "1240.50"), ("1’240.50", "1240.50"), ("1.240.500", "1240500"), ("1,240,500.5", "1240500.50"),
        ("-5", "-5"), ("−5,00", "-5"), ("- 5", "-5"), ("€5", "5"), ("-€5", "-5"), ("€ -5", "-5"), ("12 EUR", "12"),
        ("EUR 12,30", "12.30"), (",5", "0.5"), (".50", "0.5"), ("5,", "5"), ("0", "0"), ("007", "7"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["de", "en"])
def test_amounts_that_read_the_same_in_both_languages(text, amount, language):
    assert parse_money(text, "EUR", language=language) == eur(amount)


def test_a_lone_thousands_mark_counts_in_its_own_language_and_is_questioned_in_the_other():
    assert parse_money("1.240", "EUR", language="de") == eur(1240)
    assert parse_money("1,240", "EUR", language="en") == eur(1240)
    for text, language in [("1,240", "de"), ("1.240", "en"), ("0.240", "de"), ("0,240", "en")]:
        with pytest.raises(NotAnAmount) as refused:
            parse_money(text, "EUR", language=language)
        assert refused.value.reason == "too_precise"


def test_a_currency_with_thousandths_reads_three_digits_as_such():
    assert parse_money("1.240", "KWD", language="en") == Money(Decimal("1.240"), "KWD")
    assert parse_money("1.240", "KWD", language="de") == Money(Decimal(1240), "KWD")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"), ("  \u00a0", "empty"), ("abc", "not_a_number"), ("€", "not_a_number"),
        ("12 USD", "not_a_number"),
        ("-", "not_a_number"), (".", "not_a_number"), ("--5", "not_a_number"), ("1.2.3", "not_a_number"),
        ("12.40,5,0", "not_a_number"), ("1,24,000", "not_a_number"), ("1 24", "not_a_number"), ("1e3", "not_a_number"),
        ("12 %", "not_a_number"), ("٣", "not_a_number"), ("NaN", "not_a_number"), ("1.240.50,5", "not_a_number"),
        ("1240,505", "too_precise"), ("0.001", "too_precise"), ("1" * 16, "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_its_reason(text, reason):
    with pytest.raises(NotAnAmount) as refused:
        parse_money(text, "EUR", language="de")
    assert refused.value.reason == reason


def test_nothing_is_not_negative():
    assert str(parse_money("-0,00", "EUR", language="de").amount) == "0.00"


def test_yen_have_no_fraction():
    assert parse_money("1240", "JPY", language="en") == Money(Decimal(1240), "JPY")
    with pytest.raises(NotAnAmount, match="too_precise"):
        parse_money("12.5", "JPY", language="en")


def test_only_languages_we_know_are_read():
    with pytest.raises(ValueError, match="fr"):
        parse_money("1", "EUR", language="fr")


cents = st.integers(-(10**12), 10**12).map(lambda units: Money(Decimal(units).scaleb(-2), "EUR"))
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(cents, weights)
def test_parts_add_up_and_none_is_a_whole_cent_off_its_share(amount, weights):
    parts = amount.allocate(weights)
    assert total(parts, "EUR") == amount
    for part, weight in zip(parts, weights, strict=True):
        share = amount.amount * weight / sum(weights)
        assert abs(part.amount - share) < Decimal("0.01")


@given(cents)
def test_what_is_written_the_german_or_the_english_way_reads_back(amount):
    english = f"{amount.amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for language in ("de", "en"):
        assert parse_money(english, "EUR", language=language) == amount
        assert parse_money(german, "EUR", language=language) == amount


@given(st.text(max_size=12), st.sampled_from(["de", "en"]))
def test_any_text_is_an_amount_or_says_why_not(text, language):
    try:
        read = parse_money(text, "EUR", language=language)
    except NotAnAmount:
        return
    assert read == read.rounded()

"""Amounts of money: exact, in one currency, rounded and split without losing a cent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import lcm

# Currencies whose smallest unit is not a hundredth. Source: ISO 4217, list one, column "minor unit".
MINOR_UNITS = {
    currency: places
    for places, currencies in (
        (0, ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV")),
        (0, ("XAF", "XOF", "XPF")),
        (3, ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")),
        (4, ("CLF", "UYW")),
    )
    for currency in currencies
}
CURRENCY = re.compile("[A-Z]{3}")
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
THOUSANDS_MARK = {"de": ".", "en": ","}
GROUPED = re.compile("[0-9]{1,3}(?P<mark>[.,' ’])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
MOST_DIGITS = 15  # before the decimal mark; more is a slip of the keyboard


class CurrencyMismatch(ValueError):
    """Amounts in different currencies have no sum and no order."""


class NotAnAmount(ValueError):
    """Text that is no amount. `reason` is stable, so that a form can say it in the reader's language.

    empty: nothing there. not_a_number: cannot be read as an amount. too_precise: finer than the currency's smallest
    unit, as "1,240" euros in a German form is, where the writer probably meant a thousand. too_large: more than 15
    digits before the decimal mark.
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency (ISO 4217 code). Not rounded unless asked to be: see rounded().

    amount: Decimal or int. Raises TypeError for a float, which has lost cents already, and for anything else;
    ValueError for infinite or undefined amounts and for what is no currency code.
    Equal only with the same currency; comparing the order of two currencies raises CurrencyMismatch.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, Decimal | int):
            raise TypeError(f"An amount of money is a Decimal, not a {type(self.amount).__name__}.")
        object.__setattr__(self, "amount", Decimal(self.amount))
        if not self.amount.is_finite():
            raise ValueError("An amount of money is finite.")
        if not CURRENCY.fullmatch(self.currency):
            raise ValueError(f"{self.currency!r} is no ISO 4217 currency code.")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._amount_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._amount_of(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        """Not rounded. Raises TypeError for a float."""
        if isinstance(factor, bool) or not isinstance(factor, Decimal | int):
            raise TypeError(f"Money is multiplied by a Decimal or int, not by a {type(factor).__name__}.")
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._amount_of(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._amount_of(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._amount_of(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._amount_of(other)

    def rounded(self) -> "Money":
        """To the currency's smallest unit; a half goes up, away from zero."""
        return Money(self.amount.quantize(_smallest(self.currency), ROUND_HALF_UP), self.currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> list["Money"]:
        """This amount split in proportion to `weights`, in whole smallest units, adding up to the cent.

        Each part gets its share rounded down; the units left over go to the largest remainders, the first of equal
        ones first (largest remainder method, Hamilton 1792). A negative amount is split like its counterpart.
        Raises ValueError for an amount finer than the smallest unit, for no weights, a negative weight, or only zeros.
        """
        if any(isinstance(weight, bool) or not isinstance(weight, Decimal | int) for weight in weights):
            raise TypeError("Weights are Decimals or ints.")
        exact = [Decimal(weight) for weight in weights]
        if not all(weight.is_finite() and weight >= 0 for weight in exact) or not any(exact):
            raise ValueError("Weights are finite and not negative, and at least one is above zero.")
        smallest = _smallest(self.currency)
        if self.amount != self.amount.quantize(smallest):
            raise ValueError("Round the amount before splitting it.")
        units = int(abs(self.amount) / smallest)
        # In whole numbers, so that no share depends on the precision of a division.
        ratios = [weight.as_integer_ratio() for weight in exact]
        common = lcm(*(bottom for _top, bottom in ratios))
        whole = [top * (common // bottom) for top, bottom in ratios]
        parts = [divmod(units * weight, sum(whole)) for weight in whole]
        shares = [share for share, _remainder in parts]
        by_remainder = sorted(range(len(parts)), key=lambda at: -parts[at][1])
        for at in by_remainder[: units - sum(shares)]:
            shares[at] += 1
        sign = -1 if self.amount < 0 else 1
        return [Money((sign * share * smallest).quantize(smallest), self.currency) for share in shares]

    def _amount_of(self, other: object) -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"Money goes with money, not with a {type(other).__name__}.")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be put together.")
        return other.amount


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, 0 of `currency` for none. Raises CurrencyMismatch when one is in another currency."""
    return sum(amounts, start=Money(Decimal(0), currency))


def parse_money(text: str, currency: str, *, language: str) -> Money:
    """The amount a person has typed: "1.240,50", "1,240.50", "1 240,50", "1'240.50", "1240.5", "−5", "12 €", "EUR 12".

    With both marks, the last one is the decimal mark. A single mark with three digits after it is the thousands mark
    of `language` ("de": point, "en": comma) or else its decimal mark; with other digits after it, the decimal mark.
    Nothing is rounded. Raises NotAnAmount; see its reasons.
    """
    if language not in THOUSANDS_MARK:
        raise ValueError(f"Amounts are read in {' or '.join(THOUSANDS_MARK)}, not in {language!r}.")
    number = re.sub(r"\s", " ", text).strip()
    if not number:
        raise NotAnAmount("empty", text)
    number = _without_currency(number, currency)
    is_negative = number[:1] in {"-", "−"}
    number = _without_currency(number[is_negative:].strip(), currency)
    whole, fraction = _split_at_decimal_mark(number, THOUSANDS_MARK[language])
    if grouped := GROUPED.fullmatch(whole):
        whole = whole.replace(grouped["mark"], "")
    if not re.fullmatch("[0-9]+", whole + fraction):
        raise NotAnAmount("not_a_number", text)
    if len(whole) > MOST_DIGITS:
        raise NotAnAmount("too_large", text)
    smallest = _smallest(currency)
    if len(fraction) > minor_unit(currency):
        raise NotAnAmount("too_precise", text)
    amount = Decimal(f"{whole or 0}.{fraction or 0}").quantize(smallest)
    return Money(-amount if is_negative and amount else amount, currency)  # there is no -0


def minor_unit(currency: str) -> int:
    """How many decimal places amounts in this currency have: 2 unless ISO 4217 says otherwise."""
    return MINOR_UNITS.get(currency, 2)


def _smallest(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_unit(currency))


def _without_currency(number: str, currency: str) -> str:
    for sign in filter(None, (currency, SYMBOLS.get(currency))):
        number = number.removeprefix(sign).removesuffix(sign).strip()
    return number


def _split_at_decimal_mark(number: str, thousands_mark: str) -> tuple[str, str]:
    """The number before and after its decimal mark, thousands marks left in."""
    at = max(number.rfind("."), number.rfind(","))
    whole, mark, fraction = number[:at], number[at : at + 1], number[at + 1 :]
    if at < 0 or mark in whole:  # none, or one kind several times: 1.240.500
        return number, ""
    is_alone = not re.search("[.,]", whole)
    if is_alone and mark == thousands_mark and GROUPED.fullmatch(number) and not number.startswith("0"):
        return number, ""
    return whole, fraction

"""Numbers, shares and money as the reader's language writes them: grouped, with a true minus, unit kept close."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from rundum.base.formats.languages import MINUS, NO_BREAK, Language, current_language

type Figure = int | float | Decimal

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "PLN": "zł", "CZK": "Kč"}
WITHOUT_CENTS = frozenset({"JPY", "KRW", "CLP", "ISK"})


def number(value: Figure | None, decimals: int | None = None) -> str:
    """The value with `decimals` places; without `decimals` as many as it has. None reads "not known yet"."""
    if value is None:
        return not_known_yet()
    return _signed(value, _grouped(value, decimals, current_language()))


def percent(share: Figure | None, decimals: int = 0) -> str:
    """A share of 1 as percentage: 0.314 with one decimal is 31,4 %. None reads "not known yet"."""
    if share is None:
        return not_known_yet()
    language = current_language()
    hundredths = Decimal(str(share)) * 100
    return _signed(hundredths, _grouped(hundredths, decimals, language) + language.percent)


def currency_symbol(currency: str) -> str:
    """€ for EUR; the code itself where people know no sign for it."""
    return SYMBOLS.get(currency, currency)


def money(amount: Figure | None, currency: str = "EUR", *, cents: bool = True) -> str:
    """An amount with its currency: 1.240,00 € or €1,240.00. None reads "not known yet".

    cents: False rounds to whole units, for figures where cents are noise.
    """
    if amount is None:
        return not_known_yet()
    language = current_language()
    digits = _grouped(amount, 2 if cents and currency not in WITHOUT_CENTS else 0, language)
    symbol = currency_symbol(currency)
    if not language.currency_first:
        return _signed(amount, f"{digits}{NO_BREAK}{symbol}")
    gap = NO_BREAK if symbol.isascii() and symbol.isalpha() else ""
    return _signed(amount, f"{symbol}{gap}{digits}")


def short_money(amount: Figure | None, currency: str = "EUR") -> str:
    """Money with cents only where there are any: a limit of 500 €, and one of 99,50 €, which is not 100."""
    return money(amount, currency, cents=amount is not None and amount != int(amount))


def not_known_yet() -> str:
    """What stands where a figure has not been computed, or cannot be."""
    return _("not known yet")


def _grouped(value: Figure, decimals: int | None, language: Language) -> str:
    """The value without its sign, rounded half up, in groups of three digits."""
    exact = abs(Decimal(str(value)))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{exact:,f}"
    if language.decimal == ".":
        return digits
    return digits.replace(",", "\0").replace(".", language.decimal).replace("\0", language.group)


def _signed(value: Figure, text: str) -> str:
    """`text` with a true minus for negative values, but never for what was rounded to nothing."""
    return MINUS + text if value < 0 and any(digit in text for digit in "123456789") else text

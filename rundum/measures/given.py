"""What somebody gives for one week of a measure, checked against the kind of number it is."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from rundum.base.refusals import Refused
from rundum.measures.choices import Data

LARGEST = Decimal(10) ** 12
DECIMALS = 6
IN_TWO = {Data.SHARE, Data.RATE}
"""Given as two numbers: so many of so many, so often in so many."""


@dataclass(frozen=True)
class Given:
    """A week's value and what it is made of, as WeekValue keeps them; all empty: not known."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None


NOTHING = Given()


def given(data: Data, *, part: Decimal | None, whole: Decimal | None = None) -> Given:
    """The value of a week. part: the number, or the numerator where it is given in two; whole: then the denominator.

    Nothing at all is NOTHING. Raises Refused for what the kind of number cannot be.
    """
    if part is None and whole is None:
        return NOTHING
    if part is None or (data in IN_TWO and whole is None):
        raise Refused("half", _("Both numbers are needed, or neither."))
    for each in (part, whole):
        if each is not None and (abs(each) >= LARGEST or _decimals(each) > DECIMALS):
            raise Refused("too_long", _("A number has at most 12 digits before and 6 behind the decimal mark."))
    if data in IN_TWO:
        return _quotient(data, part, whole or Decimal(0))
    if data == Data.COUNT:
        if part < 0 or part % 1:
            raise Refused("no_count", _("A count is a whole number from 0 on."))
        return Given(numerator=part, value=part)
    return Given(value=part)


def _quotient(data: Data, part: Decimal, whole: Decimal) -> Given:
    if part < 0 or part % 1:
        raise Refused("no_count", _("What is counted is a whole number from 0 on."))
    if whole <= 0:
        raise Refused("of_nothing", _("Of nothing there is no share. Leave both numbers empty for such a week."))
    if data == Data.SHARE and whole % 1:
        raise Refused("no_count", _("What is counted is a whole number from 0 on."))
    if data == Data.SHARE and part > whole:
        raise Refused("more_than_all", _("The part is larger than the whole."))
    return Given(part, whole, round(part / whole, DECIMALS))


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0

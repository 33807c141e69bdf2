"""Sizes of files as people read them."""

from rundum.base.formats.languages import NO_BREAK
from rundum.base.formats.numbers import number

UNITS = ("KB", "MB", "GB")
STEP = 1024


def file_size(size: int) -> str:
    """A number of bytes in the largest unit that is reached, one decimal from MB on: 14 KB, 2,4 MB."""
    amount, unit = max(size / STEP, 1.0), 0
    while amount >= STEP and unit < len(UNITS) - 1:
        amount, unit = amount / STEP, unit + 1
    return f"{number(round(amount, 1), 1 if unit else 0)}{NO_BREAK}{UNITS[unit]}"

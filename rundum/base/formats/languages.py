"""How days and numbers are written in the languages of the interface.

These are facts about a language, like its alphabet, and therefore data here; sentences stand in the catalog.
"""

from dataclasses import dataclass

from django.utils.translation import get_language

NO_BREAK = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Language:
    """weekdays begin with Monday, months with January at index 1."""

    code: str
    decimal: str
    group: str
    percent: str
    currency_first: bool
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    day_month: str
    weekday_day_month: str
    long_weekday_day_month: str


GERMAN = Language(
    code="de",
    decimal=",",
    group=".",
    percent=NO_BREAK + "%",
    currency_first=False,
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    weekdays_short=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=(
        "", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
    months_short=("", "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    day_month="{day}.\u00a0{month}",
    weekday_day_month="{weekday}, {day}.\u00a0{month}",
    long_weekday_day_month="{weekday}, {day}.\u00a0{month}",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    decimal=".",
    group=",",
    percent="%",
    currency_first=True,
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
    months_short=("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
    day_month="{day}\u00a0{month}",
    weekday_day_month="{weekday} {day}\u00a0{month}",
    long_weekday_day_month="{weekday}, {day}\u00a0{month}",
)  # fmt: skip


def current_language() -> Language:
    """The language of the page being made."""
    return ENGLISH if (get_language() or "").startswith("en") else GERMAN

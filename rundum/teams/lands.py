"""The Länder, states and cantons whose public holidays the `holidays` library knows, by name."""

import holidays
from django.utils.translation import gettext as _

COUNTRIES_WITH_LANDS = ("DE", "AT", "CH")


def land_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """For a select: "DE-SH" and so on, in groups by country; empty for what holds in the whole country."""
    named = {"DE": _("Germany"), "AT": _("Austria"), "CH": _("Switzerland")}
    whole: list[tuple[str, str | list[tuple[str, str]]]] = [("", _("those of the whole country"))]
    return whole + [
        (named[country], [(f"{country}-{code}", name) for code, name in lands_of(country)])
        for country in COUNTRIES_WITH_LANDS
    ]


def lands_of(country: str) -> list[tuple[str, str]]:
    """Codes and names, by name; as the land calls itself, the first of several names."""
    known = holidays.country_holidays(country)
    names: dict[str, str] = {}
    for name, code in known.subdivisions_aliases.items():
        names.setdefault(code, name)
    return sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda land: land[1])

"""Where a team works: time zones, and public holidays by country and Land."""

from functools import cache
from zoneinfo import available_timezones

import holidays
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Choices = list[tuple[str, str | Promise]]
type GroupedChoices = list[tuple[str | Promise, Choices]]

WITH_LAENDER = {"DE": _("Germany"), "AT": _("Austria"), "CH": _("Switzerland")}
WHOLE_COUNTRIES = {
    "BE": _("Belgium"), "CZ": _("Czechia"), "DK": _("Denmark"), "ES": _("Spain"), "FI": _("Finland"),
    "FR": _("France"), "GB": _("United Kingdom"), "HU": _("Hungary"), "IE": _("Ireland"), "IT": _("Italy"),
    "LI": _("Liechtenstein"), "LU": _("Luxembourg"), "NL": _("Netherlands"), "NO": _("Norway"), "PL": _("Poland"),
    "PT": _("Portugal"), "SE": _("Sweden"), "SK": _("Slovakia"), "US": _("United States"),
}  # fmt: skip


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Every time zone with a place in its name, those of Europe first."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name.replace("_", " ")) for name in sorted(places, key=lambda name: (name[:7] != "Europe/", name))]


@cache
def holiday_choices() -> GroupedChoices:
    """Whose public holidays a team can keep, as "DE-SH", "FR-" or "" for none."""
    grouped: GroupedChoices = [(_("None"), [("", _("No public holidays"))])]
    for country, name in WITH_LAENDER.items():
        laender: Choices = [(f"{country}-", _("Only those of the whole country"))]
        laender += [(f"{country}-{land}", called) for called, land in _laender(country)]
        grouped.append((name, laender))
    elsewhere: Choices = [(f"{country}-", name) for country, name in WHOLE_COUNTRIES.items()]
    return [*grouped, (_("Elsewhere"), elsewhere)]


def _laender(country: str) -> list[tuple[str, str]]:
    """The parts of a country, called as their people call them: (name, code), by name."""
    names: dict[str, str] = {}
    for called, land in holidays.country_holidays(country).subdivisions_aliases.items():
        names.setdefault(land, called)
    return sorted((called, land) for land, called in names.items())

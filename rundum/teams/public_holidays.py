"""Public holidays by country and Land, from the `holidays` library."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

import holidays
from django.utils.translation import get_language

CATALOGS = {"de": "de", "en": "en_US"}  # our languages as the library calls them
YEARS_AHEAD = 2


@dataclass(frozen=True)
class PublicHolidays:
    """The days on which a country, or one Land of it, does not work. Can be asked whether a day is in it.

    country: ISO 3166-1 code; land: the part of an ISO 3166-2 code after it, empty for what holds everywhere. A
    country or Land the library does not know has no public holidays (`are_known` tells).
    """

    country: str
    land: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _holidays_in(self.country, self.land, day.year, "")

    @property
    def are_known(self) -> bool:
        """Whether the library has holidays for this country and Land."""
        supported = holidays.list_supported_countries()
        return self.country in supported and (not self.land or self.land in supported[self.country])

    def named_from(self, day: date, count: int) -> list[tuple[date, str]]:
        """The next `count` holidays from a day on, with their names in the language of the page where there are any."""
        return list(islice(self._from(day), count))

    def _from(self, day: date) -> Iterator[tuple[date, str]]:
        for year in range(day.year, day.year + YEARS_AHEAD):
            named = _holidays_in(self.country, self.land, year, CATALOGS.get(get_language() or "", ""))
            yield from ((each, named[each]) for each in sorted(named) if each >= day)


@lru_cache(maxsize=1024)
def _holidays_in(country: str, land: str, year: int, language: str) -> Mapping[date, str]:
    """One whole year at a time and never changed afterwards, so that threads can share it."""
    if not PublicHolidays(country, land).are_known:
        return {}
    named = holidays.country_holidays(country, subdiv=land or None, years=year, expand=False)
    if language and language in named.supported_languages:
        named = holidays.country_holidays(country, subdiv=land or None, years=year, expand=False, language=language)
    return {day: str(name) for day, name in named.items() if day.year == year}

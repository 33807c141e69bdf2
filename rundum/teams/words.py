"""What is to be said about teams in whole sentences, the same wherever it is shown."""

from collections.abc import Iterable
from datetime import time

from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.formats.days import long_day
from rundum.base.formats.languages import current_language
from rundum.teams.models import Team
from rundum.teams.queries import Gap


def gap_sentence(gap: Gap) -> str:
    """Which function nobody covers, from when to when, and who would."""
    said = {
        "function": gap.function.name,
        "first": long_day(gap.run.first),
        "last": long_day(gap.run.last),
        "people": names(gap.absent),
    }
    return _sentence(gap) % said


def hours_in_words(team: Team) -> list[tuple[str, str]]:
    """When the team works, days with the same hours together: [("Mon–Fri", "8:00–12:00, 13:00–17:00")]."""
    by_day: dict[int, list[str]] = {}
    for each in team.working_hours.all():
        by_day.setdefault(each.weekday, []).append(f"{_clock(each.opens)}–{_clock(each.closes)}")
    rows: list[tuple[list[int], str]] = []
    for weekday, spans in sorted(by_day.items()):
        text = ", ".join(spans)
        if rows and rows[-1][1] == text and rows[-1][0][-1] == weekday - 1:
            rows[-1][0].append(weekday)
        else:
            rows.append(([weekday], text))
    return [(_days(weekdays), text) for weekdays, text in rows]


def names(people: Iterable[User]) -> str:
    """Names in one line: Aylin Kaya, Emeka Okafor."""
    return ", ".join(person.name for person in people)


def _sentence(gap: Gap) -> str:
    if not gap.absent:
        return _("%(function)s is not covered: nobody in the team has taken it on.")
    if gap.already and gap.run.open_ended:
        return _("%(function)s is not covered: %(people)s will not be there in the coming weeks.")
    if gap.already:
        return _("%(function)s is not covered until %(last)s. Away: %(people)s.")
    if gap.run.open_ended:
        return _("From %(first)s on nobody covers %(function)s. So far: %(people)s.")
    if gap.run.first == gap.run.last:
        return _("On %(first)s nobody covers %(function)s. Away: %(people)s.")
    return _("From %(first)s to %(last)s nobody covers %(function)s. Away: %(people)s.")


def _days(weekdays: list[int]) -> str:
    short = current_language().weekdays_short
    first, last = short[weekdays[0]], short[weekdays[-1]]
    return first if len(weekdays) == 1 else f"{first}–{last}"


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"

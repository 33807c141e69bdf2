"""What is possible by a day and within a week, as pages show it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.base.formats.days import day_inside
from rundum.base.formats.numbers import number, percent
from rundum.calc.forecast import ODDS, DoneBy, Ground
from rundum.planning.queries.forecast import Forecast
from rundum.planning.shown import SAID


class ShownPossible:
    """How many concerns are finished by a day."""

    def __init__(self, forecast: Forecast, day: date) -> None:
        self.day, self.open = day, forecast.throughput.open
        self.answer: DoneBy = forecast.by(day)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """At least so many with each of the odds; or at the pace of the slowest week and of the fastest."""
        if self.answer.ground is Ground.RANGE:
            return [
                (_("At the pace of the slowest week"), self.answer.least),
                (_("At the pace of the fastest week"), self.answer.most),
            ]
        return [(percent(chance), count) for chance, count in self.answer.at_least]

    @property
    def words(self) -> str:
        """In one sentence; empty where nothing can be said."""
        by = {"day": day_inside(self.day)}
        if self.answer.ground is Ground.WEEKS:
            count = dict(self.answer.at_least)[SAID]
            if count == 0:
                return _("It may be that nothing is finished by %(day)s: the odds of even one lie below %(odds)s.") % (
                    by | {"odds": percent(SAID)}
                )
            text = ngettext(
                "With %(odds)s odds, at least %(count)s concern is finished by %(day)s.",
                "With %(odds)s odds, at least %(count)s concerns are finished by %(day)s.",
                count,
            )
            return text % (by | {"odds": percent(SAID), "count": number(count)})
        if self.answer.ground is Ground.RANGE:
            return _("Between %(least)s and %(most)s concerns are finished by %(day)s.") % (
                by | {"least": number(self.answer.least), "most": number(self.answer.most)}
            )
        return ""


def within_week_words(answer: DoneBy | None) -> str:
    """How many concerns are finished in what is left of a week, in one sentence; empty where nothing can be said."""
    if answer is None or answer.ground in (Ground.NOTHING, Ground.NEVER):
        return ""
    if answer.ground is Ground.RANGE:
        return _("Between %(least)s and %(most)s concerns, at the pace of the slowest and the fastest week so far.") % {
            "least": number(answer.least),
            "most": number(answer.most),
        }
    reached, even = dict(answer.at_least), ODDS[0]
    if reached[SAID] == 0:
        text = (
            _("It may be that none is finished; with %(even)s odds at least %(even_count)s.")
            if reached[even]
            else _("The odds that even one is finished lie below %(even)s.")
        )
        return text % {"even": percent(even), "even_count": number(reached[even])}
    text = ngettext(
        "With %(odds)s odds at least %(count)s concern is finished.",
        "With %(odds)s odds at least %(count)s concerns are finished.",
        reached[SAID],
    )
    if reached[even] > reached[SAID]:
        text = ngettext(
            "With %(odds)s odds at least %(count)s concern is finished, and at least %(even_count)s with %(even)s.",
            "With %(odds)s odds at least %(count)s concerns are finished, and at least %(even_count)s with %(even)s.",
            reached[SAID],
        )
    return text % {
        "odds": percent(SAID),
        "count": number(reached[SAID]),
        "even": percent(even),
        "even_count": number(reached[even]),
    }

"""Forecasts as pages show them: the words first, the days with their odds, the picture."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.base.charts import Odds, range_forecast, week_label
from rundum.base.formats.days import day_inside, long_day
from rundum.base.formats.numbers import number, percent
from rundum.calc.forecast import FEWEST_WEEKS, ODDS, TRIALS, Ground, WhenDone
from rundum.concerns.models import Concern
from rundum.planning.queries.forecast import TRIALS_WITH_ARRIVALS, ConcernForecast, Forecast
from rundum.planning.words import hours

SAID = ODDS[1]
"""The odds of the one sentence that says it all: sure enough to rely on, not the last bit of caution."""


NOTEWORTHY = 0.05
"""From this difference to the usual hours on it is said beside the day itself."""
MOST_COMING = 26
"""So many of the weeks ahead are shown at most."""


@dataclass(frozen=True)
class Row:
    """What a date stands for (odds or a pace), by when without and with new concerns; None: not within three years."""

    label: str
    day: date | None
    with_new: date | None = None


class ShownForecast:
    """A forecast for the first `count` open concerns of a team. with_new: also with new ones coming in."""

    def __init__(self, forecast: Forecast, when: WhenDone, *, with_new: bool = False) -> None:
        self.forecast, self.when, self.start = forecast, when, forecast.start
        self.arriving = forecast.when_with_arrivals() if with_new and when.ground is Ground.WEEKS else None

    @property
    def has_odds(self) -> bool:
        return self.when.ground is Ground.WEEKS

    @property
    def is_range(self) -> bool:
        return self.when.ground is Ground.RANGE

    @property
    def said(self) -> date | None:
        """The day of the one sentence."""
        return self.forecast.day_after(self.when.within(SAID))

    @property
    def rows(self) -> list[Row]:
        """A day for each of the odds; or for the pace of the fastest week and of the slowest."""
        day_after = self.forecast.day_after
        if self.is_range:
            return [
                Row(_("At the pace of the fastest week"), day_after(self.when.fastest)),
                Row(_("At the pace of the slowest week"), day_after(self.when.slowest)),
            ]
        later = self.arriving
        return [
            Row(percent(one.chance), day_after(one.weeks), day_after(later.within(one.chance)) if later else None)
            for one in self.when.odds
        ]

    @property
    def runs_out(self) -> bool:
        """Whether nothing is left one day, while new concerns come in, with one of the odds at least."""
        return self.arriving is not None and any(one.weeks is not None for one in self.arriving.odds)

    @property
    def picture(self) -> SafeString:
        """The range of days as bars, the surest last."""
        odds = [Odds(one.chance, self.forecast.day_after(one.weeks)) for one in self.when.odds]
        return range_forecast(odds, self.start, _("When it is done, with its odds"), id="when-done")

    @property
    def weeks(self) -> list[tuple[str, int, int, str]]:
        """Each week with what was finished and what came in, and its hours where these are known; the latest first."""
        past = self.forecast.throughput
        rows = zip(past.mondays, past.finished, past.arrived, self.forecast.hours, strict=True)
        year = self.start.isocalendar().year
        return [
            (
                week_label(monday, year=monday.isocalendar().year != year),
                finished,
                arrived,
                _hours(there.left) if there.shared else "",
            )
            for monday, finished, arrived, there in reversed(list(rows))
        ]

    @property
    def usual_hours(self) -> str:
        """Of an average week behind; empty where it is not known."""
        return _hours(self.forecast.pace.usual) if self.forecast.pace.usual else ""

    @property
    def usual_absence(self) -> str:
        """The share of the hours behind that absences took; empty where none was entered."""
        share = self.forecast.pace.usual_absence
        return percent(share) if round(share, 2) else ""

    @property
    def hours_until(self) -> str:
        """Of the usual hours, the share the team has until the day of the one sentence; empty where it is the same."""
        weeks = self.when.within(SAID)
        if not weeks:
            return ""
        paces = self.forecast.pace.ahead
        whole = int(weeks)
        share = (sum(paces[:whole]) + (weeks - whole) * paces[min(whole, len(paces) - 1)]) / weeks
        return percent(share) if abs(share - 1) >= NOTEWORTHY else ""

    @property
    def coming(self) -> list[tuple[date, str, str]]:
        """The weeks ahead until the surest day, by the day each begins: its hours, and their share of the usual."""
        ends = [one.weeks for one in self.when.odds if one.weeks is not None] or [self.when.slowest or 0]
        pace = self.forecast.pace
        if not pace.usual:
            return []
        first, seven = self.start + timedelta(days=1), timedelta(weeks=1)
        shown = list(zip(pace.hours, pace.ahead, strict=True))[: min(ceil(max(ends)), MOST_COMING)]
        return [(first + nth * seven, _hours(there), percent(share)) for nth, (there, share) in enumerate(shown)]

    @property
    def n(self) -> int:
        return self.when.n

    @property
    def missing(self) -> int:
        """How many weeks are missing until there are odds."""
        return max(FEWEST_WEEKS - self.n, 0)

    @property
    def drawings(self) -> int:
        return TRIALS

    @property
    def drawings_with_new(self) -> int:
        return TRIALS_WITH_ARRIVALS

    @property
    def a_week(self) -> tuple[str, str]:
        """How many concerns are finished and how many come in, a week on average."""
        past = self.forecast.throughput
        finished, arrived = (number(sum(each) / len(each), 1) for each in (past.finished, past.arrived))
        return finished, arrived


def backlog_words(shown: ShownForecast) -> str:
    """When all that is open is done, in one sentence."""
    count = shown.forecast.throughput.open
    if count == 0:
        return _("Nothing is open.")
    values = {"count": number(count), "odds": percent(SAID)}
    if shown.has_odds and shown.said is not None:
        text = ngettext(
            "With %(odds)s odds, the one open concern is done by %(day)s.",
            "With %(odds)s odds, all %(count)s open concerns are done by %(day)s.",
            count,
        )
        return text % (values | {"day": long_day(shown.said)})
    if shown.has_odds:
        text = ngettext(
            "With %(odds)s odds, the one open concern is not done within three years.",
            "With %(odds)s odds, the %(count)s open concerns are not all done within three years.",
            count,
        )
        return text % values
    return without_odds(shown)


def concern_words(found: ConcernForecast) -> str:
    """When one concern is done, in one sentence."""
    shown = ShownForecast(found.forecast, found.when)
    if not shown.has_odds:
        return without_odds(shown)
    if shown.said is None:
        return _("With %(odds)s odds not done within three years.") % {"odds": percent(SAID)}
    return _("With %(odds)s odds done by %(day)s.") % {"odds": percent(SAID), "day": day_inside(shown.said)}


def waiting_words(concern: Concern) -> str:
    """For a concern that waits: what that does to its forecast. Nothing for any other."""
    if not concern.waiting_for:
        return ""
    return _(
        "It waits for %(whom)s right now. Waits of the usual length are in the weeks behind us; a longer one makes it "
        "later."
    ) % {"whom": concern.get_waiting_for_display()}


def without_odds(shown: ShownForecast) -> str:
    """What can be said with few weeks, or none, or weeks in which nothing was finished."""
    if shown.when.ground is Ground.NOTHING:
        return _("The first whole week is not over yet, so there is no date.")
    if shown.when.ground is Ground.NEVER:
        return ngettext(
            "In the one whole week behind us nothing was finished, so there is no date.",
            "In the last %(n)d weeks nothing was finished, so there is no date.",
            shown.n,
        ) % {"n": shown.n}
    fast, slow = (row.day for row in shown.rows)
    if fast is None:
        return _("Not done even at the pace of the fastest week so far: nobody is in the team by then.")
    if slow is None:
        return _("Done by %(day)s at the earliest, at the pace of the fastest week so far.") % {"day": day_inside(fast)}
    if fast == slow:
        return _("Done by %(day)s at the pace of the weeks so far.") % {"day": day_inside(fast)}
    return _("Done between %(first)s and %(last)s, at the pace of the fastest and the slowest week so far.") % {
        "first": day_inside(fast),
        "last": day_inside(slow),
    }


def _hours(value: float) -> str:
    """In whole hours: a forecast is no closer than that."""
    return hours(round(Decimal(value)))

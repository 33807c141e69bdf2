"""How a team's work goes on if the coming weeks are like those behind it: forecasts for its open concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from rundum.calc.capacity import DayHours
from rundum.calc.forecast import HORIZON, TOLERANCE, TRIALS, DoneBy, WhenDone, done_by, done_in_part, when_done
from rundum.calc.pace import Pace, WeekHours
from rundum.calc.periods import local_date
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Concern
from rundum.concerns.queries.place import Place, place_of
from rundum.planning.queries.pace import pace_ahead
from rundum.planning.queries.throughput import Throughput, throughput_of
from rundum.teams.models import Team
from rundum.teams.queries.calendars import working_calendar_of, working_day_from

TRIALS_WITH_ARRIVALS = 1500
"""Fewer drawings where new concerns come in: these ways are followed for three years. Good to about one percent."""

DAYS_A_WEEK = 7
FURTHEST = timedelta(weeks=HORIZON)


@dataclass(frozen=True)
class Forecast:
    """What a team has done lately and what follows from it.

    start: the day from which it looks ahead; the weeks of `pace` begin the day after. hours: those of the weeks behind.
    """

    throughput: Throughput
    pace: Pace
    hours: Sequence[WeekHours]
    calendar: WorkingCalendar
    start: date

    def when(self, count: int) -> WhenDone:
        """When the first `count` open concerns are done."""
        return self._when((count,), None)

    def when_with_arrivals(self) -> WhenDone:
        """When nothing is left of what is open now and of what comes in until then."""
        return self._when((self.throughput.open,), self.throughput.arrived)

    def by(self, day: date) -> DoneBy:
        """How many concerns are finished by the end of a day, at most three years ahead."""
        return done_by(self.throughput.finished, (day - self.start).days / DAYS_A_WEEK, pace=self.pace.ahead)

    def within_week(self, days: Sequence[DayHours]) -> DoneBy | None:
        """How many concerns are finished in the days of a week that are still to come; None where none is."""
        ahead = [each for each in days if each.day > self.start]
        if not ahead:
            return None
        usual, hours = self.pace.usual, float(sum(each.left for each in ahead))
        share = hours / usual if usual and self.calendar.hours else len(ahead) / DAYS_A_WEEK
        return done_in_part(self.throughput.finished, share)

    def day_after(self, weeks: float | None) -> date | None:
        """The day on which so many weeks are over; the team's next working day, where it does not work then."""
        if weeks is None:
            return None
        day = self.start + timedelta(days=ceil(weeks * DAYS_A_WEEK - TOLERANCE))
        return working_day_from(self.calendar, day)

    def _when(self, counts: Sequence[int], arrived: Sequence[int] | None) -> WhenDone:
        trials = TRIALS if arrived is None else TRIALS_WITH_ARRIVALS
        finished = self.throughput.finished
        (answer,) = when_done(finished, counts, arrived=arrived, pace=self.pace.ahead, trials=trials)
        return answer


def forecast_of(team: Team, at: datetime, zone: ZoneInfo, *, process: int | None = None) -> Forecast:
    """The forecast of a team at a moment; five queries. zone: the organisation's. process: the id of one alone."""
    past, start = throughput_of(team, at, zone, process=process), local_date(at, team.zone)
    calendar = working_calendar_of(team)
    pace, hours = pace_ahead(team, past.mondays, start, calendar)
    return Forecast(past, pace, hours, calendar, start)


@dataclass(frozen=True)
class ConcernForecast:
    """When one open concern is done, as the one in its place among the open ones of its team."""

    forecast: Forecast
    place: Place
    when: WhenDone


def concern_forecast_of(concern: Concern, at: datetime, zone: ZoneInfo) -> ConcernForecast | None:
    """The forecast of one concern; None for a closed one. Seven queries."""
    forecast = forecast_of(concern.team, at, zone)
    place = place_of(concern, at, forecast.calendar)
    return ConcernForecast(forecast, place, forecast.when(place.place)) if place else None

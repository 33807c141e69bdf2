"""Working time of a team: when it is open, how much open time lies between two moments, when a promise is due.

All arithmetic is on the clock on the team's wall. A day from 09:00 to 17:00 is eight hours on every date, also
where the clocks change, so a clock-change weekend moves no due time (SPEC AC6.3). For a team that is open through
such a night this means: the hour that is skipped in spring counts, the hour that is repeated in autumn counts once.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)
CLOSED_TOO_LONG = 800  # days: no team is shut for more than two years; whoever asks gave a calendar without end

type Hours = Mapping[int, tuple[tuple[time, time], ...]]


@dataclass(frozen=True)
class WorkingCalendar:
    """Opening hours of one team in one time zone.

    zone: IANA name, such as "Europe/Berlin".
    hours: for each weekday (0 Monday to 6 Sunday) the ranges in which the team is open, in local time, half-open; an
        end of 00:00 is the midnight that ends the day. Weekdays left out are closed.
    holidays: dates on which the team is closed; a set, or anything else that can say whether a date is in it.

    Raises ValueError for weekdays outside 0 to 6 and for ranges that are empty, reversed or overlap, and
    zoneinfo.ZoneInfoNotFoundError for a zone nobody knows. A calendar without any opening hours can be made, so that a
    team can be set up in steps; what has no answer on it raises ValueError then.
    """

    zone: str
    hours: Hours
    holidays: Container[date] = frozenset()
    _tz: ZoneInfo = field(init=False, repr=False, compare=False)
    _week: tuple[tuple[tuple[timedelta, timedelta], ...], ...] = field(init=False, repr=False, compare=False)
    _seconds: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not set(self.hours) <= set(range(7)):
            raise ValueError("Weekdays are numbered from 0 (Monday) to 6 (Sunday).")
        week = tuple(tuple(sorted(map(_as_offsets, self.hours.get(weekday, ())))) for weekday in range(7))
        for ranges in week:
            if any(later[0] < earlier[1] for earlier, later in pairwise(ranges)):
                raise ValueError("Opening hours of one day must not overlap.")
        object.__setattr__(self, "_tz", ZoneInfo(self.zone))
        object.__setattr__(self, "_week", week)
        seconds = tuple(sum((end - start).total_seconds() for start, end in ranges) for ranges in week)
        object.__setattr__(self, "_seconds", seconds)

    def is_open(self, at: datetime) -> bool:
        """Whether the team is open at this moment. Raises ValueError for a naive datetime."""
        local = self._local(at)
        return any(start <= local < end for start, end in self._ranges(local.date()))

    def is_working_day(self, day: date) -> bool:
        """Whether the team is open at all on this local date."""
        return self._seconds[day.weekday()] > 0 and day not in self.holidays

    def open_seconds_on(self, day: date) -> float:
        """Open time on this local date, in seconds; 0 on a closed day."""
        return self._seconds[day.weekday()] if self.is_working_day(day) else 0.0

    def longest_day_seconds(self) -> float:
        """Open time of the weekday with the longest hours, in seconds: what people mean by "a working day"."""
        return max(self._seconds)

    def open_seconds_between(self, a: datetime, b: datetime) -> float:
        """Open time from a to b, in seconds on the wall clock; negative when b lies before a.

        Raises ValueError for naive datetimes. Takes time in proportion to the days between, about 2 ms for ten years.
        """
        start, end = self._local(a), self._local(b)
        if a.astimezone(UTC) > b.astimezone(UTC):
            return -self.open_seconds_between(b, a)
        seconds, day, last = 0.0, start.date(), end.date()
        while day <= last:
            if start.date() < day < last:
                seconds += self.open_seconds_on(day)
            else:
                for opens, closes in self._ranges(day):
                    seconds += max(0.0, (min(closes, end) - max(opens, start)).total_seconds())
            day += ONE_DAY
        return seconds

    def add_open_time(self, start: datetime, duration: timedelta) -> datetime:
        """The earliest moment by which `duration` of open time has passed since `start`, in the team's zone.

        Eight hours from 09:00 on a day that closes at 17:00 end at that 17:00, not at the next opening. Where the
        wall clock skips the answer, the first moment after the skipped hour is returned.

        Raises ValueError for a naive start, a negative duration, or a calendar that never opens again.
        """
        if duration < timedelta(0):
            raise ValueError("Open time can only be added, not taken away.")
        openings = self._openings(self._local(start))
        if not duration:
            return start.astimezone(self._tz)
        opens, closes = next(openings)
        while duration > closes - opens:
            duration -= closes - opens
            opens, closes = next(openings)
        return self._moment(opens + duration, not_before=start)

    def next_opening(self, at: datetime) -> datetime:
        """The first moment from `at` on at which the team is open, in the team's zone; `at` itself if it is open then.

        Raises ValueError for a naive datetime or a calendar that never opens again.
        """
        local = self._local(at)
        opens, _closes = next(self._openings(local))
        return at.astimezone(self._tz) if opens == local else self._moment(opens, not_before=at)

    def end_of_working_day(self, day: date) -> datetime:
        """The moment the team closes on this local date or, where it is closed, on its next working day.

        Raises ValueError for a calendar that never opens again.
        """
        opens, _closes = next(self._openings(datetime.combine(day, MIDNIGHT)))
        return self._moment(list(self._ranges(opens.date()))[-1][1])

    def _local(self, at: datetime) -> datetime:
        """What the clock on the wall shows at this moment, without zone."""
        if at.utcoffset() is None:
            raise ValueError("A datetime without time zone does not say when it is.")
        return at.astimezone(self._tz).replace(tzinfo=None, fold=0)

    def _moment(self, local: datetime, *, not_before: datetime | None = None) -> datetime:
        """The moment at which the wall clock shows `local`.

        Where it shows it twice: the first of the two that is not before `not_before`. Where it never does: the end of
        the hour it skips.
        """
        moment = local.replace(tzinfo=self._tz)
        if not_before is not None and moment.astimezone(UTC) < not_before.astimezone(UTC):
            moment = moment.replace(fold=1)
        # A time that the clocks skip does not come back from UTC as itself; the skip lies between its two readings.
        after = moment.astimezone(UTC)
        if after.astimezone(self._tz).replace(tzinfo=None, fold=0) == local:
            return moment
        before, summer = moment.replace(fold=1).astimezone(UTC), after.astimezone(self._tz).utcoffset()
        while after - before > timedelta(microseconds=1):
            middle = before + (after - before) / 2
            before, after = (before, middle) if middle.astimezone(self._tz).utcoffset() == summer else (middle, after)
        return after.astimezone(self._tz)

    def _ranges(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.is_working_day(day):
            midnight = datetime.combine(day, MIDNIGHT)
            for start, end in self._week[day.weekday()]:
                yield midnight + start, midnight + end

    def _openings(self, local: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open ranges from `local` on without end, the first one cut at `local`."""
        if not any(self._week):
            raise ValueError("This team has no opening hours at all.")
        day, closed = local.date(), 0
        while closed <= CLOSED_TOO_LONG:
            closed += 1
            for opens, closes in self._ranges(day):
                if closes > local:
                    closed = 0
                    yield max(opens, local), closes
            day += ONE_DAY
        raise ValueError(f"This team is closed for more than {CLOSED_TOO_LONG} days in a row.")


def _as_offsets(hours: tuple[time, time]) -> tuple[timedelta, timedelta]:
    """A range of local time as distances from the midnight before."""
    start, end = (timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) for at in hours)
    end = end or ONE_DAY
    if start >= end:
        raise ValueError(f"Opening hours must end after they start: {hours[0]:%H:%M} to {hours[1]:%H:%M}.")
    return start, end

"""Rare events: a chart of what lies between one and the next, where a chart of weeks would be mostly zeros.

With more than half of the weeks at zero their median is zero too and every single event stands out, so runs and limits
of the weeks tell little. Fewer events then show as longer gaps, and none at all as a gap that keeps growing.

Source of the threshold: Anhøj, SPC for healthcare (spc4hc), chapter 13, SPC charts for rare events; of counting from
one event to the next: Benneyan, Health Care Manag. Sci. 4 (2001) 305-318.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from rundum.calc.choosing import LEAST_FOR_LIMITS, DataKind, Weeks, baseline_of

BETWEEN = {
    DataKind.SHARE: DataKind.GAP,
    DataKind.COUNT: DataKind.TIME_BETWEEN,
    DataKind.EVENTS: DataKind.TIME_BETWEEN,
}
"""Of a share the cases in between are geometric (g chart); events of a Poisson process lie exponentially apart, in
opportunities or in weeks (t chart)."""


@dataclass(frozen=True)
class Between:
    """What lies between the events of a series of weeks.

    kind: GAP or TIME_BETWEEN. exceptions: the events are those of which the share does not hold (promises not kept).
    in_weeks: there are no opportunities to count, only time. values: from each event to the next, in cases,
    opportunities or weeks. ends: index of the week in which each of
    them ended. since: what has passed since the latest event, without another so far.
    """

    kind: DataKind
    exceptions: bool
    in_weeks: bool
    values: tuple[float, ...]
    ends: tuple[int, ...]
    since: float

    def grown_to(self, week: int) -> "Between":
        """With what has passed since the latest event as a gap of its own, up to the week with this index."""
        return replace(self, values=(*self.values, self.since), ends=(*self.ends, week))


@dataclass(frozen=True)
class _Week:
    events: float
    opportunities: float


@dataclass(frozen=True)
class Drawn:
    """What a chart shows: weeks, or what lies between events. undecided: with more events it would be the latter."""

    weeks: Weeks
    between: Between | None = None
    undecided: bool = False


def between_events(weeks: Weeks, starts: Sequence[int], kept: DataKind | None = None) -> Drawn:
    """How these weeks are charted: what lies between their events where that tells more than the weeks.

    starts: where the stretches of the chart begin. kept: the kind of the points that the limits of the latest stretch
    came from, where these are complete, which the chart then stays with.

    Rare are events of which there are none in more than half of the weeks that each stretch takes its limits from (from
    twelve weeks on). A chart between them takes twelve gaps, and all in all no more than one event a week: else the
    exact limits of the weeks say more, so that rare events without opportunities are counts then.

    Within a week events are taken to lie evenly, which is less than a week off; a week of which nothing is known
    passes no time.
    """
    if weeks.kind not in BETWEEN or kept is weeks.kind:
        return Drawn(weeks)
    counts = Weeks(DataKind.COUNT, weeks.values) if weeks.kind is DataKind.EVENTS else weeks
    if kept is counts.kind:
        return Drawn(counts)
    sides = [_told(weeks, exceptions=False)]
    if weeks.kind is DataKind.SHARE:
        sides.append(_told(weeks, exceptions=True))
    rare = min(sides, key=_total) if kept else next((told for told in sides if _are_rare(told, starts)), None)
    if rare is None:
        return Drawn(weeks)
    found = _between(rare, weeks.kind, exceptions=rare is not sides[0])
    if _total(rare) > sum(week is not None for week in rare):
        return Drawn(counts)
    if kept or len(found.values) >= LEAST_FOR_LIMITS:
        return Drawn(weeks, found)
    return Drawn(counts if found.values else weeks, undecided=True)


def _told(weeks: Weeks, *, exceptions: bool) -> list[_Week | None]:
    """Events and opportunities of each week; None for one without any."""
    if weeks.kind is DataKind.EVENTS:
        return [None if events is None else _Week(events, 1) for events in weeks.values]
    pairs = zip(weeks.numerators, weeks.sizes, strict=True)
    return [
        None if part is None or not whole else _Week(whole - part if exceptions else part, whole)
        for part, whole in pairs
    ]


def _total(told: Sequence[_Week | None]) -> float:
    return sum(week.events for week in told if week is not None)


def _are_rare(told: Sequence[_Week | None], starts: Sequence[int]) -> bool:
    if any(week.events % 1 or not isfinite(week.events) for week in told if week is not None):
        return False
    judged = []
    for start, end in zip(starts, [*starts[1:], len(told)], strict=True):
        points = [None if week is None else week.events for week in told[start:end]]
        chosen = [events for events in points[baseline_of(points)] if events is not None]
        if len(chosen) >= LEAST_FOR_LIMITS:
            judged.append(2 * sum(events == 0 for events in chosen) > len(chosen))
    return bool(judged) and all(judged)


def _between(told: Sequence[_Week | None], kind: DataKind, *, exceptions: bool) -> Between:
    passed, last = 0.0, None
    values: list[float] = []
    ends: list[int] = []
    # In a share the next event is a case itself, so that one case less lies in between.
    itself = 1.0 if kind is DataKind.SHARE else 0.0
    for at, week in enumerate(told):
        if week is None:
            continue
        for nth in range(int(week.events)):
            place = passed + (nth + 0.5) / week.events * week.opportunities
            if last is not None:
                values.append(max(place - last - itself, 0.0))
                ends.append(at)
            last = place
        passed += week.opportunities
    since = 0.0 if last is None else max(passed - last - itself / 2, 0.0)
    return Between(BETWEEN[kind], exceptions, kind is DataKind.EVENTS, tuple(values), tuple(ends), since)

"""The measures of the incidents, counted again from the raw file with pandas.

Knows nothing of Rundum but what the definitions in the register say. Ties in time stand as in the file.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

ZONE = "Europe/Berlin"
ENDS = {"Completed / In Call", "Completed / Closed", "Completed / Cancelled"}
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
FOLLOW_UP = 4 * WEEK

type Cell = tuple[str, pd.Timestamp]  # team and the Monday of the week
type Shares = dict[Cell, tuple[float, float]]  # numerator and denominator


def events_of(file: Path) -> pd.DataFrame:
    """One row an event, in order: case, team, at (UTC), whether it `ends` the case, and what follows from others."""
    raw = pd.read_csv(file, dtype=str, keep_default_na=False)
    state = raw["concept:name"] + " / " + raw["lifecycle:transition"]
    events = pd.DataFrame(
        {
            "case": raw["case:concept:name"],
            "team": raw["org:group"],
            "at": pd.to_datetime(raw["time:timestamp"], utc=True),
            "ends": state.isin(ENDS),
        }
    )
    events = events.sort_values(["case", "at"], kind="stable").reset_index(drop=True)
    events["nth"] = events.groupby("case").cumcount()
    first = events["nth"] == 0
    events["team_before"] = events["team"].shift().where(~first, events["team"])
    events["ended_before"] = events["ends"].shift(fill_value=False) & ~first
    events["closes"] = events["ends"] & ~events["ended_before"]
    events["reopens"] = ~events["ends"] & events["ended_before"]
    events["hands_over"] = events["team"] != events["team_before"]
    # The team that has the concern at a moment is that of the last event of that moment.
    events["team_then"] = events.groupby(["case", "at"])["team"].transform("last")
    by_case = events.groupby("case")
    events["handed_until"] = by_case["hands_over"].cumsum().groupby([events["case"], events["at"]]).transform("last")
    events["reopened_until"] = by_case["reopens"].cumsum()
    events["events_until"] = by_case.cumcount() + 1
    events["events_until"] = events.groupby(["case", "at"])["events_until"].transform("last")
    return events


def monday(at: pd.Series) -> pd.Series:
    """The Monday on which the week of each moment begins, in the zone, as a date without zone."""
    local = at.dt.tz_convert(ZONE).dt.tz_localize(None).dt.normalize()
    return local - pd.to_timedelta(local.dt.weekday, unit="D")


def week_end(week: pd.Timestamp) -> pd.Timestamp:
    """The moment at which a week is over."""
    return (week + WEEK).tz_localize(ZONE).tz_convert("UTC")


def counted(rows: pd.DataFrame, team: str = "team_then") -> dict[Cell, int]:
    """How many rows there are by team and week."""
    return dict(rows.groupby([rows[team], monday(rows["at"])]).size())


def shared(rows: pd.DataFrame, part: pd.Series) -> Shares:
    """By team and week: the sum of `part` over the rows, and how many rows there are."""
    grouped = part.astype(float).groupby([rows["team_then"], monday(rows["at"])])
    return {
        cell: (float(total), float(n))
        for cell, total, n in zip(grouped.sum().index, grouped.sum(), grouped.size(), strict=True)
    }


def received(events: pd.DataFrame) -> dict[Cell, int]:
    return counted(events[events["nth"] == 0])


def finished(events: pd.DataFrame) -> dict[Cell, int]:
    return counted(events[events["closes"]])


def handovers(events: pd.DataFrame) -> dict[Cell, int]:
    return counted(events[events["hands_over"]], team="team_before")


def one_stop(events: pd.DataFrame) -> Shares:
    closings = events[events["closes"]]
    return shared(closings, closings["handed_until"] == 0)


def first_time_solved(events: pd.DataFrame) -> Shares:
    closings = events[events["closes"]]
    return shared(closings, closings["reopened_until"] == 0)


def touches(events: pd.DataFrame) -> Shares:
    closings = events[events["closes"]]
    return shared(closings, closings["events_until"])


def reopened(events: pd.DataFrame) -> dict[Cell, int]:
    return counted(events[events["reopens"]])


def standings(events: pd.DataFrame, weeks: list[pd.Timestamp]) -> Iterator[tuple[pd.Timestamp, pd.DataFrame]]:
    """For each week the concerns open at its end: case, team, and when they arrived."""
    arrived = events.groupby("case")["at"].min()
    for week in weeks:
        until = events[events["at"] < week_end(week)]
        last = until.groupby("case").last()
        still = last[~last["ends"]]
        yield week, still.assign(arrived=arrived.reindex(still.index))


def in_progress(events: pd.DataFrame, weeks: list[pd.Timestamp]) -> dict[Cell, int]:
    return {
        (team, week): int(n)
        for week, still in standings(events, weeks)
        for team, n in still.groupby("team").size().items()
    }


def open_age(events: pd.DataFrame, weeks: list[pd.Timestamp]) -> dict[Cell, float]:
    """Days since arrival, on average."""
    return {
        (team, week): float(((week_end(week) - rows["arrived"]) / DAY).mean())
        for week, still in standings(events, weeks)
        for team, rows in still.groupby("team")
    }


def time_to_resolution(events: pd.DataFrame) -> dict[Cell, float | None]:
    """Median hours by Kaplan-Meier over what arrived in a week; None where half are not settled four weeks later."""
    firsts = events[events["nth"] == 0]
    cells = pd.DataFrame({"case": firsts["case"], "cell_team": firsts["team_then"], "cell_week": monday(firsts["at"])})
    medians: dict[Cell, float | None] = {}
    for (team, week), rows in events.merge(cells, on="case").groupby(["cell_team", "cell_week"]):
        horizon = week_end(week) + FOLLOW_UP
        medians[team, week] = _median(rows[rows["at"] < horizon], horizon)
    return medians


def _median(seen: pd.DataFrame, horizon: pd.Timestamp) -> float | None:
    """The first time at which half of the concerns or fewer are open, by the product-limit estimate.

    In exact fractions: of six that are all settled half are open after the third, where lifelines comes to
    0.5000000000000001 and takes the fourth.
    """
    by_case = seen.groupby("case")
    last = by_case.last()
    closed = seen[seen["closes"]].groupby("case")["at"].last().reindex(last.index)
    until = closed.where(last["ends"], horizon)
    hours = (until - by_case["at"].first()) / HOUR
    still_open = Fraction(1)
    for time, settled in last["ends"].groupby(hours):
        still_open *= 1 - Fraction(int(settled.sum()), int((hours >= time).sum()))
        if still_open <= Fraction(1, 2):
            return float(time)
    return None


def all_weeks(events: pd.DataFrame) -> list[pd.Timestamp]:
    mondays = monday(events["at"])
    return list(pd.date_range(mondays.min(), mondays.max(), freq="7D"))


COUNTS: dict[str, Callable[[pd.DataFrame], dict[Cell, Any]]] = {
    "received": received,
    "finished": finished,
    "handovers": handovers,
}
SHARES: dict[str, Callable[[pd.DataFrame], Shares]] = {
    "one_stop": one_stop,
    "first_time_solved": first_time_solved,
    "touches": touches,
}

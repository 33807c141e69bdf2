"""Whether forecasts come true: made each week from the deals that six real teams had closed, held against what came."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from rundum.calc.forecast import FEWEST_WEEKS, ODDS, done_by, when_done
from rundum.calc.periods import Week

MOST_WEEKS, WIDEST = 26, 0.05
BACKLOGS, AHEAD = (5, 20, 60, 120), (2, 4, 8)


@pytest.fixture(scope="module")
def weeks_of_teams(data: Path) -> list[list[int]]:
    """Deals closed by each manager's team in each complete week, in time order."""
    folder = data / "crm_sales_opportunities"
    with (folder / "sales_teams.csv").open(encoding="utf-8") as file:
        team_of = {row["sales_agent"]: row["manager"] for row in csv.DictReader(file)}
    closed: dict[str, Counter[date]] = defaultdict(Counter)
    with (folder / "sales_pipeline.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["close_date"]:
                month, day, year = map(int, row["close_date"].split("/"))
                closed[team_of[row["sales_agent"]]][Week.of(date(year, month, day)).monday] += 1
    mondays = sorted({monday for weeks in closed.values() for monday in weeks})
    whole = [mondays[0] + timedelta(weeks=n) for n in range(1, (mondays[-1] - mondays[0]).days // 7)]
    return [[weeks[monday] for monday in whole] for _team, weeks in sorted(closed.items())]


def past_and_future(weeks: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Each moment at which there are odds: the weeks looked at, and what is done after 0, 1, 2... weeks from then."""
    for at in range(FEWEST_WEEKS, len(weeks)):
        yield weeks[max(0, at - MOST_WEEKS) : at], [0, *accumulate(weeks[at:])]


def test_of_the_days_said_with_50_85_and_95_percent_so_many_were_kept(weeks_of_teams: list[list[int]]) -> None:
    kept: dict[float, list[bool]] = defaultdict(list)
    for weeks in weeks_of_teams:
        for past, future in past_and_future(weeks):
            for count in BACKLOGS:
                if future[-1] < count:
                    continue
                last = next(week for week, done in enumerate(future) if done >= count)
                took = last - (future[last] - count) / (future[last] - future[last - 1])
                (answer,) = when_done(past, [count])
                for chance in ODDS:
                    said = answer.within(chance)
                    kept[chance].append(said is not None and took <= said + 1e-9)
    assert len(kept[ODDS[0]]) > 700
    for chance in ODDS:
        assert sum(kept[chance]) / len(kept[chance]) == pytest.approx(chance, abs=WIDEST)


def test_of_the_numbers_said_to_be_possible_so_many_were_reached(weeks_of_teams: list[list[int]]) -> None:
    reached: dict[float, list[bool]] = defaultdict(list)
    for weeks in weeks_of_teams:
        for past, future in past_and_future(weeks):
            for ahead in AHEAD:
                if ahead < len(future):
                    for chance, count in done_by(past, ahead).at_least:
                        reached[chance].append(future[ahead] >= count)
    assert len(reached[ODDS[0]]) > 500
    for chance in ODDS:
        assert sum(reached[chance]) / len(reached[chance]) == pytest.approx(chance, abs=WIDEST)

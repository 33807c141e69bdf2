"""Ten measures of the incidents, for every team and week, against the raw file counted again with pandas."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from rundum.base.clock import standing_at
from rundum.measures.actions.rolling_up import refresh_measures
from rundum.measures.models import WeekValue
from rundum.teams.models import Organisation
from tests.real_data import incidents
from tests.real_data.conftest import take_over

SEEN = datetime(2012, 7, 9, tzinfo=UTC)
"""After the latest event and the weeks for which what arrived with it is looked at; the years since add nothing."""

type Cell = tuple[str, date]
type Row = tuple[float, float, float | None, bool]  # numerator, denominator, value, more than it


def kept(key: str) -> dict[Cell, Row]:
    """What Rundum has rolled up for a measure: every week of a team in which there was something to count."""
    rows = WeekValue.objects.filter(measure__key=key, process=None, n__gt=0).values_list(
        "team__name", "week", "numerator", "denominator", "value", "more_than"
    )
    return {
        (team, week): (float(part), float(whole), None if value is None else float(value), more_than)
        for team, week, part, whole, value, more_than in rows
    }


def by_date[V](counted: Mapping[incidents.Cell, V]) -> dict[Cell, V]:
    return {(team, week.date()): value for (team, week), value in counted.items()}


@pytest.mark.django_db(transaction=True)
def test_ten_measures_of_the_incidents_agree_with_the_raw_file(data: Path) -> None:
    Organisation.objects.create(name="Volvo IT", zone_name=incidents.ZONE)
    folder = data / "eventlog_bpi2013"
    with standing_at(SEEN):
        take_over("eventlog_bpi2013", folder)
        refreshed = refresh_measures()
    assert refreshed.entries > 0
    events = incidents.events_of(folder / "incidents.csv")
    weeks = incidents.all_weeks(events)

    for key, count in incidents.COUNTS.items():
        assert {cell: row[2] for cell, row in kept(key).items()} == by_date(count(events)), key
    for key, share in incidents.SHARES.items():
        assert {cell: row[:2] for cell, row in kept(key).items()} == by_date(share(events)), key

    came_back, closed = by_date(incidents.reopened(events)), by_date(incidents.finished(events))
    reopened = {cell: row[:2] for cell, row in kept("reopened").items()}
    assert reopened == {cell: (came_back.get(cell, 0), closed.get(cell, 0)) for cell in came_back | closed}

    until = weeks[-1].date()  # concerns that are still open stay so in every week since
    in_progress = {cell: row[2] for cell, row in kept("in_progress").items() if cell[1] <= until}
    assert in_progress == by_date(incidents.in_progress(events, weeks))
    open_age = {cell: row[2] for cell, row in kept("open_age").items() if cell[1] <= until}
    assert open_age == pytest.approx(by_date(incidents.open_age(events, weeks)), abs=1e-6)

    medians = {cell: None if row[3] else row[2] for cell, row in kept("time_to_resolution").items()}
    expected = by_date(incidents.time_to_resolution(events))
    assert {cell for cell, value in medians.items() if value is None} == {
        cell for cell, value in expected.items() if value is None
    }
    assert medians == pytest.approx(expected, abs=1e-6)


def test_the_raw_file_is_counted_as_its_readme_says(data: Path) -> None:
    events = incidents.events_of(data / "eventlog_bpi2013" / "incidents.csv")
    assert int(events["hands_over"].sum()) == 9454
    assert isinstance(events["at"].dtype, pd.DatetimeTZDtype)

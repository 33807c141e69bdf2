"""The incidents of eventlog_bpi2013."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest
from django.db.models import Count, Max, Min

from rundum.concerns.models import Concern, Handover
from rundum.teams.models import Team
from rundum.timeline.models import Entry
from tests.real_data.conftest import figures, take_over


@pytest.mark.django_db
def test_the_incidents_arrive_with_every_event_and_hand_over(data: Path) -> None:
    folder = data / "eventlog_bpi2013"
    expected, handed = figures(folder), figures(folder)["handoffs_by_org:group"]
    run = take_over("eventlog_bpi2013", folder)
    again = take_over("eventlog_bpi2013", folder)

    assert run.refused == 0
    assert (run.taken, again.taken, again.unchanged) == (expected["events"], 0, expected["events"])
    assert Concern.objects.count() == expected["cases"]
    events = Entry.objects.filter(concern_id__isnull=False)
    assert events.count() == expected["events"]
    span = events.aggregate(first=Min("at"), last=Max("at"))
    assert span["first"] == datetime.fromisoformat(expected["first_event_utc"])
    assert span["last"] == datetime.fromisoformat(expected["last_event_utc"])
    assert (
        events.values("concern_id").annotate(n=Count("pk")).aggregate(most=Max("n"))["most"]
        == expected["events_per_case"]["max"]
    )

    assert Team.objects.count() == handed["distinct_values"]
    assert Handover.objects.count() == handed["total"]
    assert Concern.objects.filter(handed_over=0).count() == handed["cases_with_0"]
    assert Concern.objects.aggregate(most=Max("handed_over"))["most"] == handed["max"]
    returns = returns_by_concern()
    assert sum(returns.values()) == handed["returns_to_an_earlier_value_total"]
    assert sum(count > 0 for count in returns.values()) == handed["cases_with_a_return"]


def returns_by_concern() -> dict[int, int]:
    """How often each concern went to a team that had had it before."""
    had: dict[int, set[int]] = defaultdict(set)
    returns: dict[int, int] = defaultdict(int)
    for concern, from_team, to_team in Handover.objects.order_by("at", "pk").values_list(
        "concern", "from_team", "to_team"
    ):
        had[concern].add(from_team)
        returns[concern] += to_team in had[concern]
    return returns

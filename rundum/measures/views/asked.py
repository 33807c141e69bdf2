"""What the pages and files of one measure are asked for."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404

from rundum.accounts.access import SignedInRequest
from rundum.base.charts import By
from rundum.concerns.filters import id_in
from rundum.concerns.models import Process
from rundum.measures.additions import goal_of
from rundum.measures.models import Measure
from rundum.measures.queries.charted import Charted, charted_of
from rundum.teams.current import current_team
from rundum.teams.models import Team


def asked_for(request: SignedInRequest, pk: int) -> tuple[Team, Measure, Process | None]:
    """The team looked at, the measure (of every team or its own), and the process chosen by the address."""
    team = current_team(request)
    if team is None:
        raise Http404
    found = get_object_or_404(Measure.objects.of_team(team), pk=pk)
    chosen = id_in(request.GET.get("process", ""))
    return team, found, get_object_or_404(Process, pk=chosen) if chosen else None


def charted_with_goal(measure: Measure, team: Team, process: Process | None) -> Charted:
    """The chart with the team's goal, which is one for all processes together."""
    if process is not None:
        return charted_of(measure, team, process.pk)
    return charted_of(measure, team, goal=goal_of(measure, team))


def query_of(process: Process | None, by: By) -> str:
    """The query part of an address that asks for the same, empty for all processes and weeks."""
    asked = {"process": process.pk} if process else {}
    query = urlencode(asked | ({"by": by.value} if by is not By.WEEK else {}))
    return f"?{query}" if query else ""

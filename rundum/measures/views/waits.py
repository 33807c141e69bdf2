"""What concerns waited for before their next step, and which they are."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import now
from rundum.concerns.filters import id_in
from rundum.concerns.models import Phase, Process
from rundum.concerns.process_policy import processes_in_use_by
from rundum.measures.queries.waits import Step, Whom, concerns_behind, waits_of
from rundum.measures.shown_waits import ShownWaits, hours_written
from rundum.teams.current import current_team

WEEKS = (4, 13, 26, 52)
USUAL = 13


@open_to_colleagues
@require_safe
def waits(request: SignedInRequest) -> HttpResponse:
    """The biggest waits of the team one looks at, and all of them by process, step and whom they were for (AC8.4)."""
    team = current_team(request)
    if team is None:
        return render(request, "measures/no_team.html")
    weeks, process = _weeks(request), _process(request)
    found = waits_of(team.pk, now() - timedelta(weeks=weeks), process.pk if process else None)
    context = {
        "team": team,
        "weeks": weeks,
        "choices": WEEKS,
        "process": process,
        "processes": processes_in_use_by(team.pk).order_by("name", "pk"),
        "shown": ShownWaits(found, weeks),
    }
    return render(request, "measures/waits.html", context)


@open_to_colleagues
@require_safe
def concerns(request: SignedInRequest) -> HttpResponse:
    """The concerns that waited for one party in one step, the longest first."""
    team, process = current_team(request), _process(request)
    phase, whom = request.GET.get("phase", ""), request.GET.get("whom", "")
    if team is None or process is None or phase not in Phase.values or whom not in list(Whom):
        raise Http404
    weeks, step = _weeks(request), Step(process.pk, phase, request.GET.get("step", ""))
    after = id_in(request.GET.get("after", "")) or 0
    behind = concerns_behind(
        team.pk, now() - timedelta(weeks=weeks), step, Whom(whom), reader=request.user, after=after
    )
    asked = {"process": process.pk, "phase": phase, "step": step.own_name, "whom": whom, "weeks": weeks}
    context = {
        "team": team,
        "weeks": weeks,
        "process": process,
        "step": step,
        "whom": Whom(whom),
        "behind": behind,
        "rows": [(row, hours_written(float(row.hours))) for row in behind.rows],
        "sum": hours_written(float(behind.hours)),
        "further": urlencode(asked | {"after": behind.later}) if behind.later else "",
    }
    return render(request, "measures/waits_concerns.html", context)


def _weeks(request: SignedInRequest) -> int:
    """The period a link names, in weeks. 404 for one that is not offered."""
    weeks = request.GET.get("weeks", str(USUAL))
    if weeks not in map(str, WEEKS):
        raise Http404
    return int(weeks)


def _process(request: SignedInRequest) -> Process | None:
    chosen = request.GET.get("process", "")
    return get_object_or_404(Process, pk=id_in(chosen)) if chosen else None

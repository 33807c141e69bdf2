"""When the open work is done and how much is possible by a day: of a team, and of one concern."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import now
from rundum.base.formats.numbers import percent
from rundum.base.replies import page_or_part
from rundum.calc.forecast import ODDS
from rundum.calc.periods import Week
from rundum.concerns.filters import id_in
from rundum.concerns.models import Concern, Process
from rundum.concerns.process_policy import processes_in_use_by
from rundum.planning.forms.possible import PossibleForm
from rundum.planning.models import Commitment
from rundum.planning.queries.forecast import concern_forecast_of, forecast_of
from rundum.planning.shown import ShownForecast, backlog_words, concern_words, waiting_words
from rundum.planning.shown_possible import ShownPossible, within_week_words
from rundum.planning.views.week import asked_for
from rundum.teams.current import current_team
from rundum.teams.frame import frame_of
from rundum.teams.queries import week_of_team


@open_to_colleagues
@require_safe
def forecast(request: SignedInRequest) -> HttpResponse:
    """What is open at the team looked at, in all or of one ?process=, and what is possible ?by= a day."""
    team, organisation = current_team(request), frame_of(request).organisation
    if team is None or organisation is None:
        return render(request, "concerns/no_team.html")
    processes = list(processes_in_use_by(team.pk).order_by("name", "pk"))
    process = _chosen(request, processes)
    found = forecast_of(team, now(), organisation.zone, process=process.pk if process else None)
    form = PossibleForm(request.GET, start=found.start)
    shown = ShownForecast(found, found.when(found.throughput.open), with_new=True)
    page = {
        "team": team,
        "process": process,
        "processes": processes,
        "shown": shown,
        "words": backlog_words(shown),
        "form": form,
        "possible": ShownPossible(found, form.cleaned_data["by"]) if form.is_valid() else None,
    }
    return page_or_part(request, "planning/forecast.html", "possible", page, status=422 if form.errors else 200)


@open_to_colleagues
@require_safe
def concern_forecast(request: SignedInRequest, customer: int, pk: int) -> HttpResponse:
    """When one concern is done: a page of its own, and for the concern's page one line."""
    visible = Concern.objects.visible_to(request.user).select_related("team", "customer")
    concern = get_object_or_404(visible, customer=customer, pk=pk)
    organisation = frame_of(request).organisation
    found = concern_forecast_of(concern, now(), organisation.zone) if organisation else None
    page: dict[str, object] = {"concern": concern, "team": concern.team, "found": found}
    if found:
        page |= {
            "shown": ShownForecast(found.forecast, found.when),
            "words": concern_words(found),
            "waiting": waiting_words(concern),
        }
    return page_or_part(request, "planning/concern_forecast.html", "line", page)


@open_to_colleagues
@require_safe
def week_forecast(request: SignedInRequest, monday: str) -> HttpResponse:
    """How many concerns are finished in what is left of a week, beside those the team has committed to: a part of its
    page. Nothing of a week that is over."""
    team, first, _day = asked_for(request, monday)
    organisation = frame_of(request).organisation
    answer = None
    if organisation:
        found = forecast_of(team, now(), organisation.zone)
        answer = found.within_week(week_of_team(team, Week.of(first)).days)
    committed = Commitment.objects.running().filter(team=team, week=first).count()
    even = dict(answer.at_least).get(ODDS[0]) if answer else None
    page = {
        "words": within_week_words(answer),
        "committed": committed,
        "even": percent(ODDS[0]),
        "is_unlikely": even is not None and committed > even,
    }
    return render(request, "planning/week_forecast.html", page)


def _chosen(request: SignedInRequest, processes: list[Process]) -> Process | None:
    """The process the address names, none for all of them. 404 for anything else."""
    named = request.GET.get("process", "")
    if not named:
        return None
    found = next((one for one in processes if one.pk == id_in(named)), None)
    if found is None:
        raise Http404
    return found

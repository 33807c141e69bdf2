"""The register of a team's measures, one measure's page, and the rows behind a week."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import chart_png, week_label
from rundum.concerns.filters import id_in
from rundum.concerns.models import Process
from rundum.measures.additions import goal_of, sections_for
from rundum.measures.addresses import monday_of
from rundum.measures.choices import Kind
from rundum.measures.models import Data, Measure, Signal
from rundum.measures.queries.behind import is_openable, made_of, rows_behind
from rundum.measures.queries.charted import Charted, charted_all, charted_of
from rundum.measures.queries.entered import entered_for
from rundum.measures.queries.told import told
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import ShownMeasure, entered_rows, shown_made, shown_register, shown_signals
from rundum.measures.stated_filter import StatedFilter
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import is_member


@open_to_colleagues
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """Every measure of the team one looks at, by kind, with its latest value and what its chart says."""
    team = current_team(request)
    if team is None:
        return render(request, "measures/no_team.html")
    order = {kind: at for at, kind in enumerate(Kind)}
    measures = sorted(Measure.objects.in_use().of_team(team), key=lambda one: (order[Kind(one.kind)], one.pk))
    context = {
        "team": team,
        "kinds": shown_register(charted_all(measures, team)),
        "signals": shown_signals(team),
        "is_member": is_member(request.user, team.pk),
        "retired": Measure.objects.filter(team=team, retired_at__isnull=False).order_by("own_name", "pk"),
    }
    return render(request, "measures/register.html", context)


@open_to_colleagues
@require_safe
def measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """One measure of the team one looks at: its chart, verdict first, definition, weeks; of all processes or one."""
    team, found, process = _asked_for(request, pk)
    shown = ShownMeasure(_charted(found, team, process))
    context = {
        "team": team,
        "shown": shown,
        "measure": found,
        "process": process,
        "sections": [] if process else sections_for(request, shown.charted, team),
        "processes": Process.objects.filter(retired_at=None).order_by("name", "pk"),
        "signals": shown_signals(team, found),
        "answered": Signal.objects.filter(team=team, measure=found, closed_at__isnull=False).select_related("measure"),
        "is_member": is_member(request.user, team.pk),
        "filter": told(StatedFilter.of(found.filter), reader=request.user) if found.filter else [],
        "openable": is_openable(found) or found.is_entered or bool(found.built_in and found.built_in.recorded),
    }
    return render(request, "measures/measure.html", context)


@open_to_colleagues
@require_safe
def week(request: SignedInRequest, pk: int, monday: str) -> HttpResponse:
    """The rows one week's figure is made of, and their sum (AC4.4); of a week without a figure, that there is none."""
    team, found, process = _asked_for(request, pk)
    day = monday_of(monday)
    if not is_openable(found) and not found.is_entered and not (found.built_in and found.built_in.recorded):
        raise Http404
    shown = ShownMeasure(charted_of(found, team, process.pk if process else None))
    figure = shown.week(day)
    context = {
        "team": team,
        "shown": shown,
        "measure": found,
        "process": process,
        "figure": figure,
        "label": week_label(day, year=True),
        "earlier": shown.week_before(day),
        "later": shown.week_after(day),
        "in_hours": found.data == Data.DURATION,
        "is_count": found.data == Data.COUNT,
    }
    if figure is None:
        context["to_come"] = day > this_week()
    elif is_openable(found):
        after = id_in(request.GET.get("after", "")) or 0
        process_id = process.pk if process else None
        context["behind"] = rows_behind(found, team, day, process_id, reader=request.user, after=after)
    elif found.is_entered:
        context["entered"] = entered_rows(shown, entered_for(found, day))
        return render(request, "measures/entered.html", context)
    else:
        made = context["made"] = shown_made(made_of(found, team, day))
        context["is_count"] = any(one.is_sum for one in made)
    return render(request, "measures/week.html", context)


@open_to_colleagues
@require_safe
def weeks_as_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """The weeks of a measure as a file: figures of the team, nobody's own."""
    team, found, process = _asked_for(request, pk)
    shown = charted_of(found, team, process.pk if process else None)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="measure-{found.key or found.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(
        ["team", "measure", "process", "week", "numerator", "denominator", "value", "more_than", "n", "stands"]
    )
    for one in [*shown.weeks, *shown.running]:
        numbers = [one.numerator, one.denominator, one.value]
        plain = ["" if figure is None else format(figure.normalize(), "f") for figure in numbers]
        name = _safe(process.name) if process else ""
        writer.writerow(
            [_safe(team.name), _safe(found.name), name, one.monday, *plain, int(one.more_than), one.n, int(one.settled)]
        )
    return response


@open_to_colleagues
@require_safe
def chart_as_png(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chart as a picture for a report."""
    team, found, process = _asked_for(request, pk)
    shown = _charted(found, team, process)
    if not shown.weeks:
        raise Http404
    picture = chart_png(shown.chart, shown.drawn, team=team.name, annotations=shown.annotations)
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="measure-{found.key or found.pk}.png"'
    return response


def _safe(text: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _charted(measure: Measure, team: Team, process: Process | None) -> Charted:
    """The chart with the team's goal, which is one for all processes together."""
    if process is not None:
        return charted_of(measure, team, process.pk)
    return charted_of(measure, team, goal=goal_of(measure, team))


def _asked_for(request: SignedInRequest, pk: int) -> tuple[Team, Measure, Process | None]:
    """The team looked at, the measure (of every team or its own), and the process chosen by the address."""
    team = current_team(request)
    if team is None:
        raise Http404
    found = get_object_or_404(Measure.objects.of_team(team), pk=pk)
    chosen = id_in(request.GET.get("process", ""))
    return team, found, get_object_or_404(Process, pk=chosen) if chosen else None

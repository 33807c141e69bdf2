"""The register of a team's measures, one measure's page by weeks or months, and the rows behind a week."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import week_label
from rundum.concerns.filters import id_in
from rundum.concerns.models import Process
from rundum.measures.additions import sections_for
from rundum.measures.addresses import by_named, monday_of
from rundum.measures.choices import Kind
from rundum.measures.models import Data, Measure, Signal
from rundum.measures.queries.behind import is_openable, made_of, opens_weeks, rows_behind
from rundum.measures.queries.charted import charted_all, charted_of
from rundum.measures.queries.entered import entered_for
from rundum.measures.queries.told import told
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import ShownMeasure, shown_register, shown_signals
from rundum.measures.shown_entered import entered_rows
from rundum.measures.shown_months import shown_by, switch_of
from rundum.measures.shown_weeks import shown_made
from rundum.measures.stated_filter import StatedFilter
from rundum.measures.views.asked import asked_for, charted_with_goal, query_of
from rundum.teams.current import current_team
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
    """One measure of the team one looks at: its chart, verdict first, definition, weeks or months; of all processes or
    one."""
    team, found, process = asked_for(request, pk)
    weeks = charted_with_goal(found, team, process)
    switch = switch_of(found, by_named(request.GET.get("by", "")))
    shown, listed = shown_by(weeks, team, process, switch.by)
    context = {
        "team": team,
        "shown": shown,
        "listed": listed,
        "page": listed.table(request.GET.get("place", "")),
        "measure": found,
        "process": process,
        "switch": switch,
        "query": query_of(process, switch.by),
        # Goals and cycles are kept week by week, as signals are, whatever is drawn.
        "sections": [] if process else sections_for(request, weeks, team),
        "processes": Process.objects.filter(retired_at=None).order_by("name", "pk"),
        "signals": shown_signals(team, found),
        "answered": Signal.objects.filter(team=team, measure=found, closed_at__isnull=False).select_related("measure"),
        "is_member": is_member(request.user, team.pk),
        "filter": told(StatedFilter.of(found.filter), reader=request.user) if found.filter else [],
        "openable": opens_weeks(found),
    }
    return render(request, "measures/measure.html", context)


@open_to_colleagues
@require_safe
def week(request: SignedInRequest, pk: int, monday: str) -> HttpResponse:
    """The rows one week's figure is made of, and their sum (AC4.4); of a week without a figure, that there is none."""
    team, found, process = asked_for(request, pk)
    day = monday_of(monday)
    if not opens_weeks(found):
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
        "is_member": is_member(request.user, team.pk),
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
        made = context["made"] = shown_made(made_of(found, team, [day]))
        context["is_count"] = made.is_sum
    return render(request, "measures/week.html", context)

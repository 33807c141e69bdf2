"""The weeks and rows one month's figure is made of."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import month_label
from rundum.concerns.filters import id_in
from rundum.measures.addresses import month_named
from rundum.measures.models import Data
from rundum.measures.queries.behind import is_openable, made_of, opens_weeks, rows_of_weeks
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.months import charted_months, how_of
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import ShownMeasure
from rundum.measures.shown_months import ShownMonths, weeks_of_month
from rundum.measures.shown_weeks import shown_made
from rundum.measures.views.asked import asked_for
from rundum.teams.policy import is_member


@open_to_colleagues
@require_safe
def month(request: SignedInRequest, pk: int, month: str) -> HttpResponse:
    """The weeks one month's figure is made of, and their rows with their sum (AC4.4)."""
    team, found, process = asked_for(request, pk)
    first = month_named(month).monday
    if how_of(found) is None or not opens_weeks(found):
        raise Http404
    process_id = process.pk if process else None
    weekly = ShownMeasure(charted_of(found, team, process_id))
    shown = ShownMonths(charted_months(weekly.charted, team, process))
    figure = shown.week(first)
    context = {
        "team": team,
        "shown": shown,
        "weekly": weekly,
        "measure": found,
        "process": process,
        "label": month_label(first, year=True),
        "earlier": shown.week_before(first),
        "later": shown.week_after(first),
        "in_hours": found.data == Data.DURATION,
        "is_count": found.data == Data.COUNT,
        "is_member": is_member(request.user, team.pk),
    }
    if figure is None:
        context["to_come"] = first > this_week()
        return render(request, "measures/month.html", context)
    context["figure"], context["month"] = figure, shown.row(figure)
    context["weeks"] = weeks_of_month(shown.charted.figures[first], weekly)
    mondays = [part.week.monday for part in shown.charted.figures[first].weeks]
    if is_openable(found):
        after = id_in(request.GET.get("after", "")) or 0
        if mondays:
            context["behind"] = rows_of_weeks(found, team, mondays, process_id, reader=request.user, after=after)
    elif not found.is_entered:
        made = context["made"] = shown_made(made_of(found, team, mondays))
        context["is_count"] = made.is_sum
    return render(request, "measures/month.html", context)

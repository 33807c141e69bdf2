"""What a measure gives to take along: its weeks and the rows behind one as CSV, its chart as a picture."""

import csv
from collections.abc import Iterable
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import chart_png
from rundum.measures.addresses import monday_of
from rundum.measures.models import Measure
from rundum.measures.queries.behind import EVERY, is_openable, rows_behind
from rundum.measures.queries.charted import charted_of
from rundum.measures.views.asked import asked_for, charted_with_goal


@open_to_colleagues
@require_safe
def weeks_as_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """The weeks of a measure as a file: figures of the team, nobody's own."""
    team, found, process = asked_for(request, pk)
    shown = charted_of(found, team, process.pk if process else None)
    names = (team.name, found.name, process.name if process else "")
    rows = (
        (*names, one.monday, one.numerator, one.denominator, one.value, one.more_than, one.n, one.settled)
        for one in [*shown.weeks, *shown.running]
    )
    heads = ["team", "measure", "process", "week", "numerator", "denominator", "value", "more_than", "n", "stands"]
    return _csv(f"{_slug(found)}.csv", heads, rows)


@open_to_colleagues
@require_safe
def rows_as_csv(request: SignedInRequest, pk: int, monday: str) -> HttpResponse:
    """The rows one week's figure is made of, all of them (F4b); what is confidential to the reader has no name."""
    team, found, process = asked_for(request, pk)
    day = monday_of(monday)
    if not is_openable(found):
        raise Http404
    behind = rows_behind(found, team, day, process.pk if process else None, reader=request.user, listed=EVERY)
    rows = (
        (row.number, row.title, row.customer, row.promise, row.part, row.whole, row.hours, row.ended)
        for row in behind.rows
    )
    heads = ["concern", "title", "customer", "promise", "numerator", "denominator", "hours", "ended"]
    return _csv(f"{_slug(found)}-{day}.csv", heads, rows)


@open_to_colleagues
@require_safe
def chart_as_png(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chart as a picture for a report."""
    team, found, process = asked_for(request, pk)
    shown = charted_with_goal(found, team, process)
    if not shown.weeks:
        raise Http404
    picture = chart_png(shown.chart, shown.drawn, team=team.name, annotations=shown.annotations)
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{_slug(found)}.png"'
    return response


def _slug(measure: Measure) -> str:
    return f"measure-{measure.key or measure.pk}"


def _csv(name: str, heads: list[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return response


def _plain(value: object) -> object:
    """A value as a spreadsheet takes it: no formula, no exponent, yes and no as 1 and 0."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return int(value) if isinstance(value, bool) else value

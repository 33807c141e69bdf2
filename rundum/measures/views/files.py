"""What a measure gives to take along: its weeks or months and the rows behind one as CSV, its chart as a picture."""

import csv
from collections.abc import Iterable
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import By, chart_png
from rundum.concerns.models import Process
from rundum.measures.addresses import by_named, monday_of, month_named
from rundum.measures.models import Measure
from rundum.measures.queries.behind import EVERY, Row, is_openable, rows_behind, rows_of_weeks
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.months import charted_months, how_of
from rundum.measures.shown_months import shown_by
from rundum.measures.views.asked import asked_for, charted_with_goal
from rundum.teams.models import Team

HEADS = ["team", "measure", "process", "week", "numerator", "denominator", "value", "more_than", "n", "stands"]
ROW_HEADS = ["concern", "title", "customer", "promise", "numerator", "denominator", "hours", "ended"]


@open_to_colleagues
@require_safe
def weeks_as_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """The weeks of a measure as a file, or its months: figures of the team, nobody's own."""
    team, found, process = asked_for(request, pk)
    if _by(request, found) is By.MONTH:
        return _months_as_csv(found, team, process)
    shown = charted_of(found, team, process.pk if process else None)
    names = (team.name, found.name, process.name if process else "")
    rows = (
        (*names, one.monday, one.numerator, one.denominator, one.value, one.more_than, one.n, one.settled)
        for one in [*shown.weeks, *shown.running]
    )
    return _csv(f"{_slug(found)}.csv", HEADS, rows)


def _months_as_csv(measure: Measure, team: Team, process: Process | None) -> HttpResponse:
    months = charted_months(charted_of(measure, team, process.pk if process else None), team, process)
    names = (team.name, measure.name, process.name if process else "")
    rows = (
        (*names, each.month, *each.figure[:3], each.figure.more_than, each.figure.n, each.missing, each.stands)
        for each in months.figures.values()
    )
    heads = [*HEADS[:3], "month", *HEADS[4:9], "weeks_missing", HEADS[9]]
    return _csv(f"{_slug(measure)}-months.csv", heads, rows)


@open_to_colleagues
@require_safe
def rows_as_csv(request: SignedInRequest, pk: int, monday: str) -> HttpResponse:
    """The rows one week's figure is made of, all of them (F4b); what is confidential to the reader has no name."""
    team, found, process = asked_for(request, pk)
    day = monday_of(monday)
    if not is_openable(found):
        raise Http404
    behind = rows_behind(found, team, day, process.pk if process else None, reader=request.user, listed=EVERY)
    return _csv(f"{_slug(found)}-{day}.csv", ROW_HEADS, map(_of_row, behind.rows))


@open_to_colleagues
@require_safe
def rows_of_month_as_csv(request: SignedInRequest, pk: int, month: str) -> HttpResponse:
    """The rows one month's figure is made of, in the same way, each with the week it counts in."""
    team, found, process = asked_for(request, pk)
    first, process_id = month_named(month).monday, process.pk if process else None
    if not is_openable(found) or how_of(found) is None:
        raise Http404
    known = charted_months(charted_of(found, team, process_id), team, process).figures.get(first)
    weeks = [part.week.monday for part in known.weeks] if known else []
    # Of a month of which nothing is known yet there are no rows, and the file says so.
    found_rows = rows_of_weeks(found, team, weeks, process_id, reader=request.user, listed=EVERY).rows if weeks else []
    rows = ((*_of_row(row), row.week) for row in found_rows)
    return _csv(f"{_slug(found)}-{month}.csv", [*ROW_HEADS, "week"], rows)


def _of_row(row: Row) -> tuple[object, ...]:
    return row.number, row.title, row.customer, row.promise, row.part, row.whole, row.hours, row.ended


@open_to_colleagues
@require_safe
def chart_as_png(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chart as a picture for a report, of weeks or of months."""
    team, found, process = asked_for(request, pk)
    weeks = charted_with_goal(found, team, process)
    shown = shown_by(weeks, team, process, _by(request, found))[0].charted
    if not shown.weeks:
        raise Http404
    picture = chart_png(shown.chart, shown.drawn, team=team.name, annotations=shown.annotations)
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{_slug(found)}.png"'
    return response


def _by(request: SignedInRequest, measure: Measure) -> By:
    """What is asked for. 404 for months of a measure that has none: a file of weeks would not be what was asked."""
    by = by_named(request.GET.get("by", ""))
    if by is By.MONTH and how_of(measure) is None:
        raise Http404
    return by


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

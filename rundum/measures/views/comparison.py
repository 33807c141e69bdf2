"""Teams side by side: by a funnel, with the measure and the weeks chosen by links."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import FunnelSubject, Unit, funnel_chart, funnel_png, funnel_table, funnel_words, week_label
from rundum.calc.goals import Good
from rundum.measures.models import Data, Measure
from rundum.measures.queries.comparison import Comparison, comparable_measures, comparison
from rundum.measures.queries.weeks import this_week

WEEKS = (4, 13, 26, 52)
USUAL = 13
FIRST = "verdict"


@open_to_colleagues
@require_safe
def teams(request: SignedInRequest) -> HttpResponse:
    """All teams by one measure: which differ by more than chance. By name, never in order of their results."""
    measures = comparable_measures()
    measure, weeks = _chosen(request, measures)
    last = this_week() - timedelta(weeks=1)
    found = comparison(measure, last=last, weeks=weeks) if measure else None
    page: dict[str, object] = {
        "measures": measures,
        "measure": measure,
        "choices": WEEKS,
        "weeks": weeks,
        "period": _period(last, weeks),
    }
    if measure and found:
        subject = _subject(measure, found)
        page |= {
            "per": found.per,
            "words": funnel_words(found.funnel, subject),
            "picture": funnel_chart(found.funnel, subject, id="funnel"),
            "table": funnel_table(found.funnel, subject),
        }
    return render(request, "measures/teams.html", page)


@open_to_colleagues
@require_safe
def picture(request: SignedInRequest) -> HttpResponse:
    """The same funnel as a PNG for a report."""
    measure, weeks = _chosen(request, comparable_measures())
    last = this_week() - timedelta(weeks=1)
    found = comparison(measure, last=last, weeks=weeks) if measure else None
    if not measure or not found:
        raise Http404
    drawn = funnel_png(found.funnel, _subject(measure, found), period=_period(last, weeks))
    name = f"rundum-{measure.pk}-{last.isoformat()}.png"
    return HttpResponse(
        drawn, content_type="image/png", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _chosen(request: SignedInRequest, measures: list[Measure]) -> tuple[Measure | None, int]:
    """What the links name: a measure, else what customers say, and a number of weeks, else the usual. 404 for anything
    else."""
    named, weeks = request.GET.get("measure", ""), request.GET.get("weeks", str(USUAL))
    asked = ((str(one.pk) == named) if named else (one.key == FIRST) for one in measures)
    chosen = next((one for one, is_asked in zip(measures, asked, strict=True) if is_asked), None)
    if (named and chosen is None) or weeks not in map(str, WEEKS):
        raise Http404
    return chosen, int(weeks)


def _subject(measure: Measure, found: Comparison) -> FunnelSubject:
    if measure.data == Data.SHARE:
        unit = Unit(is_share=True)
    else:
        unit = Unit(_("per concern received") if found.per else measure.unit)
    size = found.per.name if found.per else _("Cases")
    return FunnelSubject(measure.name, found.names, size, Good(measure.direction), unit)


def _period(last: date, weeks: int) -> str:
    first = last - timedelta(weeks=weeks - 1)
    year = first.isocalendar().year != last.isocalendar().year
    return f"{week_label(first, year=year)} – {week_label(last, year=year)}"

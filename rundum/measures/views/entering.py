"""Writing down the weeks of an own measure: week by week, or all at once from a file."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.measures.actions.entering import Written, enter_values
from rundum.measures.addresses import monday_of
from rundum.measures.choices import Data, Source
from rundum.measures.forms.entering import FileForm, ValuesForm
from rundum.measures.models import Measure
from rundum.measures.queries.entered import latest_entered, standing_values
from rundum.measures.queries.weeks import this_week
from rundum.measures.value_files import Fault, example_file, read_values
from rundum.teams.current import current_team
from rundum.teams.policy import require_member

WEEKS = 8
"""So many weeks stand on one page of the form."""
FAULTS = 50
"""So many faults of a file are shown; the rest is counted."""


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def values(request: SignedInRequest, pk: int) -> HttpResponse:
    """The latest weeks with their values to write; earlier ones behind a link."""
    measure, here = _entered(request, pk), this_week()
    last = min(monday_of(request.GET["until"]), here) if "until" in request.GET else here
    weeks = [last - timedelta(weeks=n) for n in range(WEEKS)]
    posted = request.POST.copy() if request.method == "POST" else None
    form = ValuesForm(
        posted,
        measure=measure,
        weeks=weeks,
        standing=standing_values(measure, weeks),
        seen=latest_entered(measure),
    )
    if form.is_valid():
        with refusals_shown_in(form):
            said = form.cleaned_data
            written = enter_values(measure, said["values"], seen=said["seen"], by=request.user)
            toast(request, _written(written))
            return redirect("measures:measure", pk)
    if posted is not None:
        posted["seen"] = str(form.initial["seen"])  # whoever has now looked at what others wrote may go on
    context = {
        "form": form,
        "measure": measure,
        "earlier": (weeks[-1] - timedelta(weeks=1)).isoformat(),
        "later": min(last + timedelta(weeks=WEEKS), here).isoformat() if last < here else "",
    }
    return render(request, "measures/values.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over a file: all its weeks, or none and why."""
    measure = _entered(request, pk)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    faults: list[Fault] = []
    if form.is_valid():
        given = form.cleaned_data["file"]
        read = read_values(given.read(), Data(measure.data), here=this_week())
        faults = list(read.faults)
        if not faults:
            with refusals_shown_in(form):
                toast(request, _written(enter_values(measure, read.values, by=request.user, file=given.name[:255])))
                return redirect("measures:measure", pk)
    context = {
        "form": form,
        "measure": measure,
        "faults": faults[:FAULTS],
        "more_faults": max(0, len(faults) - FAULTS),
        "in_two": measure.data in {Data.SHARE, Data.RATE},
    }
    return render(request, "measures/file.html", context, status=422 if form.errors or faults else 200)


@open_to_colleagues
@require_safe
def example(request: SignedInRequest, pk: int) -> HttpResponse:
    """A file as it may look, to fill in."""
    entered = Measure.objects.filter(source__in=[Source.ENTERED, Source.FILE], team=current_team(request))
    measure = get_object_or_404(entered, pk=pk)
    response = HttpResponse(example_file(measure, here=this_week()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="measure-{measure.pk}-example.csv"'
    return response


def _entered(request: SignedInRequest, pk: int) -> Measure:
    """The measure whose weeks this person may write down; 404 for one that comes from the records or is retired."""
    measure = Measure.objects.in_use().filter(source__in=[Source.ENTERED, Source.FILE], pk=pk).first()
    if measure is None:
        raise Http404
    require_member(request.user, measure.team_id)
    return measure


def _written(written: Written) -> str:
    if not written.changed:
        return _("Nothing is new: every week has this value already.")
    text = ngettext("%(count)d week is written down.", "%(count)d weeks are written down.", written.changed)
    return text % {"count": written.changed}

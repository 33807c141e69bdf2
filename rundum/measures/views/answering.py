"""What members say to a chart."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.charts import week_label
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.measures.actions.annotating import answer_signal, set_limits_anew
from rundum.measures.actions.keeping import take_limits_anew
from rundum.measures.addresses import address_of_chart
from rundum.measures.forms.answering import AnswerForm, CorrectedForm, LimitsForm
from rundum.measures.models import KeptBaseline, Measure, Signal
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import ShownMeasure, ShownSignal
from rundum.teams.current import current_team
from rundum.teams.policy import require_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def limits(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the limits of a measure's chart anew from a week on, saying what was changed."""
    team = current_team(request)
    if team is None:
        return render(request, "measures/no_team.html")
    measure = get_object_or_404(Measure.objects.of_team(team), pk=pk)
    require_member(request.user, team.pk)
    shown = ShownMeasure(charted_of(measure, team))
    first = shown.charted.weeks[0].monday if shown.charted.weeks else None
    form = LimitsForm(request.POST if request.method == "POST" else None, first=first, here=this_week())
    if form.is_valid():
        with refusals_shown_in(form):
            change = set_limits_anew(measure, team, by=request.user, **form.cleaned_data)
            begun = {"week": week_label(change.week, year=True)}
            toast(request, _("The limits begin anew with %(week)s. The old ones stay on the left.") % begun)
            return redirect("measures:measure", pk)
    context = {"form": form, "team": team, "measure": measure, "shown": shown}
    return render(request, "measures/limits.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def corrected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take limits from the weeks they came from as these are known by now, saying what was corrected."""
    kept = get_object_or_404(KeptBaseline.objects.select_related("measure", "team", "process"), pk=pk)
    require_member(request.user, kept.team_id)
    form = CorrectedForm(request.POST if request.method == "POST" else None)
    back = address_of_chart(kept)
    if form.is_valid():
        with refusals_shown_in(form):
            take_limits_anew(kept, sentence=form.cleaned_data["sentence"], by=request.user)
            toast(request, _("The limits come from the corrected weeks."))
            return redirect(back)
    shown = ShownMeasure(charted_of(kept.measure, kept.team, kept.process_id))
    context = {"form": form, "kept": kept, "shown": shown, "back": back}
    return render(request, "measures/corrected.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def signal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Explain a signal, with its chart in view, so that nobody is asked again."""
    found = get_object_or_404(Signal.objects.select_related("measure", "team"), pk=pk)
    require_member(request.user, found.team_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            answer_signal(found, note=form.cleaned_data["note"], by=request.user)
            toast(request, _("The signal is answered."))
            return redirect("measures:measure", found.measure_id)
    shown = ShownMeasure(charted_of(found.measure, found.team))
    context = {"form": form, "signal": ShownSignal(found), "shown": shown}
    return render(request, "measures/signal.html", context, status=422 if form.errors else 200)

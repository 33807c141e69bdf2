"""A team's own measures: defining one, giving one up."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.measures.actions.defining import define_measure, retire_measure
from rundum.measures.choices import Source
from rundum.measures.forms.defining import EnteredForm, RetirementForm
from rundum.measures.models import Measure
from rundum.teams.current import current_team
from rundum.teams.policy import require_member

SOURCES = (Source.ENTERED, Source.FILE)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def definition(request: SignedInRequest) -> HttpResponse:
    """Define a measure of the team's own; where its values come from is chosen by a link, and decides what is asked."""
    team = current_team(request)
    if team is None:
        return render(request, "measures/no_team.html")
    require_member(request.user, team.pk)
    source = request.GET.get("source", Source.ENTERED)
    if source not in SOURCES:
        raise Http404
    form = EnteredForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            said = dict(form.cleaned_data)
            made = define_measure(team, source=Source(source), data=said.pop("number"), by=request.user, **said)
            toast(request, _("The team measures this from now on."))
            return redirect("measures:file" if source == Source.FILE else "measures:values", made.pk)
    context = {"form": form, "team": team, "source": source, "sources": SOURCES}
    return render(request, "measures/definition.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def retirement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an own measure up; its weeks stay."""
    measure = get_object_or_404(Measure.objects.in_use().filter(team__isnull=False), pk=pk)
    require_member(request.user, measure.team_id)
    form = RetirementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            retire_measure(measure, by=request.user, **form.cleaned_data)
            toast(request, _("The team no longer measures this. Its weeks stay readable."))
            return redirect("measures:register")
    context = {"form": form, "measure": measure}
    return render(request, "measures/retirement.html", context, status=422 if form.errors else 200)

"""A team's own measures: defining one, giving one up."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import Refused
from rundum.base.replies import toast
from rundum.concerns.filters import Filters
from rundum.concerns.process_policy import processes_in_use_by
from rundum.measures.actions.defining import define_counted_measure, define_measure, retire_measure
from rundum.measures.choices import Source
from rundum.measures.forms.defining import CountedForm, EnteredForm, RetirementForm
from rundum.measures.models import Measure
from rundum.measures.stated_filter import stated
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import require_member

SOURCES = (Source.ENTERED, Source.FILE, Source.FILTER)


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
    return _counted(request, team) if source == Source.FILTER else _entered(request, team, Source(source))


def _entered(request: SignedInRequest, team: Team, source: Source) -> HttpResponse:
    form = EnteredForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            said = dict(form.cleaned_data)
            made = define_measure(team, source=source, data=said.pop("number"), by=request.user, **said)
            toast(request, _("The team measures this from now on."))
            return redirect("measures:file" if source == Source.FILE else "measures:values", made.pk)
    return _shown(request, team, source, form)


def _counted(request: SignedInRequest, team: Team) -> HttpResponse:
    """By a stated filter; the one a list was filtered by, where its link came here."""
    listed, refused = Filters.read(request.GET), ""
    try:
        filter = stated(listed)
    except Refused as refusal:
        refused = str(refusal.sentence)
        filter = stated(replace(listed.without_chip, name=""))
    form = CountedForm(
        request.POST if request.method == "POST" else None,
        processes=processes_in_use_by(team.pk).order_by("name", "pk"),
        stated=filter,
    )
    if form.is_valid():
        with refusals_shown_in(form):
            said = {name: form.cleaned_data[name] for name in ("name", "definition", "kind", "direction")}
            made = define_counted_measure(team, filter=form.filter, by=request.user, **said)
            toast(request, _("The team measures this from now on."))
            return redirect("measures:measure", made.pk)
    return _shown(request, team, Source.FILTER, form, refused=refused)


def _shown(
    request: SignedInRequest, team: Team, source: Source, form: EnteredForm | CountedForm, refused: str = ""
) -> HttpResponse:
    context = {"form": form, "team": team, "source": source, "sources": SOURCES, "refused": refused}
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

"""Cycles: read by every colleague; planned, tried, checked and ended by the team's members."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.paging import Key, page_by_key
from rundum.base.refusals import EditConflict, Refused
from rundum.base.replies import toast
from rundum.concerns.filters import id_in
from rundum.customers.forms.differing import differences
from rundum.improvement.actions.cycle_limits import decide_cycle_limit
from rundum.improvement.actions.cycle_plans import change_plan, plan_cycle
from rundum.improvement.actions.cycle_steps import end_cycle, finish_doing, start_cycle
from rundum.improvement.forms.cycles import ActForm, DoneForm, LimitForm, PlanForm, plan_as_initial
from rundum.improvement.models import Act, Cycle, CycleLimit, Part
from rundum.improvement.queries.cycle_choices import measures_of, processes_of, versions_since
from rundum.improvement.queries.cycles import cycle_limit, result_of, start_week
from rundum.improvement.shown_cycles import ShownCycle
from rundum.measures.models import Signal
from rundum.measures.queries.charted import charted_of
from rundum.measures.queries.weeks import this_week
from rundum.measures.shown import ShownMeasure
from rundum.teams.current import current_team
from rundum.teams.models import Organisation
from rundum.teams.policy import is_member, require_member


@open_to_colleagues
@require_safe
def cycles(request: SignedInRequest) -> HttpResponse:
    """All cycles of the team one looks at, the newest first."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    found = Cycle.objects.of_team(team).select_related("measure", "by", "started_by", "done_by", "ended_by")
    page = page_by_key(found, [Key("number", descending=True)], request.GET.get("place", ""))
    here = this_week()
    context = {
        "team": team,
        "page": page,
        "shown": [ShownCycle(each, here) for each in page.rows],
        "may_change": is_member(request.user, team.pk),
    }
    return render(request, "improvement/cycles.html", context)


@open_to_colleagues
@require_safe
def cycle(request: SignedInRequest, pk: int) -> HttpResponse:
    """One cycle: what was expected, what was done, what came of it, and what becomes of it."""
    return _page(request, _found(pk))


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def planning(request: SignedInRequest) -> HttpResponse:
    """A new cycle, perhaps on a signal, perhaps going on from an earlier one."""
    team = current_team(request)
    asked = id_in(request.GET.get("signal", "")) or id_in(request.POST.get("signal", ""))
    earlier = id_in(request.GET.get("follows", "")) or id_in(request.POST.get("follows", ""))
    signal = get_object_or_404(Signal.objects.open().select_related("measure", "team"), pk=asked) if asked else None
    follows = _found(earlier) if earlier else None
    team = signal.team if signal else follows.team if follows else team
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    initial: dict[str, Any] = plan_as_initial(follows) if follows else {"measure": request.GET.get("measure", "")}
    if signal:
        initial["measure"] = signal.measure_id
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        measures=measures_of(team),
        processes=processes_of(team),
        initial=initial,
    )
    if form.is_valid():
        with refusals_shown_in(form):
            made = plan_cycle(team, form.said, by=request.user, signal=signal, follows=follows)
            toast(request, _("The cycle is planned. Once the trial begins, the prediction is locked."))
            return redirect("improvement:cycle", made.pk)
    context = {"team": team, "form": form, "signal": signal, "follows": follows}
    return render(request, "improvement/cycle_planning.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def replanning(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the plan before the trial begins; of two who do so at once the second sees both versions (409)."""
    found = _found(pk)
    require_member(request.user, found.team_id)
    offered = partial(PlanForm, measures=measures_of(found.team), processes=processes_of(found.team))
    form = offered(request.POST if request.method == "POST" else None, initial=plan_as_initial(found, own=True))
    context: dict[str, object] = {"team": found.team, "form": form, "cycle": found}
    status = 200
    if form.is_valid():
        try:
            with refusals_shown_in(form):
                change_plan(found, form.said, by=request.user, revision=form.cleaned_data["revision"])
                toast(request, _("The plan is changed."))
                return redirect("improvement:cycle", pk)
        except EditConflict:
            theirs = _found(pk)
            again = request.POST.dict() | {"revision": str(theirs.revision)}
            context["form"] = offered(again)
            shown = differences(form, plan_as_initial(theirs, own=True))
            context["conflict"] = {"by": theirs, "differences": shown}
            status = 409
    if form.is_bound and form.errors:
        status = 422
    return render(request, "improvement/cycle_planning.html", context, status=status)


@open_to_colleagues
@require_POST
def starting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The trial begins, unless the team tries as much as it has decided already."""
    found = _found(pk)
    require_member(request.user, found.team_id)
    try:
        start_cycle(found, by=request.user)
    except Refused as refusal:
        return _page(request, found, refusal=refusal)
    toast(request, _("The trial begins. Its prediction is locked."))
    return redirect("improvement:cycle", pk)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def doing(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done, and since when it works."""
    found = _found(pk)
    require_member(request.user, found.team_id)
    if found.started_at is None:
        return redirect("improvement:cycle", pk)
    began = start_week(found, Organisation.objects.first())
    form = DoneForm(
        request.POST if request.method == "POST" else None,
        began=began,
        here=this_week(),
        versions=versions_since(found.team, found.planned_at),
    )
    if form.is_valid():
        with refusals_shown_in(form):
            finish_doing(found, by=request.user, **form.cleaned_data)
            toast(request, _("Written down. Now the weeks are compared."))
            return redirect("improvement:cycle", pk)
    context = {"cycle": found, "form": form}
    return render(request, "improvement/cycle_doing.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt, adapt, abandon, or go on with a next cycle."""
    found = _found(pk)
    require_member(request.user, found.team_id)
    acts = list(Act) if found.part is Part.CHECK else [Act.ABANDON]
    form = ActForm(
        request.POST if request.method == "POST" else None,
        acts=acts,
        initial={"act": Act.ABANDON} if len(acts) == 1 else {},
    )
    if form.is_valid():
        with refusals_shown_in(form):
            ended = end_cycle(found, by=request.user, **form.cleaned_data)
            toast(request, _("The cycle has ended: %(act)s.") % {"act": ended.get_act_display()})
            return redirect("improvement:cycle", pk)
    here = this_week()
    shown = ShownCycle(found, here, result_of(found, here))
    context = {"cycle": found, "form": form, "shown": shown}
    return render(request, "improvement/cycle_ending.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def limit(request: SignedInRequest) -> HttpResponse:
    """How many cycles go on at once, as the team has decided, and what it has decided before."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    most = cycle_limit(team)
    form = LimitForm(request.POST if request.method == "POST" else None, initial={"most": most})
    if request.method == "POST":
        require_member(request.user, team.pk)
        if form.is_valid():
            with refusals_shown_in(form):
                decide_cycle_limit(team, by=request.user, **form.cleaned_data)
                toast(request, _("From now on this limit counts."))
                return redirect("improvement:improvement")
    context = {
        "team": team,
        "form": form if is_member(request.user, team.pk) else None,
        "most": most,
        "decided": CycleLimit.objects.filter(team=team).select_related("by")[:20],
    }
    return render(request, "improvement/cycle_limit.html", context, status=422 if form.errors else 200)


def _found(pk: int) -> Cycle:
    people = ("by", "started_by", "done_by", "ended_by")
    whole = ("team", "measure", "process", "version__process", "follows", "followed_by", "signal")
    return get_object_or_404(Cycle.objects.select_related(*people, *whole), pk=pk)


def _page(request: SignedInRequest, found: Cycle, refusal: Refused | None = None) -> HttpResponse:
    here = this_week()
    chart = charted_of(found.measure, found.team, found.process_id)
    context = {
        "cycle": found,
        "shown": ShownCycle(found, here, result_of(found, here)),
        "measure": ShownMeasure(chart),
        "may_change": is_member(request.user, found.team_id),
        "refusal": refusal,
    }
    return render(request, "improvement/cycle.html", context, status=422 if refusal else 200)

"""Goals as the team sets and ends them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.improvement.actions.goals import end_goal, set_goal
from rundum.improvement.forms.goals import EndingForm, GoalForm
from rundum.improvement.models import Goal
from rundum.measures.models import Measure
from rundum.teams.current import current_team
from rundum.teams.policy import require_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def goal_setting(request: SignedInRequest) -> HttpResponse:
    """A new goal."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    taken = Goal.objects.running().filter(team=team).values("measure")
    measures = Measure.objects.in_use().of_team(team).exclude(pk__in=taken)
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        measures=sorted(measures, key=lambda one: one.name),
        initial={"measure": request.GET.get("measure", "")},
    )
    if form.is_valid():
        with refusals_shown_in(form):
            set_goal(team, by=request.user, **form.cleaned_data)
            toast(request, _("The goal is set."))
            return redirect("improvement:improvement")
    context = {"title": _("Set a goal"), "submit": _("Set the goal"), "form": form}
    return render(request, "improvement/act.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def goal_ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """The team lets a goal go, or has what it wanted."""
    goal = get_object_or_404(Goal.objects.running().select_related("measure"), pk=pk)
    require_member(request.user, goal.team_id)
    form = EndingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            end_goal(goal, reason=form.cleaned_data["reason"], by=request.user)
            toast(request, _("The goal has ended."))
            return redirect("improvement:improvement")
    context = {"title": _("End the goal"), "submit": _("End the goal"), "form": form, "about": goal.measure.name}
    return render(request, "improvement/act.html", context, status=422 if form.errors else 200)

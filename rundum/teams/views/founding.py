"""Founding a team, describing it, setting its hours."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_administrators, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.teams.actions import edit_team, found_team, set_working_hours
from rundum.teams.forms.founding import HoursForm, TeamForm
from rundum.teams.models import Team
from rundum.teams.policy import require_set_up


@open_to_administrators
@require_http_methods(["GET", "POST"])
def founding(request: SignedInRequest) -> HttpResponse:
    """A new team. It starts uncovered; its page says so until members cover its functions (AC2.2)."""
    form = TeamForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            said = form.said()
            team = found_team(
                name=said["name"],
                purpose=said["purpose"],
                colour=said["colour"],
                zone_name=said["zone_name"],
                country=said["country"],
                land=said["land"],
                by=request.user,
            )
            toast(request, _("The team is founded. Next, bring its members in."))
            return redirect("teams:team", team.pk)
    return render(request, "teams/founding.html", {"form": form}, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def editing(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the team is called, is there for, and where it works."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    require_set_up(request.user, team.pk)
    form = TeamForm.about(team, request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            edit_team(team, by=request.user, **form.said())
            toast(request, _("Saved."))
            return redirect("teams:team", team.pk)
    return render(request, "teams/editing.html", {"team": team, "form": form}, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest, pk: int) -> HttpResponse:
    """When the team works."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    require_set_up(request.user, team.pk)
    spans = [(each.weekday, each.opens, each.closes) for each in team.working_hours.all()]
    form = HoursForm.about(spans, request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            set_working_hours(team, hours=form.spans(), by=request.user)
            toast(request, _("These hours apply from now on."))
            return redirect("teams:team", team.pk)
    return render(request, "teams/hours.html", {"team": team, "form": form}, status=422 if form.errors else 200)

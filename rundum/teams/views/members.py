"""Who comes, who is lent; who coaches. Who goes leaves concerns behind, so that page is the desk's."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_administrators, open_to_colleagues
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.teams.actions import add_coach, add_member, end_coaching, lend_member
from rundum.teams.forms.members import CoachForm, LendingForm, MemberForm
from rundum.teams.models import Coaching, Membership, Team
from rundum.teams.policy import require_set_up


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def joining(request: SignedInRequest, pk: int) -> HttpResponse:
    """Someone comes into the team."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    require_set_up(request.user, team.pk)
    form = MemberForm(request.POST or None, team=team)
    if form.is_valid():
        with refusals_shown_in(form):
            added = add_member(team, by=request.user, **form.cleaned_data)
            toast(request, _("%(person)s is in the team.") % {"person": added.user.name})
            return redirect("teams:team", team.pk)
    return render(request, "teams/joining.html", {"team": team, "form": form}, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def lending(request: SignedInRequest, pk: int, membership: int) -> HttpResponse:
    """Someone helps out in another team for a time."""
    lent = get_object_or_404(Membership.objects.select_related("team", "user"), pk=membership, team=pk)
    require_set_up(request.user, pk)
    form = LendingForm(request.POST or None, apart_from=pk)
    if form.is_valid():
        with refusals_shown_in(form):
            loan = lend_member(lent, by=request.user, **form.cleaned_data)
            said = {"person": lent.user.name, "team": loan.team.name}
            toast(request, _("%(person)s is lent to %(team)s.") % said)
            return redirect("teams:team", pk)
    page = {"team": lent.team, "membership": lent, "form": form}
    return render(request, "teams/lending.html", page, status=422 if form.errors else 200)


@open_to_administrators
@require_http_methods(["GET", "POST"])
def coaching(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who coaches the team."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    form = CoachForm(request.POST or None, team=team)
    if form.is_valid():
        with refusals_shown_in(form):
            add_coach(team, by=request.user, **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect("teams:team", team.pk)
    page = {"team": team, "form": form, "coachings": team.coachings.on(today()).select_related("coach")}
    return render(request, "teams/coaching.html", page, status=422 if form.errors else 200)


@open_to_administrators
@require_POST
def coaching_end(request: SignedInRequest, pk: int, coaching: int) -> HttpResponse:
    """Someone coaches the team until today."""
    ending = get_object_or_404(Coaching, pk=coaching, team=pk)
    end_coaching(ending, ends_on=today(), by=request.user)
    toast(request, _("Today is the last day of %(person)s as coach.") % {"person": ending.coach.name})
    return redirect("teams:team", pk)

"""Pages about teams and people: who is there, who can do what, and what is not covered."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.base.paging import page_by_key
from rundum.base.replies import toast
from rundum.decisions.models import Authority
from rundum.decisions.queries import authority_state
from rundum.desk.team_pages.actions import leave_team
from rundum.desk.team_pages.shown import ShownTeam, freed_sentence, teams_in_list
from rundum.planning.queries.endorsements import confirmations
from rundum.skills.queries import skills_of
from rundum.teams.current import current_team
from rundum.teams.forms.members import LeavingForm
from rundum.teams.frame import speak_on_the_clock_of
from rundum.teams.models import Absence, Cover, Membership, Team
from rundum.teams.policy import is_member, may_enter_for, may_set_up_team, require_may_end
from rundum.teams.queries import holidays_of, other_teams, own_teams
from rundum.teams.queries.presence import away_on, joined
from rundum.teams.words import hours_in_words

HOLIDAYS_SHOWN = 3


@open_to_colleagues
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """The people of the team looked at."""
    team = current_team(request)
    if team is None:
        return render(request, "desk/team_pages/no_team.html")
    return _team_page(request, team)


@open_to_colleagues
@require_safe
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    """The people of a team, its hours, functions and gaps."""
    return _team_page(request, get_object_or_404(Team, pk=pk))


def _team_page(request: SignedInRequest, team: Team) -> HttpResponse:
    speak_on_the_clock_of(team)
    day = today(team.zone)
    page = {
        "shown": ShownTeam(team, day, request.user),
        "team": team,
        "hours": hours_in_words(team),
        "holidays": holidays_of(team).named_from(day, HOLIDAYS_SHOWN),
        "authority": authority_state(team, area=Authority.Area.GOODWILL),
        "may_set_up": may_set_up_team(request.user, team.pk) and team.closed_at is None,
        "is_member": is_member(request.user, team.pk),
    }
    return render(request, "desk/team_pages/team.html", page)


@open_to_colleagues
@require_safe
def teams(request: SignedInRequest) -> HttpResponse:
    """All teams by name, the own and the coached ones before; never in order of how they do."""
    own = own_teams(request.user)
    place = request.GET.get("place", "")
    page = page_by_key(other_teams(own), ["name", "pk"], place)
    near = [] if place else own
    listed = teams_in_list([*near, *page.rows], today(), request.user)
    shown = {"near": listed[: len(near)], "others": listed[len(near) :], "page": page, "has_own": bool(own)}
    return render(request, "desk/team_pages/teams.html", shown)


@open_to_colleagues
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """What colleagues may know of a person: teams, functions, strengths, skills, wishes, when they are away."""
    shown = get_object_or_404(User, pk=pk)
    day = today()
    memberships = Membership.objects.on(day).filter(user=shown).select_related("team")
    absences = list(Absence.objects.filter(user=shown, ends_on__gte=day))
    skills, confirmed = skills_of([shown.pk])[shown.pk], confirmations(shown)
    page = {
        "person": shown,
        "memberships": memberships.order_by("kind", "team__name"),
        "coachings": shown.coachings.on(day).select_related("team").order_by("team__name"),
        "covers": Cover.objects.filter(user=shown, team__in=memberships.values("team")).select_related(
            "function", "team"
        ),
        "skills": skills,
        "strengths": [(strength, confirmed.get(strength.pk)) for strength in skills.strengths],
        "away": away_on(absences, day)[0],
        "stretches": joined(absences),
        "is_self": shown.pk == request.user.pk,
        "may_enter": may_enter_for(request.user, shown),
    }
    return render(request, "desk/team_pages/person.html", page)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def leaving(request: SignedInRequest, pk: int, membership: int) -> HttpResponse:
    """The last day of someone in the team."""
    ending = get_object_or_404(Membership.objects.select_related("team", "user"), pk=membership, team=pk)
    require_may_end(request.user, ending)
    form = LeavingForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            freed = leave_team(ending, ends_on=form.cleaned_data["ends_on"], by=request.user)
            toast(request, f"{_('The last day is set.')} {freed_sentence(freed)}".strip())
            return redirect("teams:team", pk)
    page = {"team": ending.team, "membership": ending, "form": form}
    return render(request, "teams/leaving.html", page, status=422 if form.errors else 200)

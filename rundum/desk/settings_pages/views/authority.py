"""What each team may decide alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.models import Authority
from rundum.desk.settings_pages.forms import AuthorityForm
from rundum.teams.models import Organisation, Team


@dataclass(frozen=True)
class Row:
    team: Team
    authority: Authority | None
    form: AuthorityForm


@open_to_administrators
@require_safe
def authorities(request: SignedInRequest) -> HttpResponse:
    return render(request, "desk/settings/authority.html", {"rows": list(_rows())})


@open_to_administrators
@require_POST
def authority(request: SignedInRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.current(), pk=pk)
    form = AuthorityForm(request.POST, prefix=f"team-{pk}")
    if form.is_valid():
        with refusals_shown_in(form):
            currency = Organisation.objects.get().currency
            grant_authority(team, area=Authority.Area.GOODWILL, currency=currency, by=request.user, **form.cleaned_data)
            toast(request, _("The limits of %(team)s hold from now on.") % {"team": team.name})
            return redirect("settings:authorities")
    return render(request, "desk/settings/authority.html", {"rows": list(_rows(form, team))}, status=422)


def _rows(refused: AuthorityForm | None = None, refused_for: Team | None = None) -> Iterator[Row]:
    in_force: dict[int, Authority] = {}
    for given in Authority.objects.filter(area=Authority.Area.GOODWILL, team__closed_at=None).order_by("in_force_from"):
        in_force[given.team_id] = given
    for team in Team.objects.current():
        authority = in_force.get(team.pk)
        limits = {"per_case": authority.per_case, "per_month": authority.per_month} if authority else {}
        form = AuthorityForm(initial=limits, prefix=f"team-{team.pk}")
        yield Row(team, authority, refused if refused and team == refused_for else form)

"""Days away, and what nobody could do then: functions, and steps of processes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.concerns.queries.step_cover import steps_opened
from rundum.desk.coverage import step_gap_sentence
from rundum.teams.actions import add_absence, remove_absence
from rundum.teams.forms.members import AbsenceForm
from rundum.teams.models import Absence
from rundum.teams.policy import require_same_team
from rundum.teams.queries import coverage_without
from rundum.teams.words import gap_sentence


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def absences(request: SignedInRequest, pk: int) -> HttpResponse:
    """Someone's days away. Before days that leave a function or a step uncovered are entered, it says so (AC14.5)."""
    person = get_object_or_404(User, pk=pk)
    require_same_team(request.user, person)
    form = AbsenceForm(request.POST or None)
    opened: list[str] = []
    if form.is_valid():
        answers = dict(form.cleaned_data)
        if not answers.pop("even_so"):
            first, last = answers["starts_on"], answers["ends_on"]
            gaps = coverage_without(person, first, last, today())
            opened = [f"{gap.team.name}: {gap_sentence(gap)}" for gap in gaps]
            opened += [
                f"{team.name}, {cover.process.name}, {cover.step.name}: {step_gap_sentence(cover, gap)}"
                for team, cover, gap in steps_opened(person, first, last, today())
            ]
        if not opened:
            with refusals_shown_in(form):
                add_absence(person, by=request.user, **answers)
                toast(request, _("Entered."))
                return redirect("teams:absences", person.pk)
    page = {
        "person": person,
        "form": form,
        "opened": opened,
        "absences": Absence.objects.filter(user=person, ends_on__gte=today()),
        "sees_kind": request.user.pk == person.pk,
    }
    return render(request, "teams/absences.html", page, status=422 if form.errors or opened else 200)


@open_to_colleagues
@require_POST
def absence_removal(request: SignedInRequest, pk: int, absence: int) -> HttpResponse:
    """They are at work after all."""
    removed = get_object_or_404(Absence.objects.select_related("user"), pk=absence, user=pk)
    remove_absence(removed, by=request.user)
    toast(request, _("Removed."))
    return redirect("teams:absences", pk)

"""Small faults: fixed and noted in one step."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.improvement.actions.faults import note_fault, set_fault_limit
from rundum.improvement.forms.faults import FaultForm, FaultLimitForm
from rundum.improvement.queries.faults import causes_of, fault_limit_of, frequency_of
from rundum.improvement.views.corrective_actions import ACT, concern_asked_for
from rundum.teams.current import current_team
from rundum.teams.policy import require_member


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def fault_noting(request: SignedInRequest) -> HttpResponse:
    """Fix and note: what was wrong, what was done, its cause. The one that is once too often leads to the cause."""
    concern = concern_asked_for(request)
    team = concern.team if concern else current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk, customer=concern.customer_id if concern else None)
    form = FaultForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            fault = note_fault(team, concern=concern, by=request.user, **form.cleaned_data)
            toast(request, _("The fault is noted."))
            if frequency_of(team).is_due(fault.cause_id):
                return redirect(f"{reverse('improvement:corrective_opening')}?cause={fault.cause_id}")
            if concern is not None:
                return redirect("concerns:concern", concern.customer_id, concern.pk)
            return redirect("improvement:corrective_actions")
    context = {
        "title": _("Fix and note"),
        "submit": _("Note it"),
        "form": form,
        "about": f"{concern.number} {concern.title}" if concern else "",
        "back": reverse("concerns:concern", args=[concern.customer_id, concern.pk]) if concern else "",
        "causes": causes_of(team),
        "hint": _(
            "For small faults: put right at once and noted with their cause. When a cause comes often, we go to it."
        ),
    }
    return render(request, ACT, context, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def fault_limit(request: SignedInRequest) -> HttpResponse:
    """From when on the same cause is no small matter any more, set by the team."""
    team = current_team(request)
    if team is None:
        return render(request, "concerns/no_team.html")
    require_member(request.user, team.pk)
    limit = fault_limit_of(team)
    start = {"times": limit.times, "days": limit.days}
    form = FaultLimitForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        set_fault_limit(team, by=request.user, **form.cleaned_data)
        toast(request, _("It is set."))
        return redirect("improvement:corrective_actions")
    context = {
        "title": _("When the same fault is no small matter any more"),
        "submit": _("Set it"),
        "form": form,
        "hint": _("So many faults with the same cause within so many days, and Rundum offers a corrective action."),
    }
    return render(request, ACT, context, status=422 if form.errors else 200)

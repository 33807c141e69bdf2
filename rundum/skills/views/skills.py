"""The list of skills the work needs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.skills.actions import add_skill, bring_back_skill, edit_skill, retire_skill
from rundum.skills.forms import SkillForm
from rundum.skills.models import Skill
from rundum.skills.policy import may_name_skills, require_may_name_skills


@open_to_colleagues
@require_safe
def skills(request: SignedInRequest) -> HttpResponse:
    """Every skill with what it means, those on the matrix first."""
    everything = Skill.objects.select_related("function")
    page = {
        "skills": everything.filter(retired_at=None),
        "retired": everything.exclude(retired_at=None),
        "may_name": may_name_skills(request.user),
    }
    return render(request, "skills/skills.html", page)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def adding(request: SignedInRequest) -> HttpResponse:
    """One more skill the work needs."""
    require_may_name_skills(request.user)
    form = SkillForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            add_skill(by=request.user, **form.cleaned_data)
            toast(request, _("The skill is on the matrix."))
            return redirect("skills:list")
    return render(request, "skills/adding.html", {"form": form}, status=422 if form.errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def skill(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a skill is called and means."""
    require_may_name_skills(request.user)
    shown = get_object_or_404(Skill, pk=pk)
    form = SkillForm.about(shown, request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            edit_skill(shown, by=request.user, **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect("skills:list")
    page = {"skill": shown, "form": form}
    return render(request, "skills/skill.html", page, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def retirement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a skill off the matrix."""
    retired = retire_skill(get_object_or_404(Skill, pk=pk), by=request.user)
    toast(request, _("%(skill)s is off the matrix.") % {"skill": retired.name})
    return redirect("skills:list")


@open_to_colleagues
@require_POST
def bringing_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a retired skill back on the matrix."""
    returned = bring_back_skill(get_object_or_404(Skill, pk=pk), by=request.user)
    toast(request, _("%(skill)s is on the matrix again.") % {"skill": returned.name})
    return redirect("skills:list")

"""What people say about themselves."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast, wants_part
from rundum.skills.actions import (
    choose_strength,
    drop_strength,
    drop_wish,
    set_level,
    wish_to_learn,
)
from rundum.skills.forms import LevelForm, StrengthForm
from rundum.skills.models import LearningWish, Level, Proficiency, Skill, Strength
from rundum.skills.queries import matrix_of
from rundum.teams.current import current_team


@open_to_colleagues
@require_POST
def level(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own level in a skill, or the wish to learn it. Answers with the skill's row of the matrix."""
    skill = get_object_or_404(Skill, pk=pk)
    form = LevelForm(request.POST)
    if not form.is_valid():
        return redirect("skills:mine")
    _say(request, skill, form.cleaned_data["level"], form.cleaned_data["learns"])
    if not wants_part(request):
        return redirect(f"{reverse('skills:matrix')}#skill-{skill.pk}")
    team = current_team(request)
    rows = matrix_of(team, today(team.zone)).rows if team else []
    row = next((row for row in rows if row.skill.pk == skill.pk), None)
    return render(request, "skills/matrix.html#row", {"row": row, "levels": Level})


@transaction.atomic
def _say(request: SignedInRequest, skill: Skill, level: int | None, learns: bool | None) -> None:
    if level is not None:
        set_level(skill, level=level, by=request.user)
    if learns is True:
        wish_to_learn(skill, by=request.user)
    elif learns is False:
        drop_wish(skill, by=request.user)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """All one's own levels and wishes in one form."""
    skills = list(Skill.objects.filter(retired_at=None).select_related("function"))
    if request.method == "POST":
        _say_all(request, skills)
        toast(request, _("Saved."))
        return redirect("skills:matrix")
    levels = dict(Proficiency.objects.filter(user=request.user).values_list("skill", "level"))
    wishes = set(LearningWish.objects.filter(user=request.user).values_list("skill", flat=True))
    rows = [(skill, levels.get(skill.pk, Level.NONE), skill.pk in wishes) for skill in skills]
    return render(request, "skills/mine.html", {"rows": rows, "levels": Level.choices})


@transaction.atomic
def _say_all(request: SignedInRequest, skills: list[Skill]) -> None:
    """Say only what differs from what was said before, so that an untouched skill stays unrated."""
    levels = dict(Proficiency.objects.filter(user=request.user).values_list("skill", "level"))
    learns = set(request.POST.getlist("learns"))
    for skill in skills:
        form = LevelForm({"level": request.POST.get(f"level_{skill.pk}", "")})
        if form.is_valid() and form.cleaned_data["level"] is not None:
            said = form.cleaned_data["level"]
            if said != levels.get(skill.pk, Level.NONE):
                set_level(skill, level=said, by=request.user)
            levels[skill.pk] = said
        if str(skill.pk) in learns and levels.get(skill.pk) != Level.TEACHES:
            wish_to_learn(skill, by=request.user)
        else:
            drop_wish(skill, by=request.user)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def strengths(request: SignedInRequest) -> HttpResponse:
    """One's own strengths."""
    form = StrengthForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            choose_strength(form.cleaned_data["name"], by=request.user)
            toast(request, _("Your colleagues see it from now on."))
            return redirect("skills:strengths")
    page = {"form": form, "strengths": Strength.objects.filter(user=request.user)}
    return render(request, "skills/strengths.html", page, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def strength_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop one of one's own strengths."""
    drop_strength(get_object_or_404(Strength, pk=pk, user=request.user), by=request.user)
    toast(request, _("Removed."))
    return redirect("skills:strengths")

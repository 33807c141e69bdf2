"""Processes: what kinds of concern there are, how each is done, and every version of that."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import EditConflict
from rundum.base.replies import toast
from rundum.concerns.actions.processes import (
    make_process,
    restore_process_version,
    resume_process,
    retire_process,
    save_process_version,
)
from rundum.concerns.drafts import differences, draft_of
from rundum.concerns.filters import id_in
from rundum.concerns.forms.processes import SAVE, ProcessEditor
from rundum.concerns.models import Process, ProcessVersion, SpecificationItem, Step, StepSkill
from rundum.concerns.process_policy import may_change_processes_of, require_may_change_processes_of
from rundum.skills.models import Skill
from rundum.teams.current import current_team
from rundum.teams.models import Team
from rundum.teams.policy import teams_of

ORGANISATION = "organisation"


@open_to_colleagues
@require_safe
def processes(request: SignedInRequest) -> HttpResponse:
    """All processes: the organisation's and the teams' own; retired ones last."""
    found = Process.objects.select_related("version", "team").order_by("name", "pk")
    context = {
        "in_use": [process for process in found if process.retired_at is None],
        "retired": [process for process in found if process.retired_at is not None],
        "may_make": bool(_scopes(request)),
    }
    return render(request, "concerns/processes.html", context)


@open_to_colleagues
@require_safe
def process(request: SignedInRequest, pk: int, number: int | None = None) -> HttpResponse:
    """One process as it is in use, or as it was in the version `number`, with what was new in it."""
    found = get_object_or_404(Process.objects.select_related("version", "team"), pk=pk)
    versions = list(found.versions.select_related("by", "process"))
    shown = next((one for one in versions if one.number == (number or getattr(found.version, "number", None))), None)
    if shown is None:
        return render(request, "404.html", status=404)
    context = {
        "process": found,
        "version": shown,
        "versions": versions,
        "steps": _steps(shown),
        "news": _news(shown, versions),
        "is_in_use": shown.pk == found.version_id,
        "may_change": may_change_processes_of(request.user, found.team_id),
    }
    return render(request, "concerns/process.html", context)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def making(request: SignedInRequest) -> HttpResponse:
    """A new process, from nothing or (`from`) from another one; of a team's own or of the whole organisation."""
    scopes = _scopes(request)
    if not scopes:
        require_may_change_processes_of(request.user, None)
    scope = request.POST.get("scope", "")
    team = get_object_or_404(Team.objects.current(), pk=int(scope)) if scope.isdecimal() else None
    editor, saves = _editor(request, None)
    if saves and editor.is_valid():
        with refusals_shown_in(editor.whole):
            made = make_process(draft=editor.draft(), team=team, by=request.user)
            toast(request, _("The process is in use."))
            return redirect("concerns:process", made.pk)
    context = {"editor": editor, "scopes": scopes, "scope": scope or _first_scope(request), "process": None}
    return render(request, "concerns/process_editing.html", context, status=422 if editor.has_errors else 200)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def editing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a process. Saving makes a new version; the other buttons only rearrange the form."""
    found = get_object_or_404(Process.objects.select_related("version__process", "team"), pk=pk)
    require_may_change_processes_of(request.user, found.team_id)
    editor, saves = _editor(request, found.version)
    newest = found.version.number if found.version else 0
    based_on = id_in(request.POST.get("based_on", "")) or newest
    if saves and editor.is_valid():
        note = editor.whole.cleaned_data["note"]
        try:
            with refusals_shown_in(editor.whole):
                version = save_process_version(
                    found, draft=editor.draft(), note=note, by=request.user, based_on=based_on
                )
                words = _("Version %(number)s is in use. Running concerns keep theirs.")
                toast(request, words % {"number": version.number})
                return redirect("concerns:process", found.pk)
        except EditConflict:
            found.refresh_from_db()
            based_on = found.version.number if found.version else newest
            words = _("Somebody has saved version %(number)s meanwhile. Compare it, then save again.")
            editor.whole.add_error(None, words % {"number": based_on})
    context = {"editor": editor, "process": found, "based_on": based_on}
    return render(request, "concerns/process_editing.html", context, status=422 if editor.has_errors else 200)


@open_to_colleagues
@require_POST
def restoring(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Bring an earlier version back, as a new one."""
    found = get_object_or_404(Process, pk=pk)
    version = restore_process_version(found, number=number, by=request.user)
    words = _("Version %(earlier)s is back as version %(number)s.")
    toast(request, words % {"earlier": number, "number": version.number})
    return redirect("concerns:process", found.pk)


@open_to_colleagues
@require_POST
def retiring(request: SignedInRequest, pk: int) -> HttpResponse:
    """No new concerns of this kind."""
    retire_process(get_object_or_404(Process, pk=pk), by=request.user)
    toast(request, _("The process is retired. Running concerns go on."))
    return redirect("concerns:process", pk)


@open_to_colleagues
@require_POST
def resuming(request: SignedInRequest, pk: int) -> HttpResponse:
    """New concerns of this kind again."""
    resume_process(get_object_or_404(Process, pk=pk), by=request.user)
    toast(request, _("The process is in use."))
    return redirect("concerns:process", pk)


def _editor(request: SignedInRequest, version: ProcessVersion | None) -> tuple[ProcessEditor, bool]:
    """The form as it is to be shown, and whether it was sent to be saved."""
    if request.method == "POST":
        act = request.POST.get("do", SAVE)
        if act == SAVE:
            return ProcessEditor.read(request.POST), True
        return ProcessEditor.rearranged(request.POST, act), False
    copied = id_in(request.GET.get("from", ""))
    if version is None and copied is not None:
        source = get_object_or_404(Process.objects.select_related("version__process"), pk=copied)
        return ProcessEditor.of(draft_of(source.version) if source.version else None), False
    return ProcessEditor.of(draft_of(version) if version else None), False


def _scopes(request: SignedInRequest) -> list[tuple[str, str]]:
    """Whose process the reader may make."""
    scopes = [(str(team.pk), _("Team %(team)s only") % {"team": team.name}) for team in teams_of(request.user)]
    if request.user.is_administrator:
        scopes.insert(0, (ORGANISATION, _("The whole organisation")))
    return scopes


def _first_scope(request: SignedInRequest) -> str:
    team = current_team(request)
    return ORGANISATION if request.user.is_administrator or team is None else str(team.pk)


def _steps(version: ProcessVersion) -> list[tuple[Step, list[StepSkill], list[SpecificationItem]]]:
    steps = list(Step.objects.filter(version=version))
    skills = list(StepSkill.objects.filter(step__in=steps).select_related("skill").order_by("skill__name"))
    items = list(SpecificationItem.objects.filter(step__in=steps))
    return [
        (step, [one for one in skills if one.step_id == step.pk], [one for one in items if one.step_id == step.pk])
        for step in steps
    ]


def _news(version: ProcessVersion, versions: list[ProcessVersion]) -> list[str]:
    """What is new in a version against the one before it; nothing for the first."""
    before = next((one for one in versions if one.number == version.number - 1), None)
    if before is None:
        return []
    names = dict(Skill.objects.values_list("pk", "name"))
    return differences(draft_of(before), draft_of(version), skill_names=names)

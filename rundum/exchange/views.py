"""Pages on which administrators take over files of other systems."""

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.exchange.actions.running import start_import
from rundum.exchange.background import carry_out_in_background, hand_on_files, has_files, keep_files
from rundum.exchange.example.removing import has_example, is_everything, remove_example
from rundum.exchange.forms import ImportForm
from rundum.exchange.mapping import load
from rundum.exchange.models import ImportRun
from rundum.teams.models import Organisation

SHOWN_RUNS = 20
SHOWN_PROBLEMS = 200


@open_to_administrators
@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = start_import(form.cleaned_data["mapping"], by=request.user, is_trial=True)
        keep_files(run, form.cleaned_data["uploads"])
        transaction.on_commit(lambda: carry_out_in_background(run))
        return redirect("exchange:import", run.pk)
    runs = ImportRun.objects.select_related("by")[:SHOWN_RUNS]
    return render(request, "exchange/imports.html", {"form": form, "runs": runs}, status=422 if form.errors else 200)


@open_to_administrators
@require_safe
def import_run(request: SignedInRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    return render(request, "exchange/import.html", _shown(run))


@open_to_administrators
@require_safe
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a run is, as a part of its page, for the live region; 204 while nothing has changed."""
    run = get_object_or_404(ImportRun, pk=pk)
    version = f"{run.state}-{run.rows_done}-{run.rows_total}"
    if request.GET.get("version") == version:
        return HttpResponse(status=204)
    answer = render(request, "exchange/import.html#state", _shown(run))
    answer["Rundum-Version"] = version
    return answer


def _title(run: ImportRun) -> str:
    """What the run's mapping calls itself; its key or path where a mapping of someone's own is no longer there."""
    try:
        return load(run.mapping).title
    except FileNotFoundError:
        return run.mapping


def _shown(run: ImportRun) -> dict[str, object]:
    return {
        "run": run,
        "title": _title(run),
        "problems": run.problems.all()[:SHOWN_PROBLEMS],
        "more_problems": max(0, run.refused - SHOWN_PROBLEMS),
        "may_take_over": run.is_trial and run.state == ImportRun.State.DONE and has_files(run),
    }


@open_to_administrators
@require_POST
def take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over what a trial has checked."""
    trial = get_object_or_404(ImportRun, pk=pk, is_trial=True, state=ImportRun.State.DONE)
    run = start_import(trial.mapping, by=request.user)
    if not hand_on_files(trial, run):
        run.delete()
        toast(request, _("The files of this check are gone. Please choose them again."))
        return redirect("exchange:imports")
    carry_out_in_background(run)
    return redirect("exchange:import", run.pk)


@open_to_administrators
@require_http_methods(["GET", "POST"])
def example_removal(request: SignedInRequest) -> HttpResponse:
    """Say what goes with the example company; then, in one step, let it go."""
    if not has_example():
        return redirect("/")
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            remove_example(by=request.user)
            # By name: "/" believes in the organisation for some seconds more and would ask nobody to sign in.
            return redirect("/" if Organisation.objects.exists() else "first_run:first_run")
    context = {"form": form, "is_everything": is_everything()}
    return render(request, "exchange/example_removal.html", context, status=422 if form.errors else 200)

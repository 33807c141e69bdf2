"""The functions every team must cover."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.base.forms import refusals_shown_in
from rundum.desk.settings_pages.forms import FunctionForm
from rundum.teams.actions.functions import add_function, remove_function, rename_function
from rundum.teams.models import Function


@open_to_administrators
@require_http_methods(["GET", "POST"])
def functions(request: SignedInRequest) -> HttpResponse:
    form = FunctionForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            add_function(name=form.cleaned_data["name"], by=request.user)
            return redirect("settings:functions")
    return _shown(request, form)


@open_to_administrators
@require_POST
def function(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a function, or (with `remove`) ask for it no longer."""
    changed = get_object_or_404(Function, pk=pk)
    form = FunctionForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            if "remove" in request.POST:
                remove_function(changed, by=request.user)
            else:
                rename_function(changed, name=form.cleaned_data["name"], by=request.user)
            return redirect("settings:functions")
    return _shown(request, form)


def _shown(request: SignedInRequest, form: FunctionForm) -> HttpResponse:
    context = {"functions": Function.objects.all(), "form": form}
    return render(request, "desk/settings/functions.html", context, status=422 if form.errors else 200)

"""Which functions there are, and who covers them in a team."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_administrators, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import today
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.teams.actions import add_function, cover_function, remove_function, rename_function, uncover_function
from rundum.teams.forms.members import FunctionForm, covers_in
from rundum.teams.models import Cover, Function, Team
from rundum.teams.policy import require_set_up
from rundum.teams.queries import people_of


@dataclass(frozen=True)
class Box:
    """A box to tick: a member covers a function."""

    function: Function
    user: User
    ticked: bool

    @property
    def pair(self) -> str:
        return f"{self.function.pk}-{self.user.pk}"


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def covers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who covers which function: one box for each member and function."""
    team = get_object_or_404(Team.objects.current(), pk=pk)
    require_set_up(request.user, team.pk)
    functions = list(Function.objects.all())
    if request.method == "POST":
        _cover(request, team, {function.pk: function for function in functions})
        toast(request, _("Saved."))
        return redirect("teams:team", team.pk)
    ticked = set(Cover.objects.filter(team=team).values_list("function", "user"))
    rows = [
        (person, [Box(function, person.user, (function.pk, person.user.pk) in ticked) for function in functions])
        for person in people_of(team, today(team.zone))
    ]
    return render(request, "teams/covers.html", {"team": team, "functions": functions, "rows": rows})


@transaction.atomic
def _cover(request: SignedInRequest, team: Team, functions: dict[int, Function]) -> None:
    """Do only what was ticked or cleared on the page as this person saw it, and leave what others did meanwhile."""
    ticked, shown = covers_in(request.POST.getlist("covers")), covers_in(request.POST.getlist("shown"))
    people = User.objects.in_bulk({user for _function, user in ticked ^ shown})
    for function, user in sorted(ticked ^ shown):
        if function not in functions or user not in people:
            continue
        act = cover_function if (function, user) in ticked else uncover_function
        act(team, function=functions[function], user=people[user], by=request.user)


@open_to_administrators
@require_http_methods(["GET", "POST"])
def functions(request: SignedInRequest) -> HttpResponse:
    """The functions every team must cover."""
    form = FunctionForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            add_function(name=form.cleaned_data["name"], by=request.user)
            toast(request, _("Every team now shows whether it covers this."))
            return redirect("teams:functions")
    page = {"functions": Function.objects.all(), "form": form}
    return render(request, "teams/functions.html", page, status=422 if form.errors else 200)


@open_to_administrators
@require_http_methods(["GET", "POST"])
def function(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a function is called."""
    shown = get_object_or_404(Function, pk=pk)
    form = FunctionForm(request.POST or None, initial={"name": shown.name})
    if form.is_valid():
        with refusals_shown_in(form):
            rename_function(shown, name=form.cleaned_data["name"], by=request.user)
            toast(request, _("Saved."))
            return redirect("teams:functions")
    page = {"function": shown, "form": form}
    return render(request, "teams/function.html", page, status=422 if form.errors else 200)


@open_to_administrators
@require_POST
def function_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Teams no longer have to cover this."""
    removed = get_object_or_404(Function, pk=pk)
    remove_function(removed, by=request.user)
    toast(request, _("No team has to cover %(function)s any more.") % {"function": removed.name})
    return redirect("teams:functions")

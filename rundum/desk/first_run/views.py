"""The page on which an empty installation begins."""

from allauth.account.utils import perform_login
from django.core.management import call_command, get_commands
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from rundum.accounts.access import SignedInRequest, open_to_anyone, open_to_colleagues
from rundum.base.forms import refusals_shown_in
from rundum.base.refusals import Refused
from rundum.base.replies import toast
from rundum.desk.first_run.actions import begin
from rundum.desk.first_run.forms import EXAMPLES, FirstRunForm
from rundum.desk.first_run.queries import start_steps
from rundum.teams.frame import frame_of
from rundum.teams.models import Organisation


@open_to_anyone
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
def first_run(request: HttpRequest) -> HttpResponse:
    """Open to anyone, but only while there is no organisation; whoever fills it in becomes the administrator."""
    if Organisation.objects.exists():
        return redirect("/")
    form = FirstRunForm(request.POST or None, initial={"organisation_language": request.LANGUAGE_CODE[:2]})
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            administrator = begin(
                name=given["organisation_name"],
                zone_name=given["organisation_zone"],
                country=given["organisation_country"],
                currency=given["organisation_currency"],
                language=given["organisation_language"],
                founder=form.founder,
                team=form.team,
            )
            with_examples = given["begin_with"] == EXAMPLES and _load_examples(request)
            onward = "/" if with_examples else reverse("first_run:start")
            entered: HttpResponse = perform_login(request, administrator, redirect_url=onward)
            return entered
    return render(request, "desk/first_run.html", {"form": form}, status=422 if form.errors else 200)


@open_to_colleagues
@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """What a new team sets up next; for those who look at a team."""
    team = frame_of(request).team
    if team is None:
        return redirect("/")
    steps = start_steps(team, request.user)
    now = next((step for step in steps if not step.done), None)
    return render(request, "desk/start.html", {"team": team, "steps": steps, "now": now})


def _load_examples(request: HttpRequest) -> bool:
    """Whether the example company is there now; exchange lies above the desk, so its command is asked by name.

    What has been founded stays, whatever happens here: a team of one's own may bear the name of an example's.
    """
    if "load_example" not in get_commands():
        return False
    try:
        call_command("load_example")
    except Refused as refusal:
        toast(request, refusal.sentence)
        return False
    return True

"""The page on which an empty installation begins."""

from allauth.account.utils import perform_login
from django.core.management import call_command, get_commands
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import open_to_anyone
from rundum.base.forms import refusals_shown_in
from rundum.desk.first_run.actions import begin
from rundum.desk.first_run.forms import EXAMPLES, FirstRunForm
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
            if given["begin_with"] == EXAMPLES and "load_example" in get_commands():
                call_command("load_example")
            entered: HttpResponse = perform_login(request, administrator, redirect_url="/")
            return entered
    return render(request, "desk/first_run.html", {"form": form}, status=422 if form.errors else 200)

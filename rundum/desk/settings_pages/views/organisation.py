"""Settings of the organisation as a whole."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import toast
from rundum.desk.settings_pages.forms import OrganisationForm
from rundum.teams.actions.organisation import EDITABLE, edit_organisation
from rundum.teams.models import Organisation, Team


@open_to_administrators
@require_http_methods(["GET", "POST"])
def organisation(request: SignedInRequest) -> HttpResponse:
    """The organisation's settings, and the way to remove the example company while its teams are there."""
    stored = Organisation.objects.get()
    form = OrganisationForm(request.POST or None, initial={name: getattr(stored, name) for name in EDITABLE})
    if form.is_valid():
        with refusals_shown_in(form):
            edit_organisation(by=request.user, **form.cleaned_data)
            toast(request, _("The settings have been saved."))
            return redirect("settings:organisation")
    context = {"form": form, "has_example": Team.objects.filter(is_example=True).exists()}
    return render(request, "desk/settings/organisation.html", context, status=422 if form.errors else 200)

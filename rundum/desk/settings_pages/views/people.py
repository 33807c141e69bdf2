"""The people of the organisation: accounts, duties, sign-in links."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.accounts.models import User
from rundum.base.forms import refusals_shown_in
from rundum.base.paging import page_by_key
from rundum.base.replies import toast
from rundum.desk.settings_pages.forms import PersonForm
from rundum.desk.team_pages.actions import deactivate
from rundum.desk.team_pages.shown import freed_sentence
from rundum.teams.actions.accounts import (
    DUTIES,
    INVITATION_HOURS,
    add_person,
    edit_person,
    invite_person,
    reactivate_person,
    remove_second_step,
)


@open_to_administrators
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    page = page_by_key(_named(words), ["name", "pk"], request.GET.get("place", ""))
    return render(request, "desk/settings/people.html", {"page": page, "words": words})


@open_to_administrators
@require_http_methods(["GET", "POST"])
def new_person(request: SignedInRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            user = add_person(by=request.user, **form.cleaned_data)
            toast(
                request, _("%(name)s has an account now. Make a sign-in link and hand it over.") % {"name": user.name}
            )
            return redirect("settings:person", user.pk)
    return render(request, "desk/settings/new_person.html", {"form": form}, status=422 if form.errors else 200)


@open_to_administrators
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, initial=_as_they_are(user))
    if form.is_valid():
        with refusals_shown_in(form):
            edit_person(user, by=request.user, **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect("settings:people")
    return _shown(request, user, form)


@open_to_administrators
@require_POST
@never_cache
def person_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Shown once, on this answer only: afterwards nobody can read it any more."""
    user = get_object_or_404(User, pk=pk)
    token = invite_person(user, by=request.user)
    link = request.build_absolute_uri(reverse("accounts:sign_in_link", args=[token]))
    return render(request, "desk/settings/link.html", {"person": user, "link": link, "hours": INVITATION_HOURS})


@open_to_administrators
@require_POST
def person_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Deactivate someone, or (with `again`) reactivate them."""
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(_as_they_are(user))  # bound, so that it can show why not
    form.is_valid()
    with refusals_shown_in(form):
        if "again" in request.POST:
            reactivate_person(user, by=request.user)
        else:
            freed = deactivate(user, by=request.user)
            if freed:
                toast(request, freed_sentence(freed))
        return redirect("settings:people")
    return _shown(request, user, form)


@open_to_administrators
@require_POST
def person_second_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """For someone who has lost their device and the recovery codes."""
    user = get_object_or_404(User, pk=pk)
    remove_second_step(user, by=request.user)
    toast(request, _("The second step of %(name)s has been removed.") % {"name": user.name})
    return redirect("settings:person", user.pk)


def _named(words: str) -> QuerySet[User]:
    return User.objects.filter(name__icontains=words) if words else User.objects.all()


def _as_they_are(user: User) -> dict[str, object]:
    return {name: getattr(user, name) for name in ("name", "email", "job_title", *DUTIES)}


def _shown(request: SignedInRequest, user: User, form: PersonForm) -> HttpResponse:
    context = {"form": form, "person": user, "has_second_step": Authenticator.objects.filter(user=user).exists()}
    return render(request, "desk/settings/person.html", context, status=422 if form.errors else 200)

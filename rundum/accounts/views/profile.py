"""One's own profile: who one is here, how Rundum looks, picture, password."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.actions.profile import OWN_FIELDS, change_password, change_picture, change_profile
from rundum.accounts.forms.profile import PasswordForm, PictureForm, ProfileForm
from rundum.accounts.models import User
from rundum.accounts.views.links import BY_LINK
from rundum.base.forms import refusals_shown_in
from rundum.base.replies import onward, toast, wants_part

LINK_COUNTS_SECONDS = 3600
"""How long having come by a link stands for the old password."""


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, initial=_as_it_is(request.user))
    if form.is_valid():
        user = change_profile(request.user, by=request.user, **form.cleaned_data)
        with override(user.language):
            toast(request, _("Your profile has been saved."))
        return redirect("accounts:profile")
    context = {"form": form, "picture_form": PictureForm()}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_POST
def appearance(request: SignedInRequest) -> HttpResponse:
    """Light or dark, from the button in the side bar."""
    theme = request.POST.get("theme", "")
    if theme not in User.Theme.values:
        return HttpResponse(status=422)
    change_profile(request.user, by=request.user, theme=theme)
    if wants_part(request):
        return HttpResponse(status=204)
    return redirect(onward(request, request.headers.get("Referer", ""), "/"))


@open_to_colleagues
@require_POST
def own_picture(request: SignedInRequest) -> HttpResponse:
    """A new picture, or (with `without`) back to the drawn portrait or the initials."""
    if "without" in request.POST:
        change_picture(request.user, file=None, by=request.user)
        return redirect("accounts:profile")
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_shown_in(form):
            change_picture(request.user, file=form.cleaned_data["picture"], by=request.user)
            return redirect("accounts:profile")
    context = {"form": ProfileForm(initial=_as_it_is(request.user)), "picture_form": form}
    return render(request, "accounts/profile.html", context, status=422)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def password(request: SignedInRequest) -> HttpResponse:
    if limited := ratelimit.consume_or_429(request, action="change_password", user=request.user):
        return limited
    form = PasswordForm(request.POST or None, user=request.user, asks_for_old=_must_prove(request))
    if form.is_valid():
        change_password(request.user, password=form.cleaned_data["new"], by=request.user)
        update_session_auth_hash(request, request.user)
        toast(request, _("Your password has been changed. Your other sessions have ended."))
        return redirect("mfa_index")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


def _as_it_is(user: User) -> dict[str, object]:
    return {name: getattr(user, name) for name in OWN_FIELDS}


def _must_prove(request: SignedInRequest) -> bool:
    came_by_link = any(
        record.get("method") == BY_LINK and record["at"] > time.time() - LINK_COUNTS_SECONDS
        for record in get_authentication_records(request, request.user)
    )
    return request.user.has_usable_password() and not came_by_link

"""Signing in by a link."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rundum.accounts.access import open_to_anyone
from rundum.accounts.actions.links import SPENT, digest_of, use_sign_in_link
from rundum.accounts.models import SignInLink
from rundum.base.clock import now
from rundum.base.refusals import Refused

BY_LINK = "sign_in_link"
"""How allauth's record of the session names this way of signing in."""


@open_to_anyone
@require_http_methods(["GET", "POST"])
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it signs in: mail programs open links to look at them, and that must not use the link up.

    A person with a second factor is asked for it as after a password.
    """
    if request.method == "POST":
        try:
            user = use_sign_in_link(token)
        except Refused:
            return _spent(request)
        record_authentication(request, user, method=BY_LINK)
        return perform_login(request, Login(user=user, redirect_url="/"))
    link = SignInLink.objects.usable(now()).select_related("user").filter(digest=digest_of(token)).first()
    if link is None:
        return _spent(request)
    return render(request, "accounts/sign_in_link.html", {"person": link.user})


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in_link_spent.html", {"sentence": SPENT}, status=410)
